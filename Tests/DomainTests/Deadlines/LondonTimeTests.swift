import Domain
import FoundationEssentials
import Testing

@Suite struct LondonTimeTests {
    @Test(arguments: [
        // 27 March 2022 01:00 UTC and 30 October 2022 01:00 UTC.
        (1_648_342_799.0, "27 March 2022, 00:59"), (1_648_342_800.0, "27 March 2022, 02:00"),
        (1_667_091_599.0, "30 October 2022, 01:59"), (1_667_091_600.0, "30 October 2022, 01:00"),
        // 31 March 2024 and 27 October 2024: the last Sunday is the last day of March.
        (1_711_846_799.0, "31 March 2024, 00:59"), (1_711_846_800.0, "31 March 2024, 02:00"),
        (1_729_990_800.0, "27 October 2024, 01:00"),
        // 25 March 2018, the earliest a last Sunday of a month with 31 days can be.
        (1_521_939_599.0, "25 March 2018, 00:59"), (1_521_939_600.0, "25 March 2018, 02:00"),
        (0, "1 January 1970, 00:00"), (1_664_543_100.9, "30 September 2022, 14:05"),
        // 23:30 UTC on a summer evening is the next day in London.
        (1_664_494_200.0, "30 September 2022, 00:30"),
    ])
    func clockText(seconds: Double, expected: String) {
        #expect(LondonTime.text(of: Date(timeIntervalSince1970: seconds)) == expected)
    }

    @Test(arguments: [
        ("2022-03-27", 1_648_339_200.0), ("2022-03-28", 1_648_422_000.0), ("2022-10-30", 1_667_084_400.0),
        ("2022-10-31", 1_667_174_400.0), ("2022-01-01", 1_640_995_200.0), ("2022-07-01", 1_656_630_000.0),
    ])
    func startOfDay(text: String, seconds: Double) throws {
        #expect(LondonTime.startOfDay(try day(text)).timeIntervalSince1970 == seconds)
    }

    @Test func aDayBeginsAtItsStartAndNotASecondBefore() throws {
        var date = try day("1996-01-01")
        while date.year < 2041 {
            let start = LondonTime.startOfDay(date)
            #expect(LondonTime.date(of: start) == date)
            #expect(LondonTime.date(of: start.addingTimeInterval(-1)) == date.adding(days: -1))
            date = date.adding(days: 1)
        }
    }

    @Test func absurdInstantsDoNotTrap() {
        for seconds in [Double.nan, .infinity, -.infinity, 1e300, -1e300] {
            #expect(!LondonTime.text(of: Date(timeIntervalSince1970: seconds)).isEmpty)
        }
    }
}
