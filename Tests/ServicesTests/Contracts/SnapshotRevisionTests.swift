import Domain
import OfficeSupport
import Postgres
import Services
import Testing

/// What the batch keeps of a round, and that nothing of it is lost.
@Suite("Snapshots of a round")
struct SnapshotRevisionTests {
    private func withdraw(_ candidate: String, on date: String) throws -> DecideCandidate {
        DecideCandidate(
            reference: candidate, decision: .withdrawn, reasonCode: "housing", on: try day(date), note: nil)
    }

    private func history(
        _ office: Office, _ round: String = "PLY-1/1", asAt: String? = nil
    ) async throws -> [SnapshotLine] {
        try await office.perform(
            RoundHistory(reference: try RoundReference(round), asAt: try asAt.map { try instant($0) }))
    }

    @Test("a renewed snapshot is a further revision, and what was reported before can still be read")
    func revisions() async throws {
        try await withOffice { office in
            let candidate = try await office.register("Thandi", "Nkosi")
            #expect(try await office.snapshot("PLY-1/1").outcome == .taken)
            #expect(try await office.snapshot("PLY-1/1").outcome == .unchanged)
            try office.clock.set("2022-09-30T15:00:00Z")
            try await office.perform(try withdraw(candidate, on: "2022-09-29"))
            #expect(try await office.snapshot("PLY-1/1").outcome == .renewed)
            let now = try await history(office)
            #expect(now.map(\.revision) == [2] && now.map(\.lost) == [1])
            let then = try await history(office, asAt: "2022-09-30T12:00:00Z")
            #expect(then.map(\.revision) == [1] && then.map(\.lost) == [0])
            #expect(try await history(office, asAt: "2022-09-30T08:00:00Z").isEmpty)
            let kept = try await office.asSuperuser { db in
                try db.query("select revision from berth.round_snapshot order by revision", as: Int.self)
            }
            #expect(kept == [1, 2])
        }
    }

    @Test("an earlier day done after a later one has the later one's changes reckoned again")
    func earlierDay() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-03-07"))
            let candidate = try await office.register("Thandi", "Nkosi")
            office.clock.set(try day("2022-09-30"))
            try await office.perform(try withdraw(candidate, on: "2022-09-29"))
            try await office.snapshot("PLY-1/1", asOf: "2022-09-30")
            #expect(try await history(office).last?.changes.map(\.from) == ["joined"])
            let turn = try await office.snapshot("PLY-1/1", asOf: "2022-09-20")
            #expect(turn.outcome == .taken && turn.changes.map(\.from) == ["joined"])
            #expect(try turn.nextRenewed == day("2022-09-30"))
            let lines = try await history(office)
            #expect(lines.map(\.revision) == [1, 2])
            #expect(lines.last?.changes.map(\.to) == ["lost"])
            #expect(lines.last?.changes.first?.from != "joined", "the candidate had joined before")
            #expect(lines.last?.lost == 1)
            let again = try await office.snapshot("PLY-1/1", asOf: "2022-09-20")
            #expect(again.outcome == .unchanged && again.nextRenewed == nil)
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-09-30").outcome == .unchanged)
        }
    }

    @Test("a dry run says what a real one then does, and stores nothing")
    func dryRun() async throws {
        try await withOffice { office in
            let candidate = try await office.register("Thandi", "Nkosi")
            for outcome in [RoundTurn.Outcome.taken, .unchanged, .renewed] {
                if outcome == .renewed { try await office.perform(try withdraw(candidate, on: "2022-09-29")) }
                let before = try await office.digest()
                let dry = try await office.snapshot("PLY-1/1", dryRun: true)
                #expect(try await office.digest() == before)
                #expect(dry.outcome == outcome)
                #expect((dry.deadlinesTouched > 0) == (outcome != .unchanged))
                #expect(try await office.snapshot("PLY-1/1") == dry)
            }
        }
    }

    @Test("a day after today is refused, unless nothing is stored")
    func future() async throws {
        try await withOffice { office in
            _ = try await office.register("Thandi", "Nkosi")
            try await expectRefusalLeavesAlone(office, .badData, "after today, 2022-09-30", "--dry-run") {
                try await office.snapshot("PLY-1/1", asOf: "2022-10-01")
            }
            #expect(
                try await office.snapshot("PLY-1/1", asOf: "2022-10-01", dryRun: true).outcome == .taken)
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-09-30").outcome == .taken)
        }
    }

    @Test("closing keeps the snapshot of the day, and later facts change the report only")
    func closing() async throws {
        try await withOffice { office in
            let candidate = try await office.register("Thandi", "Nkosi")
            try await office.snapshot("PLY-1/1", asOf: "2022-09-28")
            try await office.perform(
                CloseRound(
                    reference: try RoundReference("PLY-1/1"), on: try day("2022-09-29"), reason: "done"))
            let lines = try await history(office)
            #expect(try lines.map(\.asOf) == [day("2022-09-28"), day("2022-09-29")])
            #expect(lines.last?.lost == 0)
            let open = try await office.asSuperuser { db in
                try db.one("select count(*) from berth.deadline where closed_on is null", as: Int.self)
            }
            #expect(open == 0, "nothing is due in a closed round")
            // The batch of the day itself still looks at it, that of the next does not.
            for (date, isListed) in [("2022-09-29", true), ("2022-09-30", false)] {
                let rounds = try await office.perform(ListOpenRounds(asOf: try day(date)))
                #expect(rounds.contains { "\($0.reference)" == "PLY-1/1" } == isListed, "\(date)")
            }
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-09-29").outcome == .unchanged)
            #expect(try await office.snapshot("PLY-1/1", asOf: "2022-09-30").outcome == .notOpen)
            try await office.perform(try withdraw(candidate, on: "2022-09-27"))
            #expect(try await office.show("PLY-1/1", asOf: "2022-09-29").counts.lost == 1)
            #expect(try await history(office).last?.lost == 0, "the snapshot keeps what stood at closing")
        }
    }

    @Test("who sees one organisation may not run the batch, and closes a round with a snapshot of all of it")
    func limited() async throws {
        try await withOffice { office in
            _ = try await office.register("Thandi", "Nkosi", round: "TAV-1/1", of: "tavy_trust")
            _ = try await office.register("Peter", "Adeyemi", round: "TAV-1/1", of: "plymouth_council")
            try await office.snapshot("TAV-1/1", asOf: "2022-09-29")
            let id = try await office.perform(
                ListOpenRounds(asOf: try day("2022-09-29"), only: try RoundReference("TAV-1/1")))[0].id
            for verb: any Verb in [
                ListOpenRounds(asOf: try day("2022-09-30")),
                TakeRoundSnapshot(roundID: id, asOf: try day("2022-09-30"), dryRun: false),
            ] {
                let olga = try await office.signIn("olga")
                try await expectRefusalLeavesAlone(office, .notAllowed, "olga may not run the batch") {
                    _ = try await office.workspace.perform(verb, as: olga)
                }
            }
            let part = try await office.show("TAV-1/1", as: "olga")
            #expect(part.partial && part.candidates.count == 1)
            let whole = try await office.show("TAV-1/1")
            #expect(!whole.partial && whole.candidates.count == 2)
            try await office.perform(
                CloseRound(reference: try RoundReference("TAV-1/1"), on: nil, reason: "done"), as: "olga")
            let last = try #require(try await history(office, "TAV-1/1").last)
            #expect(try last.asOf == day("2022-09-30"))
            #expect(last.achieved + last.onCourse + last.atRisk + last.willMiss + last.lost == 2)
            #expect(last.changes.isEmpty, "nobody left or joined since the day before")
        }
    }

    @Test("a candidate whose round is out of the reader's reach is shown without it")
    func roundOutOfReach() async throws {
        try await withOffice { office in
            let candidate = try await office.register(
                "Thandi", "Nkosi", round: "PLY-1/1", of: "tavy_trust")
            let seen = try await office.perform(ShowCandidate(reference: candidate), as: "olga")
            #expect(seen.candidate.candidateRef == candidate)
            #expect(seen.round == nil && seen.outlook == nil && !seen.milestones.isEmpty)
            let whole = try await office.perform(ShowCandidate(reference: candidate))
            #expect(whole.round == "PLY-1/1" && whole.outlook != nil)
        }
    }
}
