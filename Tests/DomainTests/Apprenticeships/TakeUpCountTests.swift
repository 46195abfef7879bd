import Domain
import RandomSupport
import Testing

@Suite struct TakeUpCountTests {
    private func one(
        _ person: String, _ events: [(ApprenticeshipEvent.Kind, String)], was: Bool = false,
        school: Bool = false, fromPartner: Bool = false
    ) throws -> TakeUpCase {
        TakeUpCase(
            person: person, isInSchool: school, wasEmployee: was, isFromPartner: fromPartner,
            episode: try ApprenticeshipEpisode(events.map { ApprenticeshipEvent($0.0, on: try day($0.1)) }))
    }

    @Test func everyFigureAtTheEdgesOfThePeriod() throws {
        let cases = [
            try one("before", [(.started, "2021-03-31")]),
            try one("first day", [(.started, "2021-04-01")], school: true),
            try one("last day", [(.started, "2022-03-31")], was: true),
            try one("after", [(.started, "2022-04-01")]),
            try one("break", [(.started, "2020-09-01"), (.breakStarted, "2022-03-31")]),
            try one(
                "back too late",
                [
                    (.started, "2020-09-01"), (.breakStarted, "2022-02-01"), (.returned, "2022-04-01"),
                ]),
            try one(
                "away all the time",
                [(.started, "2020-09-01"), (.breakStarted, "2021-04-01"), (.returned, "2022-04-01")]),
            try one("from a partner", [(.started, "2021-10-01")], fromPartner: true),
            try one("gateway", [(.started, "2020-09-01"), (.gateway, "2022-03-31")]),
            try one(
                "achieved", [(.started, "2020-09-01"), (.gateway, "2021-03-01"), (.achieved, "2021-04-01")]),
            try one("withdrew on the last day", [(.started, "2020-09-01"), (.withdrawn, "2022-03-31")]),
            try one("gone before", [(.started, "2020-09-01"), (.transferred, "2021-03-31")]),
            // One after the other: two starts, one person.
            try one("twice", [(.started, "2021-04-05"), (.withdrawn, "2021-05-05")], was: true),
            try one("twice", [(.started, "2021-06-05")], was: true),
        ]
        let period = try #require(Period(from: day("2021-04-01"), to: day("2022-03-31")))
        var expected: [TakeUpFigure: Int] = [
            .apprenticesBefore: 7, .starts: 4, .transferredIn: 1, .newApprentices: 4, .existingEmployees: 2,
            .newHires: 2, .inLearning: 5, .onBreak: 3, .atGateway: 1, .apprenticesAtEnd: 9, .achieved: 1,
            .withdrawn: 2, .transferred: 0, .participants: 11, .onBreakThroughout: 1,
        ]
        let counts = TakeUpCounts(cases, in: period, isOneEmployer: true)
        for figure in TakeUpFigure.allCases { #expect(counts[figure] == expected[figure], "\(figure)") }
        // To the partnership, nobody is new who began at a partner.
        (expected[.newApprentices], expected[.newHires]) = (3, 1)
        let all = TakeUpCounts(cases, in: period, isOneEmployer: false)
        for figure in TakeUpFigure.allCases { #expect(all[figure] == expected[figure], "\(figure)") }
        #expect(counts.inSchools(.starts, of: cases) == 1 && counts.inSchools(.achieved, of: cases) == 0)
    }

    /// A new hire who gives up and starts again in the same year is a new hire, whatever the standards are called.
    @Test func theFirstStartOfAPersonDecides() throws {
        let second = try one("ANA", [(.started, "2017-02-01")], was: true, school: true)
        let first = try one("ANA", [(.started, "2016-05-02"), (.withdrawn, "2016-12-01")])
        let year = try #require(Period(from: day("2016-04-01"), to: day("2017-03-31")))
        for cases in [[second, first], [first, second]] {
            let counts = TakeUpCounts(cases, in: year, isOneEmployer: true)
            #expect(counts[.newApprentices] == 1 && counts[.newHires] == 1)
            #expect(counts[.existingEmployees] == 0 && counts[.starts] == 2)
            #expect(counts.inSchools(.newApprentices, of: cases) == 0)
        }
        // Of a period in which they only began again, that start is the first.
        let spring = try #require(Period(from: day("2017-01-01"), to: day("2017-03-31")))
        let again = TakeUpCounts([second, first], in: spring, isOneEmployer: true)
        #expect(again[.existingEmployees] == 1 && again.inSchools(.newApprentices, of: [second, first]) == 1)
    }

    /// The sums that the suppression reckons with hold for any apprenticeships.
    @Test func theSumsHoldAlways() throws {
        var random = Seeded.printed("sums of take-up")
        let period = try #require(Period(from: day("2021-04-01"), to: day("2022-03-31")))
        for number in 0..<2_000 {
            let cases = try (0..<6).map { person -> TakeUpCase in
                var state = ApprenticeshipState.notStarted
                var date = period.from.adding(days: Int.random(in: -300...300, using: &random))
                var events: [ApprenticeshipEvent] = []
                while let kind = state.mayFollow.randomElement(using: &random),
                    Int.random(in: 0...4, using: &random) > 0
                {
                    events.append(ApprenticeshipEvent(kind, on: date))
                    state = state.after(kind) ?? state
                    date = date.adding(days: Int.random(in: 0...150, using: &random))
                }
                return TakeUpCase(
                    person: "\(person % 5)", isInSchool: false, wasEmployee: Bool.random(using: &random),
                    isFromPartner: Bool.random(using: &random),
                    episode: try ApprenticeshipEpisode(events))
            }
            let counts = TakeUpCounts(cases, in: period, isOneEmployer: Bool.random(using: &random))
            for sum in TakeUpFigure.sums {
                let (left, right) = (
                    sum.parts.reduce(0) { $0 + counts[$1] }, sum.whole.reduce(0) { $0 + counts[$1] }
                )
                #expect(left == right, "\(sum.parts) in run \(number), seed \(random.seed)")
            }
        }
    }
}
