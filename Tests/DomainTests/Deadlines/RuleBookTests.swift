import Domain
import Testing

@Suite struct RuleBookTests {
    private func rule(
        _ key: RuleKey, _ value: String, _ unit: String, from: String, to: String? = nil
    ) throws -> Rule {
        Rule(
            key: key, value: value, unit: unit, effectiveFrom: try day(from),
            effectiveTo: try to.map { try day($0) },
            source: "test", checkedOn: try day("2026-11-21"))
    }

    @Test func theValueOfTheDateCounts() throws {
        let book = try RuleBook(rules: [
            rule("fee", "67000", "pence", from: "2025-12-01", to: "2026-11-30"),
            rule("fee", "68200", "pence", from: "2026-12-01"),
            rule("fee", "49500", "pence", from: "2021-01-01", to: "2024-02-29"),
        ])
        #expect(try book.integer("fee", on: day("2021-01-01")) == 49_500)
        #expect(try book.integer("fee", on: day("2024-02-29")) == 49_500)
        #expect(try book.integer("fee", on: day("2026-11-30")) == 67_000)
        #expect(try book.integer("fee", on: day("2026-12-01")) == 68_200)
        #expect(try book.integer("fee", on: day("2190-01-01")) == 68_200)
        #expect(throws: RuleError.noValue("fee", on: try day("2024-03-01"))) {
            try book.rule("fee", on: day("2024-03-01"))
        }
        #expect(throws: RuleError.noValue("fee", on: try day("2020-12-31"))) {
            try book.rule("fee", on: day("2020-12-31"))
        }
        #expect(throws: RuleError.unknownKey("feee")) { try book.rule("feee", on: day("2022-01-01")) }
    }

    @Test func overlapsAndBackwardDatesAreRefused() throws {
        #expect(throws: RuleError.overlap("fee", on: try day("2022-01-01"))) {
            try RuleBook(rules: [
                rule("fee", "1", "pence", from: "2022-01-01"),
                rule("fee", "2", "pence", from: "2021-01-01", to: "2022-01-01"),
            ])
        }
        #expect(throws: RuleError.overlap("fee", on: try day("2022-01-01"))) {
            try RuleBook(rules: [
                rule("fee", "1", "pence", from: "2021-01-01"), rule("fee", "2", "pence", from: "2022-01-01"),
            ])
        }
        #expect(throws: RuleError.self) {
            try RuleBook(rules: [rule("fee", "1", "pence", from: "2022-01-02", to: "2022-01-01")])
        }
        // Other keys do not clash.
        _ = try RuleBook(rules: [
            rule("fee", "1", "pence", from: "2022-01-01"), rule("levy", "2", "pence", from: "2022-01-01"),
        ])
    }

    @Test func amountsNameTheirConvention() throws {
        let book = try RuleBook(rules: [
            rule("good", "10", "working_days", from: "2022-01-01"),
            rule("unit", "10", "fortnights", from: "2022-01-01"),
            rule("number", "ten", "working_days", from: "2022-01-01"),
            rule("negative", "-1", "working_days", from: "2022-01-01"),
        ])
        let date = try day("2022-09-30")
        #expect(try book.dayAmount("good", on: date) == workingDays(10))
        for key: RuleKey in ["unit", "number", "negative"] {
            let error = #expect(throws: RuleError.self) { try book.dayAmount(key, on: date) }
            #expect(error?.description.contains(key.rawValue) == true)
        }
        #expect(throws: RuleError.self) { try book.integer("number", on: date) }
        #expect(RuleKey.atRiskSlackWorkingDays.rawValue == "round.at_risk_slack_working_days")
    }
}
