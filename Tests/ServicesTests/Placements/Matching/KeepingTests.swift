import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Keeping the places of an earlier run")
struct KeepingTests {
    /// Everybody has a first choice of their own, but B would rather have what A has.
    private static let town = MatchTown(
        students: MatchTown.students("S/A", "S/B", "S/C", "S/D"),
        places: MatchTown.places("P/1", "P/2", "P/3"),
        wishes: ["S/A": ["P/1"], "S/B": ["P/1", "P/2"], "S/C": ["P/3"], "S/D": ["P/1"]],
        minutes: ["S/A P/1": 10, "S/B P/1": 10, "S/B P/2": 15])

    @Test("only what has to move moves; fresh starts anew")
    func withdrawal() async throws {
        try await MatchOffice.open(Self.town) { office in
            let first = try await office.perform(RunMatch(term: nil))
            #expect(try await office.places(first) == ["S/A": "P/1", "S/B": "P/2", "S/C": "P/3"])
            #expect(
                try await office.perform(ListPlacements()).map(\.free) == [1, 1, 1], "a draft takes no place")
            try await office.perform(PublishMatch(reference: first.ref), as: "cora")
            #expect(try await office.perform(ListPlacements()).map(\.free) == [0, 0, 0])
            // A leaves: B, who wanted that place, stays where B was promised, and D takes it.
            try await office.perform(WithdrawStudent(reference: "S/A", reason: "left the course"))
            #expect(
                try await office.perform(ListPlacements(free: true)).map(\.placement.placementRef) == ["P/1"])
            let kept = try await office.perform(RunMatch(term: nil))
            #expect(kept.keptRun == first.ref && kept.moved == 0)
            #expect(try await office.places(kept) == ["S/B": "P/2", "S/C": "P/3", "S/D": "P/1"])
            #expect(kept.objective.problems == 0, "what moves weigh is not told as problems")
            #expect(kept.bound.problems == 0)
            #expect(try await office.perform(VerifyMatch(reference: kept.ref)).assignmentsAgree)
            let fresh = try await office.fresh()
            #expect(fresh.keptRun == nil && fresh.moved == 0)
            #expect(try await office.places(fresh) == ["S/B": "P/1", "S/C": "P/3", "S/D": "P/2"])
            let named = try await office.perform(RunMatch(term: nil, keeping: .run(fresh.ref)))
            #expect(named.keptRun == fresh.ref)
            #expect(try await office.places(named) == (try await office.places(fresh)))

            let comparison = try await office.perform(
                CompareMatches(from: first.ref, to: kept.ref), as: "vic")
            #expect(comparison.unchanged == 2 && comparison.moved == 0 && comparison.promisesBroken == 0)
            #expect(comparison.changes.map(\.studentRef) == ["S/A", "S/D"])
            #expect(comparison.changes.map(\.kind) == ["left", "placed"])
            let anew = try await office.perform(CompareMatches(from: first.ref, to: fresh.ref), as: "vic")
            #expect(anew.changes.map(\.kind) == ["left", "moved", "placed"])
            #expect(anew.moved == 1 && anew.promisesBroken == 1 && anew.unchanged == 1)
            #expect(anew.changes[1].promiseBroken && anew.changes[1].from == "P/2")
            #expect(anew.changes[1].to == "P/1" && anew.approvedBy == nil)
        }
    }

    @Test("a place is given up where otherwise somebody would have none, by the shortest chain")
    func movesForAPlace() async throws {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B"), places: MatchTown.places("P/1", "P/2"),
            wishes: ["S/A": ["P/1"], "S/B": ["P/1"]])
        town.students[1].limit = 30
        town.minutes = ["S/B P/2": 40]
        town.places[1].minimum = 0
        try await MatchOffice.open(town) { office in
            try await office.perform(WithdrawStudent(reference: "S/B", reason: "ill"))
            let first = try await office.perform(RunMatch(term: nil))
            #expect(try await office.places(first) == ["S/A": "P/1"])
            try await office.perform(PublishMatch(reference: first.ref), as: "cora")
            try await office.change("update berth.student set withdrawn_on = null")
            let second = try await office.perform(RunMatch(term: nil))
            #expect(try await office.places(second) == ["S/A": "P/2", "S/B": "P/1"])
            #expect(second.moved == 1 && second.objective.unplaced == 0)
            let comparison = try await office.perform(CompareMatches(from: first.ref, to: second.ref))
            #expect(comparison.changes.map(\.kind) == ["moved", "joined"])
            #expect(comparison.changes.map(\.promiseBroken) == [true, false])
            #expect(comparison.moved == 1 && comparison.promisesBroken == 1)
        }
    }

    @Test("a move weighs more than a problem that comes up, but the figures tell the problem")
    func problemsDoNotMove() async throws {
        let town = MatchTown(
            students: MatchTown.students("S/A"), places: MatchTown.places("P/1", "P/2"),
            wishes: ["S/A": ["P/1"]])
        try await MatchOffice.open(town) { office in
            let first = try await office.perform(RunMatch(term: nil))
            try await office.perform(PublishMatch(reference: first.ref), as: "cora")
            try await office.change(
                "update berth.placement set audited_until = date '2022-12-31' where reference = 'P/1'")
            let second = try await office.perform(RunMatch(term: nil))
            #expect(try await office.places(second) == ["S/A": "P/1"])
            #expect(parts(second.objective) == [0, 1, 1, 20] && second.moved == 0)
            let fresh = try await office.fresh()
            #expect(try await office.places(fresh) == ["S/A": "P/2"])
            #expect(parts(fresh.objective) == [0, 0, 2, 20])
            let findings = try await office.perform(CheckMatch(run: first.ref), as: "vic")
            #expect(findings.map(\.problems) == [["audit_ends_early"]] && findings[0].refused.isEmpty)
            #expect(findings.map(\.placementRef) == ["P/1"])
        }
    }

    @Test("runs of two terms are not compared")
    func twoTerms() async throws {
        try await MatchOffice.open(Self.town) { office in
            let first = try await office.fresh()
            try await office.perform(
                AddTerm(
                    code: "spring-2023", name: "Spring", startsOn: try day("2023-01-09"),
                    endsOn: try day("2023-07-28"), offersDueOn: nil))
            try await office.change(
                """
                update berth.student
                set term_id = (select term_id from berth.placement_term where code = 'spring-2023')
                where reference = 'S/D'
                """)
            let second = try await office.perform(RunMatch(term: "spring-2023"))
            #expect(second.objective.unplaced == 1, "the term has no placement")
            await expectRefusal(.badData, "compare runs of one term") {
                try await office.perform(CompareMatches(from: first.ref, to: second.ref))
            }
            await expectRefusal(.notFound) {
                try await office.perform(CompareMatches(from: first.ref, to: "PLY-M-0077"))
            }
        }
    }
}
