import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Who sees what of a match")
struct MatchSightTests {
    /// Students of two universities, placements of two hosts; A needs what only P/1 can give.
    private static func town() -> MatchTown {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B", "S/C", "S/D"),
            places: MatchTown.places("P/1", "P/2", "P/3"),
            wishes: ["S/A": ["P/1"], "S/B": ["P/2"], "S/C": ["P/3"], "S/D": ["P/2"]],
            minutes: ["S/B P/2": 10])
        town.students[0].adjustments = "step_free"
        town.students[2].university = "other_university"
        town.students[3].university = "other_university"
        town.places[0].adjustments = "step_free:partly"
        town.places[2].host = "tavy_trust"
        return town
    }

    @Test("a university sees its own students with their places, and a host those who come to it")
    func parties() async throws {
        try await MatchOffice.open(Self.town()) { office in
            let run = try await office.fresh()
            let all = try await office.perform(ShowMatch(), as: "vic")
            #expect(all.placed == 3 && all.unplaced == ["S/D"] && !all.partial)
            let own = try await office.perform(ShowMatch(), as: "una")
            #expect(own.assignments.map(\.studentRef) == ["S/A", "S/B"])
            #expect(own.assignments.map(\.placementRef) == ["P/1", "P/2"])
            #expect(own.unplaced.isEmpty && own.placed == 2 && own.partial)
            #expect(own.fairness.lines.first?.students == 2, "what it counts is its own")
            let host = try await office.perform(ShowMatch(), as: "hugo")
            #expect(host.assignments.map(\.studentRef) == ["S/C"] && host.unplaced.isEmpty && host.partial)
            #expect(host.assignments.map(\.placementRef) == ["P/3"])
            for login in ["una", "hugo", "olga"] {
                let verified = try await office.perform(VerifyMatch(), as: login)
                #expect(verified.certificate == "valid" && verified.assignmentsAgree, "\(login)")
                #expect(try await office.perform(ListMatches(), as: login) == [run])
            }
            #expect(try await office.perform(ListUnplaced(), as: "una").isEmpty)
            #expect(try await office.perform(ListUnplaced(), as: "hugo").isEmpty)
            let comparison = try await office.perform(
                CompareMatches(from: run.ref, to: run.ref), as: "una")
            #expect(comparison.unchanged == 2)
        }
    }

    @Test("a university is told why, without the names of others' students")
    func names() async throws {
        var town = Self.town()
        town.students[3].university = "city_university"
        try await MatchOffice.open(town) { office in
            try await office.fresh()
            let whole = try await office.perform(ExplainStudent(student: "S/D"), as: "cora")
            let own = try await office.perform(ExplainStudent(student: "S/D"), as: "una")
            #expect(own.whyUnplaced != nil && own.whyUnplaced == whole.whyUnplaced && !own.recordsChanged)
            #expect(
                own.smallestChanges.map(\.objectiveChange) == whole.smallestChanges.map(\.objectiveChange))
            #expect(own.smallestChanges.flatMap(\.moves).allSatisfy { $0.studentRef == nil })
            #expect(own.preferred == whole.preferred)
            await expectRefusal(.notFound, "S/C") {
                try await office.perform(ExplainStudent(student: "S/C"), as: "una")
            }
            await expectRefusal(.notFound, "S/C") {
                try await office.perform(ExplainStudent(student: "S/C"), as: "hugo")
            }
            #expect(try await office.perform(ListUnplaced(), as: "una").map(\.studentRef) == ["S/D"])
        }
    }

    @Test("what tells of a student's health is withheld from who may not see adjustments")
    func health() async throws {
        try await MatchOffice.open(Self.town()) { office in
            let run = try await office.fresh()
            let told = try await office.perform(ShowMatch(), as: "cora")
            #expect(told.assignments.first?.problems == ["adjustment_partly_met"])
            #expect(
                try await office.perform(CheckMatch(), as: "cora").map(\.problems) == [
                    ["adjustment_partly_met"]
                ])
            let refused = try await office.perform(ExplainStudent(student: "S/A"), as: "cora").refused
            #expect(refused.map(\.reasons) == [["adjustment_impossible"], ["adjustment_impossible"]])
            for login in ["vic", "max", "una"] {
                let report = try await office.perform(ShowMatch(reference: run.ref), as: login)
                #expect(report.assignments.allSatisfy { $0.problems.isEmpty }, "\(login)")
                #expect(try await office.perform(CheckMatch(), as: login).isEmpty, "\(login)")
                let explanation = try await office.perform(ExplainStudent(student: "S/A"), as: login)
                #expect(explanation.refused.map(\.reasons) == [["not_possible"], ["not_possible"]])
                #expect(!"\(explanation)".contains("adjustment"), "\(login)")
            }
            try await office.change(
                "update berth.match_student set placement_id = null, rank = null where number = 0")
            let unplaced = try await office.perform(ListUnplaced(), as: "vic")
            #expect(!"\(unplaced)".contains("adjustment"))
        }
    }

    @Test(
        "who works for one organisation decides nothing about everybody",
        arguments: ["olga", "una", "hugo", "vic"])
    func decisions(login: String) async throws {
        try await MatchOffice.open(Self.town()) { office in
            let run = try await office.fresh()
            let verbs: [any Verb] = [
                RunMatch(term: nil), PublishMatch(reference: run.ref, reason: "mine"),
                LockStudent(student: "S/C", placement: "P/3", reason: "mine"),
                UnlockStudent(student: "S/C", reason: "mine"),
                TryMatch(term: nil, trial: .morePlaces(1, at: "P/3")), RankNewPlaces(term: nil),
            ]
            for verb in verbs {
                try await expectRefusalLeavesAlone(office.office, .notAllowed, "\(login) may not") {
                    try await office.perform(verb, as: login)
                }
            }
        }
    }

    @Test("nobody of another partnership sees or touches a run")
    func otherPartnership() async throws {
        try await MatchOffice.open(Self.town()) { office in
            let run = try await office.fresh()
            for verb in [
                ShowMatch(reference: run.ref), VerifyMatch(reference: run.ref),
                PublishMatch(reference: run.ref, reason: "mine"),
                LockStudent(student: "S/A", placement: "P/1", reason: "x"),
            ] as [any Verb] {
                try await expectRefusalLeavesAlone(office.office, .notFound, "Worcestershire") {
                    _ = try await office.office.perform(verb, as: "wendy", in: "worcestershire")
                }
            }
        }
    }
}
