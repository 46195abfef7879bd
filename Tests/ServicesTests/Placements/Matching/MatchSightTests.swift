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
        for student in 1..<4 { town.students[student].conflicts = "team_p_1" }
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
            #expect(own.whyUnplaced?.kind == whole.whyUnplaced?.kind && !own.recordsChanged)
            #expect(own.whyUnplaced?.settings == whole.whyUnplaced?.settings && own.whyUnplaced != nil)
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

    @Test("pictures and lists go by one rule: one's own students in full, of others only numbers")
    func pictures() async throws {
        try await MatchOffice.open(Self.town()) { office in
            let run = try await office.fresh()
            for login in ["una", "hugo", "cora", "vic"] {
                let list = try await office.perform(ShowMatch(reference: run.ref), as: login)
                let map = try await office.perform(ShowMatchMap(reference: run.ref), as: login)
                let load = try await office.perform(ShowMatchLoad(reference: run.ref), as: login)
                #expect(map.partial == list.partial && load.partial == list.partial, "\(login)")
                let drawn = Dictionary(
                    uniqueKeysWithValues: map.students.map { ($0.studentRef, $0.placementRef) })
                #expect(
                    drawn.compactMapValues { $0 }
                        == Dictionary(
                            uniqueKeysWithValues: list.assignments.map { ($0.studentRef, $0.placementRef) }))
                #expect(drawn.filter { $0.value == nil }.keys.sorted() == list.unplaced, "\(login)")
                let shown = Set(map.placements.map(\.placementRef))
                #expect(shown.isSuperset(of: list.assignments.map(\.placementRef)), "\(login)")
                #expect(Set(load.settings.flatMap(\.placements).map(\.placementRef)) == shown, "\(login)")
            }
            let host = try await office.perform(ShowMatchMap(reference: run.ref), as: "hugo")
            #expect(host.placements.map(\.placementRef) == ["P/3"] && host.placements.map(\.taken) == [1])
            let university = try await office.perform(ShowMatchMap(reference: run.ref), as: "una")
            #expect(university.placements.map(\.placementRef) == ["P/1", "P/2"])
            #expect(university.students.map(\.studentRef) == ["S/A", "S/B"])
            let demand = try await office.perform(ShowMatchLoad(reference: run.ref), as: "una")
            #expect(
                demand.settings.flatMap(\.placements).map(\.load.demand) == [1, 1],
                "who of the others wanted P/2 is theirs to know")
        }
    }

    @Test("the numbers of a bottleneck are kept from a university while they tell of few students of others")
    func smallNumbers() async throws {
        var town = Self.town()
        town.students[3].university = "city_university"
        town.students[1].university = "other_university"
        for extra in 0..<2 {
            if extra == 1 {
                town.students += (1...4).map { .init(ref: "S/X\($0)", university: "other_university") }
                town.places[1].capacity = 5
                for number in 1...4 { town.students[3 + number].conflicts = "team_p_1" }
                for place in ["P/2", "P/3"] { town.minutes["S/D \(place)"] = 60 }
            }
            try await MatchOffice.open(town) { office in
                let run = try await office.fresh()
                let whole = try await office.perform(ShowMatchMap(reference: run.ref), as: "cora")
                let number = try #require(whole.bottlenecks.first?.students)
                let own = try await office.perform(ShowMatchMap(reference: run.ref), as: "una")
                let bottleneck = try #require(own.bottlenecks.first)
                #expect(bottleneck.unplaced == ["S/D"] && bottleneck.placementsOutOfSight == 0)
                #expect(bottleneck.students == (extra == 0 ? nil : number), "\(number)")
                #expect(number == (extra == 0 ? 3 : 7))
                #expect(bottleneck.words.contains("the numbers are small") == (extra == 0))
                let why = try #require(
                    try await office.perform(ExplainStudent(student: "S/D"), as: "una").whyUnplaced)
                #expect((why.students == nil) == (extra == 0) && (why.places == nil) == (extra == 0))
                #expect(why.words(naming: 9).contains("the numbers are small") == (extra == 0))
                let told = try await office.perform(ExplainStudent(student: "S/D"), as: "cora").whyUnplaced
                #expect(told?.students != nil && told?.places != nil)
            }
        }
    }

    @Test("a home is drawn to a kilometre for who may not see the student's particulars")
    func homes() async throws {
        try await MatchOffice.open(Self.town()) { office in
            try await office.change("update berth.student set latitude = 50.37123, longitude = -4.14321")
            let run = try await office.fresh()
            for login in ["cora", "una"] {
                let map = try await office.perform(ShowMatchMap(reference: run.ref), as: login)
                #expect(map.students.allSatisfy { $0.position?.latitude == 50.37123 }, "\(login)")
            }
            let seen = try await office.perform(ShowMatchMap(reference: run.ref), as: "hugo")
            let home = try #require(seen.students.first?.position)
            #expect(seen.students.count == 1 && home.latitude != 50.37123 && home.longitude != -4.14321)
            let exact = try #require(MapPoint(latitude: 50.37123, longitude: -4.14321))
            #expect(exact.kilometres(to: home) < 1.0 && exact.coarse == home && home.coarse == home)
            let neighbour = try #require(MapPoint(latitude: 50.3742, longitude: -4.1401))
            #expect(neighbour.coarse == home, "everybody of a field lives in the same place")
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
