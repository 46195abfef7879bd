import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Deadlines")
struct DeadlineTests {
    private func list(
        _ office: Office, round: String? = "PLY-1/1", within: Int? = nil, states: Set<String> = [],
        asOf: String? = nil
    ) async throws -> [DeadlineLine] {
        try await office.perform(
            ListDeadlines(
                round: try round.map { try RoundReference($0) }, dueWithin: within, states: states,
                asOf: try asOf.map { try day($0) })
        ).deadlines
    }

    @Test("follow from what is still to be passed, the latest useful date first needed first")
    func opened() async throws {
        try await withOffice { office in
            let one = try await office.register("Thandi", "Nkosi")
            let two = try await office.register("Peter", "Adeyemi")
            try await office.record(["sourced", "screened"], of: one, from: "2022-03-10")
            try await office.snapshot("PLY-1/1", asOf: "2022-04-01")
            let lines = try await list(office, asOf: "2022-04-01")
            #expect(
                lines.count == 2 * Office.wayToStart.count, "every milestone to the start, for each of two")
            #expect(lines.map(\.dueOn) == lines.map(\.dueOn).sorted())
            let last = try #require(lines.last)
            #expect(last.milestone == "started")
            #expect("\(last.dueOn)" == "2022-10-31")
            #expect(
                Set(lines.filter { $0.subjectRef == one && $0.state == "met" }.compactMap(\.milestone)) == [
                    "sourced", "screened",
                ])
            #expect(Set(lines.filter { $0.subjectRef == two }.map(\.state)).isSubset(of: ["open", "missed"]))
            #expect(
                lines.allSatisfy { $0.rule.key == "round.latest_useful_date" && $0.roundRef == "PLY-1/1" })
            let soon = try await list(office, within: 30, states: ["open"], asOf: "2022-04-01")
            #expect(soon.allSatisfy { "\($0.dueOn)" <= "2022-05-01" && $0.state == "open" })
            #expect(soon.count < lines.count)
            let later = try await list(office, states: ["missed"], asOf: "2022-09-30")
            #expect(
                later.contains {
                    $0.subjectRef == two && $0.milestone == "visa_applied" && $0.workingDaysLeft <= 0
                })
        }
    }

    @Test("move with a new due date and remember the first")
    func moved() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-04-01"))
            _ = try await office.register("Thandi", "Nkosi")
            try await office.snapshot("PLY-1/1", asOf: "2022-04-01")
            let before = try #require(try await list(office, asOf: "2022-04-01").last)
            office.clock.set(try day("2022-05-01"))
            try await office.perform(
                RetargetRound(
                    reference: try RoundReference("PLY-1/1"), target: nil, dueOn: try day("2022-09-30"),
                    reason: "the team needs them sooner", on: nil))
            let turn = try await office.snapshot("PLY-1/1", asOf: "2022-05-01")
            #expect(turn.deadlinesTouched == Office.wayToStart.count)
            let after = try #require(try await list(office, asOf: "2022-05-01").last)
            #expect("\(after.dueOn)" == "2022-09-30")
            #expect(after.originalDueOn == before.dueOn && after.ref == before.ref)
        }
    }

    @Test("close when nobody waits for them, and open again when a correction says that somebody does")
    func closed() async throws {
        try await withOffice { office in
            let one = try await office.register("Thandi", "Nkosi")
            try await office.snapshot("PLY-1/1", asOf: "2022-03-20")
            try await office.record(["sourced"], of: one, from: "2022-03-21")
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-04-01").deadlinesTouched == 1)
            #expect(try await !list(office, asOf: "2022-04-01").contains { $0.milestone == "sourced" })
            #expect(try await list(office, asOf: "2022-03-31").contains { $0.milestone == "sourced" })
            try await office.perform(
                CorrectMilestone(reference: one, milestone: "sourced", happenedOn: nil, reason: "a namesake"))
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-04-02").deadlinesTouched == 1)
            #expect(try await list(office, asOf: "2022-04-02").contains { $0.milestone == "sourced" })
            try await office.perform(
                DecideCandidate(
                    reference: one, decision: .withdrawn, reasonCode: "housing", on: try day("2022-04-03"),
                    note: nil))
            try await office.snapshot("PLY-1/1", asOf: "2022-04-03")
            #expect(try await list(office, asOf: "2022-04-03").isEmpty)
        }
    }

    @Test("of an option stand until it is decided; a batch for an earlier day does not bring them back")
    func option() async throws {
        try await withOffice { office in
            try await office.snapshot("PLY-1/2")
            let line = try #require(try await list(office, round: "PLY-1/2").first)
            #expect(line.kind == "option_decide_by" && line.milestone == nil && line.subjectRef == "PLY-1/2")
            #expect("\(line.dueOn)" == "2022-10-14")
            #expect(line.state == "open" && line.workingDaysLeft == 10)
            let missed = try await list(office, round: "PLY-1/2", asOf: "2022-10-15")
            #expect(missed.map(\.state) == ["missed"])
            office.clock.set(try day("2022-10-05"))
            try await office.perform(
                DecideOption(
                    reference: try RoundReference("PLY-1/2"), decision: .exercise, on: nil, reason: nil),
                as: "max")
            try await office.snapshot("PLY-1/2", asOf: "2022-10-05")
            #expect(try await list(office, round: "PLY-1/2").isEmpty)
            try await office.snapshot("PLY-1/2", asOf: "2022-10-03")
            #expect(try await list(office, round: "PLY-1/2").isEmpty, "decided is decided")
            #expect(try await list(office, round: "PLY-1/2", asOf: "2022-10-04").count == 1)
        }
    }

    @Test("end with the round, and a batch for an earlier day leaves them alone")
    func ended() async throws {
        try await withOffice { office in
            _ = try await office.register("Thandi", "Nkosi")
            try await office.snapshot("PLY-1/1", asOf: "2022-09-01")
            let before = try await office.digest()["deadline"]
            try await office.snapshot("PLY-1/1", asOf: "2022-08-01")
            #expect(try await office.digest()["deadline"] == before)
            try await office.perform(
                CloseRound(reference: try RoundReference("PLY-1/1"), on: nil, reason: "enough"))
            // Closing took the last snapshot and closed the deadlines, so nothing is left for the batch.
            let turn = try await office.snapshot("PLY-1/1", asOf: "2022-09-30")
            #expect(turn.outcome == .unchanged && turn.deadlinesTouched == 0)
            #expect(try await list(office).isEmpty)
            let rules = try await office.perform(ListRules(on: try day("2022-09-30"), key: "round."))
            #expect(rules.count == 4)
            await expectRefusal(.notFound, "no.such") {
                try await office.perform(ListRules(on: nil, key: "no.such"))
            }
        }
    }
}
