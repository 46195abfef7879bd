import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("What an educator takes over several placements")
struct EducatorLimitTests {
    /// Three students, and two placements of one educator with one slot.
    static var town: MatchTown {
        MatchTown(
            students: MatchTown.students("S/A", "S/B", "S/C"),
            places: [
                .init(ref: "P/1", educator: "PE-1"), .init(ref: "P/2", educator: "PE-1"), .init(ref: "P/3"),
            ],
            wishes: ["S/A": ["P/1", "P/2"], "S/B": ["P/2", "P/3"], "S/C": ["P/2", "P/3"]],
            educators: ["PE-1": 1])
    }

    @Test("a run gives the placements of an educator no more students than she takes, and is proved")
    func limit() async throws {
        try await MatchOffice.open(Self.town) { office in
            let run = try await office.fresh()
            #expect(run.objective.unplaced == 1 && run.exact && run.certificate == "valid")
            let places = try await office.places(run)
            #expect(places.values.count { ["P/1", "P/2"].contains($0) } == 1, "\(places)")
            let verified = try await office.perform(VerifyMatch(reference: run.ref))
            #expect(verified.certificate == "valid" && verified.assignmentsAgree)
            #expect(try await office.perform(CheckMatch(run: run.ref)).allSatisfy { $0.problems.isEmpty })
            // What was stored is the same whoever asks again: the published run keeps everybody.
            try await office.perform(PublishMatch(reference: run.ref), as: "cora")
            let again = try await office.perform(RunMatch(term: nil))
            #expect(again.moved == 0 && again.objective == run.objective)
        }
    }

    @Test("who is left out by an educator is told so, and what would help: one more slot, not one more place")
    func explained() async throws {
        try await MatchOffice.open(Self.town) { office in
            let run = try await office.fresh()
            let report = try await office.perform(ShowMatch(reference: run.ref))
            let student = try #require(report.unplaced.first)
            let explanation = try await office.perform(ExplainStudent(student: student))
            let why = try #require(explanation.whyUnplaced)
            #expect(why.kind == "educator_full" && why.educators == ["PE-1"])
            #expect(why.students == 3 && why.places == 2 && why.settings == ["P/1", "P/2", "P/3"])
            #expect(
                why.words(naming: 4)
                    == "3 students can use only P/1, P/2, P/3, which have 2 places, because PE-1 takes no more students at a time."
            )
            let changes = explanation.smallestChanges
            #expect(changes.count { $0.kind == "educator_slot" } == 1, "told once, not for each placement")
            let slot = try #require(changes.first { $0.kind == "educator_slot" })
            #expect(slot.detail == "one more slot of the educator PE-1")
            #expect(slot.objectiveChange.unplaced == -1 && slot.moves.first?.studentRef == student)
            #expect(slot.moves.allSatisfy { $0.studentRef != nil && $0.to != nil })
            let listed = try await office.perform(ListUnplaced())
            #expect(listed.map(\.kind) == ["educator_full"] && listed[0].why == why.words(naming: 4))
            // Applied, it does what was promised.
            try await office.change("update berth.practice_educator set slots = 2 where reference = 'PE-1'")
            let after = try await office.fresh()
            #expect(parts(after.objective) == sum(run.objective, slot.objectiveChange))
        }
    }

    @Test("where no limit binds the instance is the same as without educators")
    func unbound() async throws {
        var town = Self.town
        town.educators = ["PE-1": 2]
        var plain = town
        plain.educators = [:]
        for index in plain.places.indices { plain.places[index].educator = nil }
        var hashes: Set<String> = []
        for town in [town, plain] {
            try await MatchOffice.open(town) { office in hashes.insert(try await office.fresh().inputHash) }
        }
        #expect(hashes.count == 1)
    }

    @Test("placements of an educator one after the other share nothing")
    func oneAfterTheOther() async throws {
        var town = Self.town
        town.places[0].endsOn = "2023-01-31"
        town.places[1].startsOn = "2023-02-01"
        try await MatchOffice.open(town) { office in
            let run = try await office.fresh()
            #expect(run.objective.unplaced == 0)
        }
        // A single day on which both run is enough to share it.
        town.places[1].startsOn = "2023-01-31"
        try await MatchOffice.open(town) { office in
            let run = try await office.fresh()
            #expect(run.objective.unplaced == 1)
        }
    }

    @Test("locks count, a lock past the slots is refused, and one made before the slots were fewer is shown")
    func locks() async throws {
        try await MatchOffice.open(Self.town) { office in
            try await office.perform(LockStudent(student: "S/A", placement: "P/1", reason: "agreed"))
            let run = try await office.fresh()
            #expect(run.objective.unplaced == 1)
            let places = try await office.places(run)
            #expect(places.values.count { $0 != "P/3" } == 1)
            let why = try await office.perform(ListUnplaced())
            #expect(why.map(\.kind) == ["educator_full"], "\(why)")
            try await expectRefusalLeavesAlone(office.office, .badData, "PE-1 takes 1") {
                try await office.perform(LockStudent(student: "S/B", placement: "P/2", reason: "agreed"))
            }
            try await office.change("update berth.practice_educator set slots = 2")
            try await office.perform(LockStudent(student: "S/B", placement: "P/2", reason: "agreed"))
            let both = try await office.fresh()
            #expect(both.objective.unplaced == 0)
            try await office.perform(SetEducator(reference: "PE-1", slots: 1))
            try await expectRefusalLeavesAlone(
                office.office, .badData, "2 students are locked to P/1, P/2, whose educator PE-1 takes 1"
            ) {
                try await office.fresh()
            }
            let findings = try await office.perform(CheckMatch(run: both.ref))
            #expect(findings.map(\.studentRef) == ["S/A", "S/B"])
            #expect(findings.allSatisfy { $0.problems == ["educator_over_committed"] && $0.refused.isEmpty })
            let educator = try await office.perform(ListEducators())
            #expect(educator.map(\.locked) == [2] && educator.map(\.isOverCommitted) == [true])
            let placements = try await office.perform(ListPlacements(term: nil))
            #expect(placements.map(\.educatorOverCommitted) == [true, true, false])
            try await office.perform(UnlockStudent(student: "S/B", reason: "too many"))
            #expect(try await office.perform(ListEducators()).map(\.isOverCommitted) == [false])
            #expect(try await office.fresh().objective.unplaced == 1)
        }
    }

    @Test("what is tried counts the slots too")
    func trials() async throws {
        try await MatchOffice.open(Self.town) { office in
            let more = try await office.perform(TryMatch(term: nil, trial: .morePlaces(1, at: "P/1")))
            #expect(
                more.now.unplaced == 1 && more.then.unplaced == 0, "one more place comes with one more slot")
            let fewer = try await office.perform(TryMatch(term: nil, trial: .withdrawal(of: "S/C")))
            #expect(fewer.then.unplaced == 0)
            let report = try await office.perform(RankNewPlaces(term: nil))
            #expect(report.unplaced == 1 && report.smallestSetPlaces == 1 && report.stillUnplaced == 0)
            let price = try await office.perform(
                LockStudent(student: "S/A", placement: "P/1", reason: "agreed")
            ).price
            #expect(price.unplaced == 0)
        }
    }

    @Test("minimums and couples are kept together with the slots of an educator")
    func minimums() async throws {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B", "S/C", "S/D"),
            places: [
                .init(ref: "P/1", capacity: 2, minimum: 2, educator: "PE-1"),
                .init(ref: "P/2", capacity: 2, minimum: 2, educator: "PE-1"), .init(ref: "P/3"),
            ],
            wishes: [
                "S/A": ["P/1", "P/2"], "S/B": ["P/2", "P/1"], "S/C": ["P/3", "P/1"], "S/D": ["P/2", "P/1"],
            ],
            educators: ["PE-1": 2])
        for couples in [[], [("S/A", "S/B")]] {
            town.couples = couples
            try await MatchOffice.open(town) { office in
                let run = try await office.fresh()
                let places = try await office.places(run)
                #expect(run.objective.unplaced == 1 && run.bound.unplaced == 1 && run.certificate == "valid")
                #expect(Set(places.values.filter { $0 != "P/3" }).count == 1, "\(places)")
                #expect(couples.isEmpty || places["S/A"] == places["S/B"])
                let verified = try await office.perform(VerifyMatch(reference: run.ref))
                #expect(verified.certificate == "valid" && verified.assignmentsAgree)
                let unplaced = try await office.perform(ShowMatch(reference: run.ref)).unplaced
                let explanation = try await office.perform(ExplainStudent(student: unplaced[0]))
                #expect(explanation.whyUnplaced?.kind == "educator_full" && !explanation.recordsChanged)
                #expect(explanation.whyUnplaced?.educators == ["PE-1"])
            }
        }
    }
}
