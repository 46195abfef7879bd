import Domain
import RandomSupport
import Testing

@Suite("Who left, and turnover over twelve months")
struct TurnoverTests {
    private func spells(_ assignments: [Assignment]) -> [EmploymentSpell] {
        EmploymentSpell.spells(of: assignments, moveGap: 7)
    }

    @Test("a move to another post is no leaving; a gap of more than a week is")
    func moves() throws {
        let spells = try spells([
            employee(0, 1, from: "2020-01-01", to: "2020-06-30"),
            employee(1, 1, "0.8", from: "2020-07-07", to: "2021-06-30"),
            employee(0, 2, from: "2020-01-01", to: "2020-06-30"), employee(1, 2, from: "2020-07-08"),
            agency(0, 3, from: "2020-01-01", to: "2020-02-01"),
        ])
        #expect(spells.map(\.person) == [1, 2, 2])
        #expect(spells.map { $0.endedOn?.description } == ["2021-06-30", "2020-06-30", nil])
        #expect(spells[0].endedFTE.description == "0.8")
        #expect((spells[0].first, spells[0].last) == (0, 1))
        #expect(spells[0].days(until: try day("2020-01-31")) == 30)
        #expect(spells[2].days(until: try day("2020-07-18")) == 10)
    }

    @Test(
        "of two posts given up one after the other only the last is a leaving; both at once are one with both"
    )
    func twoPosts() throws {
        let one = try spells([
            employee(0, 1, "0.4", from: "2020-01-01", to: "2021-01-31"),
            employee(1, 1, "0.6", from: "2020-03-01", to: "2021-06-30"),
        ])
        #expect(one.map { $0.endedFTE.description } == ["0.6"])
        let both = try spells([
            employee(1, 1, "0.6", from: "2020-03-01", to: "2021-06-30"),
            employee(0, 1, "0.4", from: "2020-01-01", to: "2021-06-30"),
        ])
        #expect(both.map { $0.endedFTE.description } == ["1"])
        #expect(both.first?.first == 1)
        #expect(both.first?.last == 0, "the larger")
    }

    @Test(
        "twelve months end with a day and begin after the same day a year before, February whole",
        arguments: [
            ("2022-08-31", "2021-08-31"), ("2021-02-28", "2020-02-29"), ("2020-02-29", "2019-02-28"),
            ("2024-02-28", "2023-02-28"), ("2022-03-15", "2021-03-15"), ("2022-09-30", "2021-09-30"),
        ])
    func twelveMonths(through: String, after: String) throws {
        let months = TwelveMonths(through: try day(through))
        #expect(months.after == (try day(after)))
        #expect(!months.contains(months.after))
        #expect(months.contains(months.after.adding(days: 1)))
        #expect(months.contains(months.through))
    }

    @Test(
        "a small series by hand, with a leaver on a leap day and somebody who starts in the middle of a month"
    )
    func byHand() throws {
        let assignments = try [
            employee(0, 1, from: "2015-01-01"), employee(1, 2, "0.5", from: "2015-01-01", to: "2020-02-29"),
            employee(2, 3, from: "2020-02-15"), employee(3, 4, from: "2019-06-01", to: "2019-06-30"),
        ]
        var series = TurnoverSeries(through: try day("2021-03-20"), months: 14)
        for assignment in assignments { series.add(assignment) }
        for spell in spells(assignments) { series.add(spell) }
        let points = series.points
        #expect(points.count == 14)
        #expect(points.first?.on == (try day("2020-01-31")))
        #expect(points.last?.on == (try day("2021-02-28")), "March is not over")
        func point(_ text: String) throws -> String {
            let date = try day(text)
            let point = try #require(points.first { $0.on == date })
            return "\(point.leavers)/\(point.inPost)"
        }
        #expect(try point("2020-01-31") == "1/1.5")
        #expect(try point("2020-02-29") == "1.5/2")
        #expect(try point("2020-05-31") == "1.5/2")
        #expect(try point("2020-06-30") == "0.5/2", "who left on 30 June 2019 is out")
        #expect(try point("2021-01-31") == "0.5/2")
        #expect(try point("2021-02-28") == "0/2", "the leap day is not in the year to 28 February 2021")
    }

    @Test("who leaves twice within twelve months is one of them while both are, and one by the second alone")
    func twiceWithinAYear() throws {
        let spells = try spells([
            employee(0, 1, from: "2018-01-01", to: "2020-01-31"),
            employee(0, 1, from: "2020-04-01", to: "2020-10-31"),
            employee(0, 1, from: "2021-01-01", to: "2021-10-31"),
            employee(1, 2, from: "2018-01-01", to: "2020-10-31"),
        ])
        var series = TurnoverSeries(through: try day("2022-10-31"), months: 34)
        for spell in spells { series.add(spell) }
        func people(_ month: String) throws -> Int {
            try #require(series.points.first { $0.on.description.hasPrefix(month) }).people
        }
        #expect(try people("2020-01") == 1 && people("2020-09") == 1)
        #expect(try people("2020-10") == 2 && people("2020-12") == 2, "twice the one and once the other")
        #expect(try people("2021-01") == 2 && people("2021-09") == 2, "January 2020 is out")
        #expect(try people("2021-10") == 1 && people("2022-09") == 1, "October 2020 is out")
        #expect(try people("2022-10") == 0)
    }

    @Test("of two posts of one size that end on one day, the first that is recorded stands for them")
    func alike() throws {
        let one = try spells([
            employee(3, 1, "0.5", from: "2020-01-01", to: "2021-01-31"),
            employee(2, 1, "0.5", from: "2020-01-01", to: "2021-01-31"),
        ])
        #expect(one.map(\.last) == [0])
        #expect(try one[0].hasEnded(by: day("2021-01-31")) && !one[0].hasEnded(by: day("2021-01-30")))
    }

    @Test("the sweep answers what counting every month anew answers, for invented workforces")
    func sweep() throws {
        var random = Seeded.printed("turnover sweep")
        let start = try day("2012-01-01")
        for turn in 0..<60 {
            let assignments = (0..<Int.random(in: 0...60, using: &random)).map { number -> Assignment in
                let from = start.adding(days: Int.random(in: 0...4_000, using: &random))
                let days = Int.random(in: -900...900, using: &random)
                return Assignment(
                    post: number, person: Int.random(in: 0...30, using: &random),
                    kind: Int.random(in: 0...4, using: &random) == 0 ? .agency : .employee,
                    fte: FTE(tenThousandths: Int.random(in: 1...10_000, using: &random)), startedOn: from,
                    endedOn: days < 0 ? nil : from.adding(days: days))
            }
            // Odd posts are the part that is asked about, in every other turn.
            let isPart: ((Int) -> Bool)? = turn % 2 == 0 ? nil : { assignments[$0].post % 2 == 1 }
            let spells = EmploymentSpell.spells(of: assignments, moveGap: 7, within: isPart)
            var series = TurnoverSeries(
                through: start.adding(days: Int.random(in: 200...4_500, using: &random)),
                months: Int.random(in: 1...150, using: &random))
            for assignment in assignments where assignment.kind == .employee { series.add(assignment) }
            for spell in spells { series.add(spell) }
            for point in series.points {
                let year = TwelveMonths(through: point.on)
                let inPost = assignments.filter { $0.kind == .employee && $0.runs(on: point.on) }
                    .reduce(FTE.zero) { $0 + $1.fte }
                let left = spells.filter { $0.endedOn.map(year.contains) ?? false }
                    .reduce(FTE.zero) { $0 + $1.endedFTE }
                let moved = spells.filter { $0.movedOn && ($0.endedOn.map(year.contains) ?? false) }
                    .reduce(FTE.zero) { $0 + $1.endedFTE }
                let leavings = spells.filter { $0.endedOn.map(year.contains) ?? false }
                let moves = leavings.count(where: \.movedOn)
                #expect(
                    point.people == Set(leavings.map(\.person)).count && point.moves == moves
                        && point.departures == leavings.count - moves,
                    "seed \(random.seed) turn \(turn) \(point.on)")
                #expect(
                    point.inPost == inPost && point.leavers == left && point.moved == moved,
                    "seed \(random.seed) turn \(turn) \(point.on)")
            }
        }
    }
}
