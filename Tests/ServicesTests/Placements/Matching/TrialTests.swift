import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("What if, and where new places help")
struct TrialTests {
    @Test("more places, as tried and as done")
    func morePlaces() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let run = try await office.fresh()
            let before = try await office.office.digest()
            let trial = try await office.perform(TryMatch(term: nil, trial: .morePlaces(1, at: "p/1")))
            #expect(try await office.office.digest() == before, "nothing is stored")
            #expect(trial.now == run.objective && trial.tried == "1 more at P/1")
            #expect(trial.then.unplaced == 0 && trial.then.problems == 0)
            #expect(trial.changes.map(\.studentRef) == ["S/B"] && trial.changes.map(\.to) == ["P/1"])
            try await office.change("update berth.placement set capacity = 2 where reference = 'P/1'")
            let after = try await office.perform(RunMatch(term: nil, keeping: .run(run.ref)))
            #expect(after.objective == trial.then && after.moved == 0)
            for count in [0, -1] {
                await expectRefusal(.badData, "1 or more") {
                    try await office.perform(TryMatch(term: nil, trial: .morePlaces(count, at: "P/1")))
                }
            }
            await expectRefusal(.notFound, "P/X") {
                try await office.perform(TryMatch(term: nil, trial: .morePlaces(1, at: "P/X")))
            }
        }
    }

    @Test("a new placement and a withdrawal, as tried and as done")
    func others() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let run = try await office.fresh()
            let trial = try await office.perform(
                TryMatch(
                    term: nil, trial: .newPlacement(.init(setting: "adults", capacity: 2, near: "P/2"))))
            #expect(trial.then.unplaced == 0)
            #expect(trial.changes.map(\.studentRef) == ["S/B"] && trial.changes.map(\.to) == ["new"])
            let gone = try await office.perform(TryMatch(term: nil, trial: .withdrawal(of: "s/c")))
            #expect(gone.then.unplaced == 0 && gone.tried == "S/C withdraws")
            #expect(gone.changes.map(\.studentRef) == ["S/B"])
            try await office.perform(WithdrawStudent(reference: "S/C", reason: "left"))
            let after = try await office.perform(RunMatch(term: nil, keeping: .run(run.ref)))
            #expect(after.objective == gone.then)
            await expectRefusal(.notFound, "S/C") {
                try await office.perform(TryMatch(term: nil, trial: .withdrawal(of: "S/C")))
            }
            await expectRefusal(.notFound, "P/X") {
                try await office.perform(
                    TryMatch(term: nil, trial: .newPlacement(.init(setting: "adults", near: "P/X"))))
            }
        }
    }

    @Test("a locked student who withdraws, and a place more with a lock beside it")
    func withLocks() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            try await office.perform(LockStudent(student: "S/B", placement: "P/1", reason: "agreed"))
            let run = try await office.fresh()
            let gone = try await office.perform(TryMatch(term: nil, trial: .withdrawal(of: "S/B")))
            #expect(gone.now == run.objective)
            #expect(gone.changes.allSatisfy { $0.studentRef != "S/B" })
            try await office.perform(WithdrawStudent(reference: "S/B", reason: "left"))
            let after = try await office.perform(RunMatch(term: nil, keeping: .run(run.ref)))
            #expect(after.objective == gone.then)
        }
    }

    @Test("each single place that helps does what it promises, and the smallest set places everybody")
    func newPlaces() async throws {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B", "S/C", "S/D", "S/E", "S/F"),
            places: MatchTown.places("P/1", "P/2", "P/3"),
            wishes: ["S/A": ["P/1"], "S/B": ["P/1", "P/2"], "S/D": ["P/3"], "S/E": ["P/2"]])
        for student in 0..<2 { town.students[student].conflicts = "team_p_3" }
        for student in 2..<4 { town.students[student].conflicts = "team_p_1;team_p_2" }
        town.students[5].conflicts = "plymouth_council"
        try await MatchOffice.open(town) { office in
            let run = try await office.fresh()
            let report = try await office.perform(RankNewPlaces(term: nil))
            #expect(report.unplaced == run.objective.unplaced && report.unplaced == 3)
            #expect(report.stillUnplaced == 1, "nobody can place F")
            #expect(report.smallestSetPlaces == 2)
            #expect(report.smallestSet.reduce(0) { $0 + $1.places } == 2)
            #expect(!report.singles.isEmpty)
            for single in report.singles {
                try await office.change(
                    "update berth.placement set capacity = capacity + 1 where reference = \(single.placementRef)"
                )
                let after = try await office.fresh()
                #expect(parts(after.objective) == sum(run.objective, single.objectiveChange), "\(single)")
                try await office.change(
                    "update berth.placement set capacity = capacity - 1 where reference = \(single.placementRef)"
                )
            }
            let gains = report.singles.map { parts($0.objectiveChange) }
            #expect(zip(gains, gains.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) })
            for part in report.smallestSet {
                try await office.change(
                    "update berth.placement set capacity = capacity + \(part.places) where reference = \(part.placementRef)"
                )
            }
            let placed = try await office.fresh()
            #expect(placed.objective.unplaced == 1)
            #expect(try await office.perform(ListUnplaced(run: placed.ref)).map(\.studentRef) == ["S/F"])
            #expect(try await office.perform(RankNewPlaces(term: nil)).smallestSetPlaces == 0)
        }
    }

    @Test("a placement that the host has withdrawn is proposed nowhere")
    func withdrawnPlacement() async throws {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B"), places: MatchTown.places("P/1", "P/2"))
        town.places[1].capacity = 3
        try await MatchOffice.open(town) { office in
            try await office.perform(WithdrawPlacement(reference: "P/2", reason: "closes"))
            let run = try await office.fresh()
            #expect(run.objective.unplaced == 1)
            let report = try await office.perform(RankNewPlaces(term: nil))
            #expect(report.singles.map(\.placementRef) == ["P/1"])
            #expect(report.smallestSet.map(\.placementRef) == ["P/1"])
            let student = try #require(try await office.perform(ListUnplaced()).first?.studentRef)
            let changes = try await office.perform(ExplainStudent(student: student)).smallestChanges
            #expect(changes.allSatisfy { !$0.detail.contains("P/2") } && !changes.isEmpty)
            await expectRefusal(.badData, "the host has withdrawn the placement") {
                try await office.perform(
                    LockStudent(student: student, placement: "P/2", reason: "r", overrideRules: true))
            }
        }
    }

    @Test("what has come up since a run is told")
    func check() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let run = try await office.fresh()
            #expect(try await office.perform(CheckMatch(), as: "vic").isEmpty)
            try await office.change(
                """
                insert into berth.student_conflict (partnership_id, student_id, conflict)
                select partnership_id, student_id, 'team_p_2' from berth.student where reference = 'S/A'
                """)
            try await office.perform(WithdrawPlacement(reference: "P/3", reason: "closes"))
            let findings = try await office.perform(CheckMatch(run: run.ref), as: "vic")
            #expect(findings.map(\.studentRef) == ["S/A", "S/D"])
            #expect(findings.map(\.refused) == [["conflict_of_interest"], ["placement_withdrawn"]])
            #expect(findings.allSatisfy { !$0.locked && $0.problems.isEmpty })
            let yesterday = try await office.perform(CheckMatch(run: run.ref, asOf: try day("2022-09-29")))
            #expect(yesterday.map(\.studentRef) == ["S/A"])
        }
    }
}
