import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Snapshots of a round")
struct SnapshotTests {
    private func history(_ office: Office, _ round: String = "PLY-1/1") async throws -> [SnapshotLine] {
        try await office.perform(RoundHistory(reference: try RoundReference(round)))
    }

    @Test("say what changed since the one of an earlier day")
    func changes() async throws {
        try await withOffice { office in
            let one = try await office.register("Thandi", "Nkosi")
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-04-01").outcome == .taken)
            let two = try await office.register("Peter", "Adeyemi", on: "2022-04-02")
            try await office.record(Office.wayToStart, of: one, from: "2022-04-02", every: 5)
            let turn = try await office.snapshot("PLY-1/1", asOf: "2022-09-01")
            #expect(turn.changes.map(\.ref).sorted() == [one, two].sorted())
            #expect(turn.changes.first { $0.ref == one }?.to == "achieved")
            #expect(turn.changes.first { $0.ref == two }?.from == "joined")
            try await office.perform(
                DecideCandidate(
                    reference: two, decision: .withdrawn, reasonCode: "housing", on: nil, note: nil))
            let last = try await office.snapshot("PLY-1/1", asOf: "2022-09-30")
            #expect(last.changes.map(\.to) == ["lost"])
            let lines = try await history(office)
            #expect(lines.map { "\($0.asOf)" } == ["2022-04-01", "2022-09-01", "2022-09-30"])
            #expect(lines.map(\.achieved) == [0, 1, 1] && lines.map(\.lost) == [0, 0, 1])
            #expect(lines.last?.changes == last.changes)
            #expect(lines.first?.changes.map(\.from) == ["joined"])
        }
    }

    @Test("of a day are renewed after a correction, once, and keep what they counted")
    func renewed() async throws {
        try await withOffice { office in
            let one = try await office.starter("Thandi", "Nkosi")
            #expect(try await office.snapshot("PLY-1/1").outcome == .taken)
            #expect(try await office.snapshot("PLY-1/1").outcome == .unchanged)
            try await office.perform(
                CorrectMilestone(reference: one, milestone: "started", happenedOn: nil, reason: "ill"))
            #expect(try await office.snapshot("PLY-1/1").outcome == .renewed)
            #expect(try await office.snapshot("PLY-1/1").outcome == .unchanged)
            let lines = try await history(office)
            #expect(lines.map(\.revision) == [2] && lines.map(\.achieved) == [0])
            try await office.perform(
                RetargetRound(
                    reference: try RoundReference("PLY-1/1"), target: 1, dueOn: nil, reason: "cut", on: nil))
            #expect(try await office.snapshot("PLY-1/1").outcome == .renewed)
            #expect(try await history(office).map(\.target) == [1])
        }
    }

    @Test("are taken only while the round is open, whatever was recorded since")
    func notOpen() async throws {
        try await withOffice { office in
            let one = try await office.register("Thandi", "Nkosi")
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-02-28").outcome == .notOpen)
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-03-10").outcome == .taken)
            #expect(try await office.snapshot("PLY-1/2", asOf: "2022-03-10").outcome == .option)
            try await office.perform(
                CloseRound(
                    reference: try RoundReference("PLY-1/1"), on: try day("2022-09-15"), reason: "all lost"))
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-09-14").outcome == .taken)
            // The day of closing has its snapshot, taken by the closing itself; the day after has none.
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-09-15").outcome == .unchanged)
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-09-16").outcome == .notOpen)
            #expect(try await history(office).count == 3)
            #expect(one.hasPrefix("PLY-C-"))
        }
    }

    @Test("hold no name, birth date or e-mail")
    func impersonal() async throws {
        try await withOffice { office in
            _ = try await office.register("Thandi", "Nkosi")
            try await office.snapshot("PLY-1/1")
            let texts = try await office.asSuperuser { db in
                try db.query(
                    "select candidates::text || changes::text from berth.round_snapshot", as: String.self)
            }
            #expect(texts.count == 1)
            #expect(
                texts.allSatisfy {
                    $0.contains("PLY-C-0001") && !$0.contains("Nkosi") && !$0.contains("Thandi")
                })
        }
    }
}
