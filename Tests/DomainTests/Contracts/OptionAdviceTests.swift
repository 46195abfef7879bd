import Domain
import Testing

@Suite struct OptionAdviceTests {
    private func advise(
        _ achieved: Int, _ onCourse: Int, _ atRisk: Int, decideBy: String? = "2022-10-03",
        exercisedOn: String? = nil,
        lapsedOn: String? = nil, asOf: String
    ) throws -> OptionAdvice {
        let counts = RoundCounts(
            target: 12, achieved: achieved, onCourse: onCourse, atRisk: atRisk, willMiss: 0, lost: 0)
        return try OptionAdvice.advise(
            status: counts.status, counts: counts, decideBy: try decideBy.map { try day($0) },
            exercisedOn: try exercisedOn.map { try day($0) }, lapsedOn: try lapsedOn.map { try day($0) },
            asOf: day(asOf), calendar: calendarOf2022())
    }

    @Test(arguments: [
        // 16 September to 3 October: ten working days, because the 19th is none.
        ("2022-09-16", 10, OptionAdvice.Advice.wait), ("2022-09-19", 10, .wait), ("2022-09-20", 9, .exercise),
        ("2022-09-30", 1, .exercise), ("2022-10-03", 0, .exercise), ("2022-10-04", 0, .tooLate),
    ])
    func amberWaitsUntilTenWorkingDaysAreNotLeft(asOf: String, left: Int, advice: OptionAdvice.Advice) throws
    {
        let result = try advise(4, 4, 4, asOf: asOf)
        #expect(result.advice == advice)
        #expect(result.workingDaysLeft == left)
    }

    @Test func redExercisesAtOnceAndGreenNeverDoes() throws {
        let red = try advise(4, 4, 3, asOf: "2022-06-01")
        #expect(red.advice == .exercise)
        #expect(red.because == "11 of 12 at most will be in time, even if everybody at risk is.")
        let green = try advise(8, 4, 3, asOf: "2022-10-03")
        #expect(green.advice == .notNeeded)
        #expect(green.because.hasPrefix("12 of 12"))
        #expect(try advise(8, 4, 0, asOf: "2022-11-01").advice == .notNeeded)
        #expect(try advise(0, 0, 0, asOf: "2022-10-04").advice == .tooLate)
    }

    @Test func amberSaysWhatItRestsOn() throws {
        let result = try advise(4, 4, 5, asOf: "2022-09-30")
        #expect(
            result.because
                == "4 of the 5 at risk are needed to reach 12, and only 1 working day is left to decide by "
                + "3 October 2022.")
    }

    @Test func aDecisionCountsFromItsDay() throws {
        #expect(try advise(0, 0, 0, exercisedOn: "2022-09-20", asOf: "2022-09-19").advice == .exercise)
        let decided = try advise(0, 0, 0, exercisedOn: "2022-09-20", asOf: "2022-09-20")
        #expect(decided.advice == .decided)
        #expect(decided.because == "The option was exercised on 20 September 2022.")
        #expect(try advise(12, 0, 0, lapsedOn: "2022-09-20", asOf: "2022-12-31").advice == .decided)
    }

    @Test func withoutADateNothingPresses() throws {
        let amber = try advise(4, 4, 4, decideBy: nil, asOf: "2022-09-30")
        #expect(amber.advice == .wait)
        #expect(amber.workingDaysLeft == nil)
        #expect(try advise(4, 4, 3, decideBy: nil, asOf: "2022-09-30").advice == .exercise)
    }

    @Test func beyondTheHorizonIsRefused() {
        #expect(throws: CalendarHorizonError.self) {
            try advise(4, 4, 4, decideBy: "2023-02-01", asOf: "2022-09-30")
        }
    }
}
