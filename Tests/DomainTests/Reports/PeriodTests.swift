import Domain
import Testing

@Suite struct PeriodTests {
    @Test func theLastWholeFinancialYear() throws {
        func year(_ text: String) throws -> String {
            let period = Period.financialYear(endedBy: try day(text))
            return "\(period.from) \(period.to)"
        }
        #expect(try year("2022-03-30") == "2020-04-01 2021-03-31")
        #expect(try year("2022-03-31") == "2021-04-01 2022-03-31")
        #expect(try year("2022-12-31") == "2021-04-01 2022-03-31")
        #expect(try year("2023-01-01") == "2021-04-01 2022-03-31")
    }

    @Test func theYearThroughADay() throws {
        func year(_ text: String) throws -> String {
            let period = Period.year(through: try day(text))
            return "\(period.from) \(period.to)"
        }
        #expect(try year("2024-02-28") == "2023-03-01 2024-02-28")
        #expect(try year("2024-02-29") == "2023-03-01 2024-02-29")
        #expect(try year("2025-02-28") == "2024-03-01 2025-02-28")
        #expect(try year("2023-02-28") == "2022-03-01 2023-02-28")
        #expect(try year("2024-03-31") == "2023-04-01 2024-03-31")
        #expect(try year("2022-06-15") == "2021-06-16 2022-06-15")
    }

    @Test func aYearBefore() throws {
        func before(_ from: String, _ to: String) throws -> String {
            let period = try #require(Period(from: day(from), to: day(to)))
            return "\(period.yearBefore.from) \(period.yearBefore.to)"
        }
        #expect(try before("2021-04-01", "2022-03-31") == "2020-04-01 2021-03-31")
        #expect(try before("2024-02-29", "2024-02-29") == "2023-02-28 2023-02-28")
        // The end of February stays the end of February.
        #expect(try before("2025-02-01", "2025-02-28") == "2024-02-01 2024-02-29")
        #expect(Period(from: try day("2022-01-02"), to: try day("2022-01-01")) == nil)
    }

    @Test func aShareOfARule() throws {
        func share(_ value: String, unit: String = "percent") throws -> Ratio? {
            Rule(
                key: "a.rule", value: value, unit: unit, effectiveFrom: try day("2022-01-01"),
                effectiveTo: nil,
                source: "", checkedOn: try day("2022-01-01")
            ).share
        }
        #expect(try share("2.3") == Ratio(23, of: 1_000))
        #expect(try share("50") == Ratio(50, of: 100))
        for wrong in ["two", "1.2.3", "-1", ""] { #expect(try share(wrong) == nil, "\(wrong)") }
        #expect(try share("2.3", unit: "count") == nil)
    }

    @Test func aRateOfNothingIsUnknownAndSaysWhy() {
        #expect(Rate(.known(3), of: .known(0), counting: "employees").reason == "there were no employees")
        #expect(Rate(.known(3), of: .unknown("not measured"), counting: "employees").reason == "not measured")
        #expect(Rate(.unknown("not shown"), of: .known(3), counting: "employees").reason == "not shown")
        #expect(Rate(.known(0), of: .known(3), counting: "employees").ratio?.fraction == 0)
    }
}
