import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Explaining a match")
struct ExplainTests {
    /// Eight students of whom three can go to P/1 only, and others hold what they might have had.
    private static func crowded() -> MatchTown {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B", "S/C", "S/D", "S/E", "S/F"),
            places: MatchTown.places("P/1", "P/2", "P/3"),
            wishes: ["S/D": ["P/2", "P/3"], "S/E": ["P/3", "P/2"], "S/F": ["P/2"]])
        for student in 0..<3 {
            town.students[student].conflicts = "team_p_2;team_p_3"
        }
        town.minutes = ["S/A P/1": 10, "S/B P/1": 12, "S/D P/2": 10, "S/E P/3": 10]
        return town
    }

    @Test("why a student has no place is proved by the records")
    func hallSet() async throws {
        try await MatchOffice.open(Self.crowded()) { office in
            let run = try await office.fresh()
            let report = try await office.perform(ShowMatch(reference: run.ref))
            #expect(report.unplaced == ["S/B", "S/C", "S/F"])
            var possible: [String: Set<String>] = [:]
            for student in report.unplaced + report.assignments.map(\.studentRef) {
                let options = try await office.perform(ShowStudent(reference: student)).options
                possible[student] = Set(options.filter(\.refused.isEmpty).map(\.placementRef))
            }
            let capacities = Dictionary(
                uniqueKeysWithValues: try await office.perform(ListPlacements()).map {
                    ($0.placement.placementRef, $0.placement.capacity)
                })
            for student in report.unplaced {
                let explanation = try await office.perform(ExplainStudent(student: student), as: "vic")
                let why = try #require(explanation.whyUnplaced)
                #expect(explanation.placedAt == nil && !explanation.recordsChanged)
                let (students, places) = (try #require(why.students), try #require(why.places))
                #expect(why.kind == "not_enough_places" && students > places && why.educators.isEmpty)
                let settings = Set(why.settings)
                #expect(settings.reduce(0) { $0 + (capacities[$1] ?? 0) } == places)
                #expect(possible[student]?.isSubset(of: settings) == true, "\(student) is one of them")
                let confined = possible.values.count { $0.isSubset(of: settings) }
                #expect(confined >= students, "\(student): \(confined) can use only \(settings)")
                #expect(explanation.smallestChanges.allSatisfy { $0.moves.first?.studentRef == student })
            }
            let refused = try await office.perform(ExplainStudent(student: "S/B")).refused
            #expect(refused.map(\.placementRef) == ["P/2", "P/3"])
            #expect(refused.map(\.reasons) == [["conflict_of_interest"], ["conflict_of_interest"]])
            let unplaced = try await office.perform(ListUnplaced(), as: "vic")
            #expect(unplaced.map(\.studentRef) == report.unplaced)
            #expect(
                unplaced[0].why == "2 students can use only P/1, which has 1 place.", "\(unplaced[0].why)")
            #expect(unplaced[0].refusals == ["conflict_of_interest": 2])
        }
    }

    @Test("a student for whom nothing is possible is told so")
    func nothingPossible() async throws {
        var town = MatchTown(students: MatchTown.students("S/A"), places: MatchTown.places("P/1"))
        town.students[0].conflicts = "plymouth_council"
        try await MatchOffice.open(town) { office in
            try await office.fresh()
            let explanation = try await office.perform(ExplainStudent(student: "S/A"))
            #expect(explanation.whyUnplaced?.kind == "no_acceptable_place")
            #expect(explanation.smallestChanges.isEmpty)
            #expect(
                try await office.perform(ListUnplaced()).map(\.why) == [
                    "No placement of the term is possible for this student."
                ])
        }
    }

    /// Where several wait for the same place, the new one may go to another of them: the promise is about the student
    /// who asked, so it holds to the minute with that student locked, and without the lock nothing is worse.
    @Test("every place more that is proposed, given and matched again, changes the objective as promised")
    func extraPlaces() async throws {
        try await MatchOffice.open(Self.crowded()) { office in
            let run = try await office.fresh()
            let old = try await office.places(run)
            var exact = 0
            for student in ["S/B", "S/C", "S/F"] {
                let changes = try await office.perform(ExplainStudent(student: student, run: run.ref))
                    .smallestChanges
                #expect(!changes.isEmpty && changes.count <= 3)
                for change in changes where change.kind == "extra_place" {
                    let place = try #require(["P/1", "P/2", "P/3"].first { change.detail.contains($0) })
                    let target = try #require(change.moves.first?.to)
                    let promised = sum(run.objective, change.objectiveChange)
                    try await office.change(
                        "update berth.placement set capacity = capacity + 1 where reference = \(place)")
                    let free = try await office.fresh()
                    #expect(!promised.lexicographicallyPrecedes(parts(free.objective)), "\(change)")
                    if try await office.places(free)[student] != nil {
                        #expect(parts(free.objective) == promised, "\(change)")
                        exact += 1
                    }
                    try await office.perform(
                        LockStudent(student: student, placement: target, reason: "as proposed"))
                    let after = try await office.fresh()
                    #expect(parts(after.objective) == promised, "\(change)")
                    let places = try await office.places(after)
                    for (other, from) in old where !change.moves.contains(where: { $0.studentRef == other }) {
                        #expect(places[other] == from, "\(other) is not in the chain")
                    }
                    try await office.perform(UnlockStudent(student: student, reason: "tried"))
                    try await office.change(
                        "update berth.placement set capacity = capacity - 1 where reference = \(place)")
                }
            }
            #expect(exact >= 2)
        }
    }

    @Test("a longer journey that is proposed, allowed and matched again, changes the objective as promised")
    func longerTravel() async throws {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B"), places: MatchTown.places("P/1", "P/2"),
            wishes: ["S/A": ["P/1"], "S/B": ["P/1"]])
        for student in 0..<2 { town.students[student].limit = 30 }
        town.minutes = ["S/A P/1": 10, "S/A P/2": 60, "S/B P/1": 12, "S/B P/2": 42]
        try await MatchOffice.open(town) { office in
            let run = try await office.fresh()
            #expect(try await office.places(run) == ["S/A": "P/1"])
            let changes = try await office.perform(ExplainStudent(student: "S/B")).smallestChanges
            #expect(Set(changes.map(\.kind)).isSuperset(of: ["extra_place", "longer_travel"]))
            let longer = try #require(changes.first { $0.kind == "longer_travel" })
            #expect(longer.detail.hasPrefix("12 minutes more travel than the student's own limit of 30"))
            #expect(longer.moves.map(\.to) == ["P/2"] && longer.moves.map(\.studentRef) == ["S/B"])
            try await office.change(
                "update berth.student set max_travel_minutes = 42 where reference = 'S/B'")
            let after = try await office.fresh()
            #expect(parts(after.objective) == sum(run.objective, longer.objectiveChange))
        }
    }

    @Test("an unlock that is proposed, done and matched again, changes the objective as promised")
    func unlock() async throws {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B"), places: MatchTown.places("P/1", "P/2"))
        town.students[1].conflicts = "team_p_2"
        try await MatchOffice.open(town) { office in
            try await office.perform(LockStudent(student: "S/A", placement: "P/1", reason: "agreed"))
            let run = try await office.fresh()
            #expect(try await office.places(run) == ["S/A": "P/1"])
            let explanation = try await office.perform(ExplainStudent(student: "S/B"))
            #expect(explanation.whyUnplaced != nil)
            let unlock = try #require(explanation.smallestChanges.first { $0.kind == "unlock" })
            #expect(!unlock.detail.contains("S/A"))
            #expect(unlock.moves.map(\.studentRef) == ["S/B", "S/A"])
            try await office.perform(UnlockStudent(student: "S/A", reason: "for B"))
            let after = try await office.fresh()
            #expect(parts(after.objective) == sum(run.objective, unlock.objectiveChange))
            #expect(try await office.places(after) == ["S/A": "P/2", "S/B": "P/1"])
        }
    }

    @Test("what a better place would cost is what a lock to it costs")
    func preferred() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            try await office.fresh()
            let explanation = try await office.perform(ExplainStudent(student: "S/B"))
            #expect(explanation.preferred.map(\.placementRef) == ["P/1", "P/2"])
            let second = try await office.perform(ExplainStudent(student: "S/A"))
            #expect(second.preferred.map(\.placementRef) == ["P/1"] && second.placedAt == "P/2")
            #expect(second.whyUnplaced == nil && second.smallestChanges.isEmpty)
            for (student, alternatives) in [("S/B", explanation.preferred), ("S/A", second.preferred)] {
                for alternative in alternatives {
                    let locked = try await office.perform(
                        LockStudent(student: student, placement: alternative.placementRef, reason: "tried"))
                    #expect(alternative.price == locked.price, "\(student) at \(alternative.placementRef)")
                    try await office.perform(UnlockStudent(student: student, reason: "tried"))
                }
            }
            #expect(try await office.perform(ExplainStudent(student: "S/C")).preferred.isEmpty)
        }
    }

    @Test("records that have changed are said to have")
    func recordsChanged() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            try await office.fresh()
            #expect(try await !office.perform(ExplainStudent(student: "S/B")).recordsChanged)
            try await office.change("update berth.placement set capacity = 2 where reference = 'P/1'")
            let explanation = try await office.perform(ExplainStudent(student: "S/B"))
            #expect(explanation.recordsChanged && explanation.whyUnplaced == nil)
            let unplaced = try await office.perform(ListUnplaced())
            #expect(unplaced.map(\.why) == ["A place is free by now; make a new run."])
        }
    }

    @Test("a run that kept places is explained without what moves weigh")
    func kept() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let first = try await office.perform(RunMatch(term: nil))
            try await office.perform(PublishMatch(reference: first.ref), as: "cora")
            let second = try await office.perform(RunMatch(term: nil))
            #expect(second.keptRun == first.ref)
            let explanation = try await office.perform(ExplainStudent(student: "S/B", run: second.ref))
            #expect(!explanation.recordsChanged)
            for change in explanation.smallestChanges {
                #expect(change.objectiveChange.problems == 0 && change.objectiveChange.unplaced == -1)
            }
            for other in explanation.preferred { #expect(other.price?.problems == 0, "\(other)") }
        }
    }
}
