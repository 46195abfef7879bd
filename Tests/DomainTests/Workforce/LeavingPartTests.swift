import Domain
import RandomSupport
import Testing

@Suite("Who left a role or a team, and who moved on from it")
struct LeavingPartTests {
    /// Posts 0 to 9 are of the part.
    private func spells(_ assignments: [Assignment]) -> [EmploymentSpell] {
        EmploymentSpell.spells(of: assignments, moveGap: 7) { assignments[$0].post < 10 }
    }

    @Test("a move out ends the spell in the part, a move in starts one, and a move within is neither")
    func moves() throws {
        let spells = try spells([
            // Comes from outside, moves within, moves out.
            employee(10, 1, from: "2018-01-01", to: "2019-12-31"),
            employee(0, 1, from: "2020-01-01", to: "2020-06-30"),
            employee(1, 1, "0.6", from: "2020-07-07", to: "2021-06-30"),
            employee(11, 1, from: "2021-07-07"),
            // Leaves both at once, and so the employer.
            employee(0, 2, "0.5", from: "2020-01-01", to: "2020-02-29"),
            employee(10, 2, "0.5", from: "2020-01-01", to: "2020-02-29"),
            // Gives up the half in the part only.
            employee(0, 3, "0.5", from: "2020-01-01", to: "2020-02-29"),
            employee(10, 3, "0.5", from: "2020-01-01"),
            // Was never in the part.
            employee(10, 4, from: "2020-01-01"),
        ])
        #expect(spells.map(\.person) == [1, 2, 3])
        #expect(
            spells.map(\.startedOn) == (try ["2020-01-01", "2020-01-01", "2020-01-01"].map { try day($0) }))
        #expect(spells.map { $0.endedOn?.description } == ["2021-06-30", "2020-02-29", "2020-02-29"])
        #expect(spells.map(\.endedFTE.description) == ["0.6", "0.5", "0.5"])
        #expect(spells.map(\.movedOn) == [true, false, true])
        #expect((spells[0].first, spells[0].last) == (0, 2), "with the first they came to the organisation")
    }

    @Test(
        "who is back within a week has not left the part, wherever they were; after it they have and are back"
    )
    func gap() throws {
        let back = try spells([
            employee(0, 1, from: "2020-01-01", to: "2020-06-30"),
            employee(10, 1, from: "2020-07-01", to: "2020-07-06"), employee(0, 1, from: "2020-07-07"),
        ])
        #expect(back.map(\.endedOn) == [nil])
        let left = try spells([
            employee(0, 1, from: "2020-01-01", to: "2020-06-30"),
            employee(10, 1, from: "2020-07-01", to: "2020-07-07"), employee(0, 1, from: "2020-07-08"),
        ])
        #expect(left.map { $0.endedOn?.description } == ["2020-06-30", nil])
        #expect(left.map(\.movedOn) == [true, false])
        // Outside it is the employer they leave, before they come back.
        let gone = try spells([
            employee(0, 1, from: "2020-01-01", to: "2020-06-30"), employee(0, 1, from: "2020-07-08"),
        ])
        #expect(gone.map(\.movedOn) == [false, false])
    }

    @Test("of the whole nobody moves on, and of a part that is everything it is the same as of the whole")
    func whole() throws {
        var random = Seeded.printed("leaving the whole")
        for _ in 0..<40 {
            let assignments = try history(&random)
            let whole = EmploymentSpell.spells(of: assignments, moveGap: 7)
            #expect(whole.allSatisfy { !$0.movedOn })
            #expect(EmploymentSpell.spells(of: assignments, moveGap: 7) { _ in true } == whole)
            #expect(EmploymentSpell.spells(of: assignments, moveGap: 7) { _ in false } == [])
        }
    }

    @Test("who left on which day, and how, is what looking at every end of every assignment says")
    func everyEnd() throws {
        var random = Seeded.printed("leaving a part")
        for turn in 0..<200 {
            let assignments = try history(&random)
            /// Whether an end is a leaving of these posts: nothing of them goes on or begins within a week.
            func isLeaving(_ ended: Assignment, of isPart: (Assignment) -> Bool) -> Bool {
                guard let end = ended.endedOn else { return false }
                return !assignments.contains { other in
                    other.person == ended.person && other.kind == .employee && isPart(other)
                        && other.startedOn <= end.adding(days: 7) && (other.endedOn.map { $0 > end } ?? true)
                }
            }
            let ends = assignments.filter { $0.kind == .employee && $0.post < 10 && $0.endedOn != nil }
            let left = ends.filter { isLeaving($0) { $0.post < 10 } }
            func text(_ person: Int, _ day: CalendarDate, _ movedOn: Bool) -> String {
                "\(person) \(day) \(movedOn ? "moved" : "left")"
            }
            let expected = Set(
                left.compactMap { one in
                    one.endedOn.map { text(one.person, $0, !isLeaving(one) { _ in true }) }
                })
            let found = spells(assignments).compactMap { one in
                one.endedOn.map { text(one.person, $0, one.movedOn) }
            }
            #expect(found.sorted() == expected.sorted(), "seed \(random.seed) turn \(turn)")
            let fte = left.reduce(FTE.zero) { $0 + $1.fte }
            #expect(spells(assignments).reduce(FTE.zero) { $0 + $1.endedFTE } == fte)
        }
    }

    private func history(_ random: inout Seeded) throws -> [Assignment] {
        let start = try day("2019-12-01")
        return (0..<random.below(60)).map { _ in
            let from = start.adding(days: random.below(400))
            return Assignment(
                post: random.below(20), person: random.below(12),
                kind: random.below(8) == 0 ? .agency : .employee,
                fte: FTE(tenThousandths: 1 + random.below(10_000)), startedOn: from,
                endedOn: random.below(4) == 0 ? nil : from.adding(days: random.below(120)))
        }
    }
}
