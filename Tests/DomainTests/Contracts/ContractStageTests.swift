import Domain
import Testing

@Suite struct ContractStageTests {
    @Test(arguments: [
        ("2021-12-01", ContractStage.bid), ("2022-01-31", .bid), ("2022-02-01", .awarded),
        ("2022-02-28", .awarded),
        ("2022-03-01", .running), ("2022-12-31", .running), ("2023-01-01", .ended),
    ])
    func theStageFollowsTheDates(asOf: String, expected: ContractStage) throws {
        let stage = ContractStage(
            bidOpenedOn: try day("2022-01-01"), awardedOn: try day("2022-02-01"),
            startsOn: try day("2022-03-01"),
            endsOn: try day("2022-12-31"), asOf: try day(asOf))
        #expect(stage == expected)
    }

    @Test func missingDates() throws {
        let asOf = try day("2022-09-30")
        let past = try day("2022-01-01")
        func stage(_ awarded: CalendarDate?, _ starts: CalendarDate?, _ ends: CalendarDate?) -> ContractStage
        {
            ContractStage(bidOpenedOn: nil, awardedOn: awarded, startsOn: starts, endsOn: ends, asOf: asOf)
        }
        #expect(stage(nil, nil, nil) == .bid)
        // Never awarded, so it cannot run; but it can be over.
        #expect(stage(nil, past, nil) == .bid)
        #expect(stage(nil, past, past) == .ended)
        #expect(stage(past, nil, nil) == .awarded)
        #expect(stage(past, past, nil) == .running)
        #expect(stage(asOf, asOf, asOf) == .running)
    }
}
