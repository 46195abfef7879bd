import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Minimums and pairs in a run")
struct MatchRuleTests {
    /// P/1 opens for two only; A would like it alone, B and C would rather be elsewhere.
    private static let town = MatchTown(
        students: MatchTown.students("S/A", "S/B", "S/C", "S/D"),
        places: [
            .init(ref: "P/1", capacity: 2, minimum: 2), .init(ref: "P/2"), .init(ref: "P/3"),
            .init(ref: "P/4"),
        ],
        wishes: [
            "S/A": ["P/1", "P/4"], "S/B": ["P/2", "P/1"], "S/C": ["P/3", "P/1"], "S/D": ["P/4", "P/2"],
        ])

    private static func expectProved(_ office: MatchOffice, _ run: MatchRunRecord) async throws {
        let verified = try await office.perform(VerifyMatch(reference: run.ref))
        #expect(run.certificate == "valid" && verified.certificate == "valid" && verified.assignmentsAgree)
        for student in try await office.perform(ShowMatch(reference: run.ref)).unplaced {
            let told = try await office.perform(ExplainStudent(student: student, run: run.ref))
            #expect(told.whyUnplaced != nil && !told.recordsChanged, "\(student)")
        }
    }

    @Test("a placement opens with its minimum or not at all, and the bound says what that costs")
    func minimum() async throws {
        try await MatchOffice.open(Self.town) { office in
            let free = try await office.perform(
                RunMatch(term: nil, keeping: .nothing, ignoreMinimums: true))
            #expect(parts(free.objective) == [0, 0, 4, 80] && free.exact)
            let run = try await office.fresh()
            // One of the others joins A for a second choice: that costs one rank.
            #expect(parts(run.objective) == [0, 0, 5, 80] && run.bound == free.objective && run.exact)
            let places = try await office.places(run)
            #expect(places.values.count { $0 == "P/1" } == 2)
            try await Self.expectProved(office, run)
        }
        // Nobody else can come: it closes, and A goes without.
        var lonely = Self.town
        for number in 1...3 { lonely.students[number].conflicts = "team_p_1" }
        lonely.places.removeLast()
        lonely.wishes = ["S/A": ["P/1"]]
        lonely.places[1].minimum = 1
        lonely.students.removeLast()
        lonely.students[0].conflicts = "team_p_2;team_p_3"
        try await MatchOffice.open(lonely) { office in
            let run = try await office.fresh()
            #expect(run.objective.unplaced == 1 && run.bound.unplaced == 0 && run.exact)
            #expect(try await office.places(run)["S/A"] == nil)
            try await Self.expectProved(office, run)
            // A locked student counts toward the minimum.
            try await office.perform(LockStudent(student: "S/A", placement: "P/1", reason: "agreed"))
            let locked = try await office.fresh()
            #expect(try await office.places(locked)["S/A"] == "P/1")
        }
    }

    @Test("a couple is together or unplaced, and parted only when that is said")
    func couple() async throws {
        var town = Self.town
        town.places[0].minimum = nil
        town.couples = [("S/B", "S/C")]
        try await MatchOffice.open(town) { office in
            let run = try await office.fresh()
            let places = try await office.places(run)
            #expect(places["S/B"] == "P/1" && places["S/C"] == "P/1" && run.exact)
            #expect(run.objective.unplaced == 0 && run.objective.rank > run.bound.rank)
            try await Self.expectProved(office, run)
            let apart = try await office.perform(
                RunMatch(term: nil, keeping: .nothing, ignorePairs: true))
            #expect(parts(apart.objective) == parts(run.bound))
            try await office.perform(PublishMatch(reference: run.ref), as: "cora")
            let again = try await office.perform(RunMatch(term: nil))
            #expect(again.moved == 0 && again.keptRun == run.ref)
            try await Self.expectProved(office, again)
        }
    }

    @Test("who is left out because of a partner's lock is told so")
    func partner() async throws {
        var town = Self.town
        town.places[0].minimum = nil
        town.couples = [("S/B", "S/C")]
        try await MatchOffice.open(town) { office in
            try await office.perform(LockStudent(student: "S/B", placement: "P/2", reason: "agreed"))
            let run = try await office.fresh()
            let places = try await office.places(run)
            #expect(places["S/B"] == "P/2" && places["S/C"] == nil)
            let told = try await office.perform(ExplainStudent(student: "S/C"))
            #expect(told.whyUnplaced?.kind == "partner_locked" && told.whyUnplaced?.settings == ["P/2"])
            let listed = try await office.perform(ListUnplaced())
            #expect(listed.map(\.kind) == ["partner_locked"])
            #expect(listed[0].why.contains("partner is locked to P/2"), "\(listed[0].why)")
            try await Self.expectProved(office, run)
        }
    }

    @Test("a car is judged at every placement, and does what was promised when the student has one")
    func car() async throws {
        var town = MatchTown(
            students: MatchTown.students("S/A", "S/B"), places: MatchTown.places("P/1", "P/2", "P/3"),
            wishes: ["S/A": ["P/1"], "S/B": ["P/1", "P/3"]])
        town.students[0].conflicts = "team_p_2;team_p_3"
        try await MatchOffice.open(town) { office in
            try await office.change("update berth.student set has_car = false where reference = 'S/B'")
            try await office.change("update berth.placement set car_needed = true where reference <> 'P/1'")
            try await office.change("delete from berth.travel where mode = 'car' and minutes > 20")
            let run = try await office.fresh()
            #expect(run.objective.unplaced == 1)
            let unplaced = try await office.perform(ShowMatch()).unplaced
            guard unplaced == ["S/B"] else { return #expect(Bool(false), "\(unplaced)") }
            let changes = try await office.perform(ExplainStudent(student: "S/B")).smallestChanges
            let car = try #require(changes.first { $0.kind == "car" }, "\(changes)")
            #expect(changes.count { $0.kind == "car" } == 1 && car.detail == "a car for the student")
            try await office.change("update berth.student set has_car = true where reference = 'S/B'")
            let after = try await office.fresh()
            #expect(parts(after.objective) == sum(run.objective, car.objectiveChange))
            #expect(try await office.places(after)["S/B"] == car.moves.first?.to)
        }
    }
}
