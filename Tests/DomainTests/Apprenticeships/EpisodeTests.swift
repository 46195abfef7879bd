import Domain
import Testing

@Suite struct EpisodeTests {
    private func episode(_ events: [(ApprenticeshipEvent.Kind, String)]) throws -> ApprenticeshipEpisode {
        try ApprenticeshipEpisode(events.map { ApprenticeshipEvent($0.0, on: try day($0.1)) })
    }

    /// Every state against every event: what is not listed is refused.
    @Test func theWholeMatrixOfStatesAndEvents() {
        let allowed: Set<String> = [
            "not_started started", "in_learning break_started", "in_learning gateway",
            "in_learning withdrawn", "in_learning transferred", "on_break returned", "on_break withdrawn",
            "on_break transferred", "at_gateway achieved", "at_gateway withdrawn", "at_gateway transferred",
        ]
        for state in ApprenticeshipState.allCases {
            for event in ApprenticeshipEvent.Kind.allCases {
                let isAllowed = allowed.contains("\(state.rawValue) \(event.rawValue)")
                #expect((state.after(event) != nil) == isAllowed, "\(state) \(event)")
            }
            #expect(state.isOver == (state.mayFollow.isEmpty))
        }
    }

    @Test func aBreakThatSpansTheYearEndAndALeapDayMovesTheEnd() throws {
        let broken = try episode([
            (.started, "2022-09-05"), (.breakStarted, "2023-12-20"), (.returned, "2024-03-01"),
        ])
        // 12 days of December, 31 of January, 29 of February: the 1st of March is in learning again.
        #expect(broken.breakDays(before: try day("2024-06-01")) == 72)
        #expect(broken.breakDays(before: try day("2023-12-20")) == 0)
        #expect(broken.breakDays(before: try day("2024-01-01")) == 12)
        let end = try day("2025-09-04")
        #expect(broken.plannedEnd(end, on: try day("2023-12-31")) == end.adding(days: 11))
        #expect(broken.plannedEnd(end, on: try day("2024-03-01")) == end.adding(days: 72))
        #expect(broken.state(on: try day("2023-12-19")) == .inLearning)
        #expect(broken.state(on: try day("2023-12-20")) == .onBreak)
        #expect(broken.state(on: try day("2024-02-29")) == .onBreak)
        #expect(broken.state(on: try day("2024-03-01")) == .inLearning)
        #expect(broken.state(on: try day("2022-09-04")) == .notStarted)
        #expect(broken.learningDays(before: try day("2024-03-02")) == 544 - 72)
    }

    @Test func severalBreaksAddUpAndAnOpenOneGrows() throws {
        let broken = try episode([
            (.started, "2022-01-10"), (.breakStarted, "2022-02-01"), (.returned, "2022-02-11"),
            (.breakStarted, "2022-03-01"),
        ])
        #expect(broken.breakDays(before: try day("2022-03-01")) == 10)
        #expect(broken.breakDays(before: try day("2022-03-31")) == 40)
        #expect(broken.state == .onBreak)
        let ended = try episode([
            (.started, "2022-01-10"), (.breakStarted, "2022-02-01"), (.withdrawn, "2022-02-15"),
        ])
        #expect(ended.breakDays(before: try day("2022-12-31")) == 14)
        #expect(ended.endedOn == (try day("2022-02-15")))
    }

    /// After the gateway comes the assessment, which is no training.
    @Test func learningEndsAtTheGateway() throws {
        let done = try episode([
            (.started, "2022-01-10"), (.gateway, "2022-03-10"), (.achieved, "2022-06-10"),
        ])
        #expect(done.learningDays(before: try day("2022-03-10")) == 59)
        #expect(done.learningDays(before: try day("2022-12-31")) == 59)
        let left = try episode([(.started, "2022-01-10"), (.withdrawn, "2022-03-10")])
        #expect(left.learningDays(before: try day("2022-12-31")) == 59)
    }

    @Test func participationCountsTheFirstAndTheLastDay() throws {
        let one = try episode([(.started, "2022-03-31"), (.withdrawn, "2022-04-01")])
        func takes(_ from: String, _ to: String) throws -> Bool {
            one.participates(in: try #require(Period(from: day(from), to: day(to))))
        }
        #expect(try takes("2021-04-01", "2022-03-31"))
        #expect(try takes("2022-04-01", "2023-03-31"))
        #expect(try !takes("2021-04-01", "2022-03-30"))
        #expect(try !takes("2022-04-02", "2023-03-31"))
    }

    @Test func aBreakAloneIsNoParticipation() throws {
        func takes(_ events: [(ApprenticeshipEvent.Kind, String)]) throws -> Bool {
            let year = try #require(Period(from: day("2021-04-01"), to: day("2022-03-31")))
            let one = try episode([(.started, "2020-09-01")] + events)
            #expect(one.isUnderWay(in: year))
            return one.participates(in: year)
        }
        #expect(try !takes([(.breakStarted, "2021-01-01")]))
        // The day on which a break begins is its first, and the day of the return is one of training.
        #expect(try !takes([(.breakStarted, "2021-04-01")]))
        #expect(try takes([(.breakStarted, "2021-04-02")]))
        #expect(try !takes([(.breakStarted, "2021-01-01"), (.returned, "2022-04-01")]))
        #expect(try takes([(.breakStarted, "2021-01-01"), (.returned, "2022-03-31")]))
        #expect(
            try takes([
                (.breakStarted, "2021-01-01"), (.returned, "2021-06-01"), (.breakStarted, "2021-06-01"),
            ]))
        // Who gives up on a break was not there; who ends on the first day was.
        #expect(try !takes([(.breakStarted, "2021-01-01"), (.withdrawn, "2021-06-01")]))
        #expect(try takes([(.withdrawn, "2021-04-01")]))
        #expect(try takes([(.gateway, "2021-01-01")]))
        #expect(try takes([(.gateway, "2021-01-01"), (.achieved, "2021-04-01")]))
        let same = try episode([(.started, "2021-04-01"), (.breakStarted, "2021-04-01")])
        #expect(same.participates(in: try #require(Period(from: day("2021-04-01"), to: day("2022-03-31")))))
    }

    @Test func eventsComeInAnyOrderAndARefusalSaysWhatIsWrong() throws {
        let late = try episode([
            (.achieved, "2024-01-10"), (.started, "2022-01-10"), (.gateway, "2023-12-01"),
        ])
        #expect(late.state == .achieved)
        #expect(late.startedOn == (try day("2022-01-10")))
        #expect(late.day(of: .gateway) == (try day("2023-12-01")))
        do {
            _ = try episode([(.started, "2022-01-10"), (.achieved, "2023-01-10")])
            Issue.record("achieved without a gateway")
        } catch let error as EpisodeError {
            #expect(
                "\(error)"
                    == "achieved on 2023-01-10 does not fit: the apprenticeship is in learning since 2022-01-10, and what may follow is break_started, gateway, withdrawn, transferred."
            )
        }
        #expect(throws: EpisodeError.self) {
            try episode([(.started, "2022-01-10"), (.started, "2022-01-11")])
        }
        #expect(throws: EpisodeError.self) {
            try episode([(.started, "2022-01-10"), (.withdrawn, "2022-02-10"), (.returned, "2022-03-10")])
        }
        // A break recorded later, but dated before the gateway, is judged by its date.
        #expect(throws: Never.self) {
            try episode([
                (.started, "2022-01-10"), (.gateway, "2022-06-10"), (.breakStarted, "2022-02-10"),
                (.returned, "2022-03-10"),
            ])
        }
    }

    @Test func hoursAgainstTheMinimumOrTheAgreement() {
        let even = OffTheJobHours(minimum: 400, agreed: nil, done: 100 * 60, learned: 100, planned: 400)
        #expect(even.dueMinutes == 6_000 && even.minutesBehind == 0)
        let behind = OffTheJobHours(minimum: 400, agreed: 300, done: 30 * 60, learned: 200, planned: 400)
        #expect(behind.neededMinutes == 18_000 && behind.minutesBehind == 9_000 - 1_800)
        let late = OffTheJobHours(minimum: 400, agreed: nil, done: 0, learned: 900, planned: 400)
        #expect(late.minutesBehind == 24_000)
        let unknown = OffTheJobHours(minimum: nil, agreed: nil, done: 10, learned: 1, planned: nil)
        #expect(unknown.neededMinutes == nil && unknown.minutesBehind == nil)
    }
}
