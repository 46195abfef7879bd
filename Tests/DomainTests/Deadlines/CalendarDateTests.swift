import Domain
import FoundationEssentials
import Testing

@Suite struct CalendarDateTests {
    @Test(arguments: [
        (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2022, 9, 30, 19_265),
        (1, 1, 1, -719_162),
        (1900, 3, 1, -25_508), (9999, 12, 31, 2_932_896),
    ])
    func daysSinceEpochAreThoseOfPostgreSQL(year: Int, month: Int, day: Int, expected: Int32) throws {
        let date = try #require(CalendarDate(year: year, month: month, day: day))
        #expect(date.daysSinceEpoch == expected)
        #expect(date.parts == (year, month, day))
    }

    @Test func everyDayOfThreeCenturiesFollowsTheOneBefore() throws {
        var current = try #require(CalendarDate(year: 1899, month: 12, day: 31))
        var weekday = 7  // 31 December 1899 was a Sunday.
        while current.year < 2201 {
            let (year, month, day) = current.parts
            #expect(CalendarDate(year: year, month: month, day: day) == current)
            #expect(current.weekday == weekday)
            let next = current.adding(days: 1)
            let isFirst = next.day == 1
            #expect(isFirst ? next.month == month % 12 + 1 : next.parts == (year, month, day + 1))
            if isFirst { #expect(CalendarDate(year: year, month: month, day: day + 1) == nil) }
            if (1900...2199).contains(year) { #expect(CalendarDate(iso: current.description) == current) }
            current = next
            weekday = weekday % 7 + 1
        }
    }

    @Test(arguments: [
        "", "2022-9-30", "2022-09-3", "2022-09-31", "2022-02-29", "1900-02-29", "2100-02-29", "2022-13-01",
        "2022-00-01", "2022-01-00", "1899-12-31", "2200-01-01", "2022/09/30", "2022-09-30 ", " 2022-09-30",
        "2022-09-300", "20220930", "+022-09-30", "-022-09-30", "2022-09-3O", "２０２２-09-30", "2022-09-30T00:00",
        "2022–09–30", "30-09-2022", "2022-09\u{0}30", "----------",
    ])
    func otherTextIsNoDate(text: String) {
        #expect(CalendarDate(iso: text) == nil)
    }

    @Test(arguments: [
        ("1900-01-01", 1900), ("2199-12-31", 2199), ("2000-02-29", 2000), ("2024-02-29", 2024),
    ])
    func theFirstAndLastYearsAreRead(text: String, year: Int) throws {
        let date = try day(text)
        #expect(date.year == year)
        #expect(date.description == text)
    }

    @Test(arguments: [
        ("2022-01-31", 1, "2022-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2022-08-31", 6, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2022-03-31", -1, "2022-02-28"),
        ("2022-10-31", 2, "2022-12-31"), ("2022-12-15", 1, "2023-01-15"), ("2022-01-15", -1, "2021-12-15"),
        ("2022-05-31", -27, "2020-02-29"), ("2022-09-30", 0, "2022-09-30"),
    ])
    func addingMonthsKeepsTheDayOrTakesTheLast(from: String, months: Int, expected: String) throws {
        #expect(try day(from).adding(months: months).description == expected)
    }

    @Test func daysUntilUndoesAddingDays() throws {
        let date = try day("2022-09-30")
        for offset in [-100_000, -366, -1, 0, 1, 31, 365, 100_000] {
            #expect(date.days(until: date.adding(days: offset)) == offset)
        }
    }

    @Test func absurdAmountsStopAtTheEdgeInsteadOfTrapping() {
        let date = CalendarDate(daysSinceEpoch: 0)
        #expect(date.adding(days: .max).daysSinceEpoch == .max)
        #expect(date.adding(days: .min).daysSinceEpoch == .min)
        #expect(date.adding(months: .max) > date)
        #expect(date.adding(months: .min) < date)
        for extreme in [Int32.min, .max] {
            let edge = CalendarDate(daysSinceEpoch: extreme)
            #expect((1...12).contains(edge.month))
            #expect((1...7).contains(edge.weekday))
            #expect(!edge.description.isEmpty)
            #expect(edge.adding(months: 5).days(until: edge) != .max)
        }
    }

    @Test func wordsAndOrder() throws {
        #expect(try day("2022-09-30").longText == "30 September 2022")
        #expect(try day("2024-02-01").longText == "1 February 2024")
        #expect(try day("2022-09-30") < day("2022-10-01"))
        #expect(try day("2022-09-30").weekday == 5)
        #expect(CalendarDate(year: 1, month: 2, day: 3)?.description == "0001-02-03")
        #expect(CalendarDate(year: 0, month: 1, day: 1) == nil)
        #expect(CalendarDate(year: 10_000, month: 1, day: 1) == nil)
    }

    @Test func jsonIsTheISOText() throws {
        let date = try day("2022-09-30")
        let json = try JSONEncoder().encode([date])
        #expect(String(decoding: json, as: UTF8.self) == #"["2022-09-30"]"#)
        #expect(try JSONDecoder().decode([CalendarDate].self, from: json) == [date])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([CalendarDate].self, from: Data(#"["2022-02-30"]"#.utf8))
        }
    }
}
