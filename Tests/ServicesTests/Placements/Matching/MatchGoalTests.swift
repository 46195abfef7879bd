import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("What a match run seeks")
struct MatchGoalTests {
    /// Three placements for three students: the best ranks together give nobody a place far away, as many first choices
    /// as possible give one student the longest journey.
    static let town = MatchTown(
        students: MatchTown.students("S/A", "S/B", "S/C"), places: MatchTown.places("P/1", "P/2", "P/3"),
        wishes: [
            "S/A": ["P/1", "P/2", "P/3"], "S/B": ["P/1", "P/2", "P/3"], "S/C": ["P/2", "P/3", "P/1"],
        ],
        minutes: [
            "S/A P/1": 10, "S/A P/2": 20, "S/A P/3": 60, "S/B P/1": 10, "S/B P/2": 30, "S/B P/3": 70,
            "S/C P/1": 15, "S/C P/2": 25, "S/C P/3": 35,
        ])

    @Test("each goal is best for what it seeks, is stored, and its proof is checked again")
    func goals() async throws {
        try await MatchOffice.open(Self.town) { office in
            var places: [MatchGoal: [String: String]] = [:]
            for goal in MatchGoal.allCases {
                let run = try await office.perform(RunMatch(term: nil, goal: goal, keeping: .nothing))
                #expect(run.goal == goal.rawValue && run.objective.unplaced == 0)
                let report = try await office.perform(ShowMatch(reference: run.ref))
                #expect(report.run == run && report.placed == 3)
                places[goal] = try await office.places(run)
                let verified = try await office.perform(VerifyMatch(reference: run.ref))
                #expect(verified.certificate == (goal == .stable ? "none" : "valid"), "\(goal)")
                #expect(verified.assignmentsAgree, "\(goal)")
                #expect(run.exact, "\(goal)")
            }
            #expect(places[.lexicographic]?["S/C"] == "P/3", "\(places)")
            #expect(places[.rankProfile]?["S/C"] == "P/2", "two first choices: \(places)")
            #expect(places[.worstOffFirst]?["S/C"] == "P/3", "nobody travels longer than 35 minutes")
            let worst = try await office.perform(
                RunMatch(term: nil, goal: .worstOffFirst, keeping: .nothing))
            try await office.change(
                "update berth.match_run set certificate = instance where goal = 'worst_off_first'")
            let broken = try await office.perform(VerifyMatch(reference: worst.ref))
            #expect(broken.certificate == "invalid")
        }
    }

    @Test("a run may seek another thing and keep the places of a published one")
    func keeping() async throws {
        try await MatchOffice.open(Self.town) { office in
            let first = try await office.fresh()
            try await office.perform(PublishMatch(reference: first.ref), as: "cora")
            for goal in [MatchGoal.rankProfile, .worstOffFirst] {
                let run = try await office.perform(RunMatch(term: nil, goal: goal))
                #expect(run.moved == 0 && run.objective == first.objective, "\(goal): a move outweighs ranks")
                let verified = try await office.perform(VerifyMatch(reference: run.ref))
                #expect(verified.certificate == "valid" && verified.assignmentsAgree)
            }
        }
    }

    @Test("what cannot be combined is refused with what to do, and nothing is stored")
    func refused() async throws {
        var town = Self.town
        town.places[0].minimum = 2
        town.places[0].capacity = 2
        town.wishes["S/C"] = ["P/1", "P/3"]
        town.wishes["S/A"] = ["P/2"]
        town.wishes["S/B"] = ["P/3"]
        town.students[0].conflicts = "team_p_1"
        town.students[1].conflicts = "team_p_1"
        try await MatchOffice.open(town) { office in
            for goal in [MatchGoal.rankProfile, .worstOffFirst] {
                try await expectRefusalLeavesAlone(office.office, .badData, "--ignore-minimums") {
                    try await office.perform(RunMatch(term: nil, goal: goal))
                }
                let run = try await office.perform(RunMatch(term: nil, goal: goal, ignoreMinimums: true))
                #expect(run.objective.unplaced == 0)
            }
        }
        try await MatchOffice.open(EducatorLimitTests.town) { office in
            for goal in MatchGoal.allCases where goal != .lexicographic {
                try await expectRefusalLeavesAlone(office.office, .badData, "PE-1 takes 1 students") {
                    try await office.perform(RunMatch(term: nil, goal: goal))
                }
            }
        }
    }

    @Test(
        "a student of a stable run is told how the hosts stand, and the blocking pairs of any run are listed")
    func stable() async throws {
        var town = Self.town
        town.students.append(.init(ref: "S/D"))
        for place in ["P/1", "P/2", "P/3"] { town.minutes["S/D \(place)"] = 12 }
        town.wishes["S/D"] = ["P/1", "P/2"]
        try await MatchOffice.open(town) { office in
            try await office.office.load(
                "host_preferences",
                "placement_ref,student_ref,band\nP/1,S/A,2\nP/1,S/B,1\nP/2,S/C,1\nP/2,S/A,2\nP/1,S/D,3\nP/3,S/A,1\n"
            )
            let run = try await office.perform(RunMatch(term: nil, goal: .stable))
            #expect(run.blockingPairs == 0)
            #expect(try await office.perform(ListBlockingPairs(run: run.ref)).isEmpty)
            #expect(try await office.places(run) == ["S/B": "P/1", "S/C": "P/2", "S/A": "P/3"])
            let placed = try await office.perform(ExplainStudent(student: "S/A", run: run.ref))
            #expect(placed.goal == "stable" && placed.note?.contains("--objective lexicographic") == true)
            #expect(placed.hosts.map(\.placementRef) == ["P/1", "P/2"])
            #expect(placed.hosts.map(\.band) == [2, 2] && placed.hosts.map(\.worstBand) == [1, 1])
            #expect(placed.hosts.map(\.why) == [.hostPrefersOthers, .hostPrefersOthers])
            #expect(placed.smallestChanges.isEmpty && placed.preferred.allSatisfy { $0.price == nil })
            let left = try await office.perform(ExplainStudent(student: "S/D", run: run.ref))
            #expect(left.whyUnplaced?.kind == "hosts_prefer_others")
            #expect(left.hosts.map(\.placementRef) == ["P/1", "P/2", "P/3"])
            let seen = try await office.perform(ExplainStudent(student: "S/A", run: run.ref), as: "una")
            #expect(seen.hosts.map(\.why) == placed.hosts.map(\.why))
            #expect(
                seen.hosts.allSatisfy { $0.band == nil && $0.worstBand == nil }, "a host's bands are its own")
            let best = try await office.perform(RunMatch(term: nil, goal: .worstOffFirst))
            let blocking = try await office.perform(ListBlockingPairs(run: best.ref))
            #expect(blocking.count == best.blockingPairs && !blocking.isEmpty)
            #expect(blocking.allSatisfy { $0.heldRank.map { $0 > 1 } ?? true })
            let own = try await office.perform(ListBlockingPairs(run: best.ref), as: "una")
            #expect(own.map(\.studentRef) == blocking.map(\.studentRef) && own.allSatisfy { $0.band == nil })
        }
    }

    @Test("runs of the other goals are explained in their own terms")
    func explained() async throws {
        var town = Self.town
        town.students.append(.init(ref: "S/D"))
        for place in ["P/1", "P/2", "P/3"] { town.minutes["S/D \(place)"] = 12 }
        try await MatchOffice.open(town) { office in
            for goal in [MatchGoal.rankProfile, .worstOffFirst] {
                let run = try await office.perform(RunMatch(term: nil, goal: goal))
                let report = try await office.perform(ShowMatch(reference: run.ref))
                let student = try #require(report.unplaced.first)
                let explanation = try await office.perform(ExplainStudent(student: student, run: run.ref))
                let why = try #require(explanation.whyUnplaced, "\(goal)")
                let (students, places) = (try #require(why.students), try #require(why.places))
                #expect(why.kind == "not_enough_places" && students == places + 1, "\(goal): \(why)")
                #expect(explanation.note != nil && explanation.hosts.isEmpty)
                #expect(explanation.smallestChanges.isEmpty == (goal == .rankProfile))
                #expect(try await office.perform(ListUnplaced(run: run.ref)).map(\.kind) == [why.kind])
            }
        }
    }
}
