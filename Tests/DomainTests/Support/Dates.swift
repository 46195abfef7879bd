import Domain
import Testing

/// The date, or a failed test where the text is none.
func day(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> CalendarDate {
    try #require(CalendarDate(iso: text), sourceLocation: sourceLocation)
}

/// Bank holidays of England and Wales in 2022 (GOV.UK, Open Government Licence v3.0).
let holidaysOf2022 = [
    "2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29",
    "2022-09-19", "2022-12-26", "2022-12-27",
]

/// The calendar of 2022 with the state funeral's holiday, known to the end of that year.
func calendarOf2022() throws -> WorkingCalendar {
    WorkingCalendar(holidays: try holidaysOf2022.map { try day($0) }, horizon: try day("2022-12-31"))
}

/// Wide enough for any test that does not ask about the edge: holidays of 2022 only, 2010 to 2040.
func wideCalendar() throws -> WorkingCalendar {
    WorkingCalendar(
        holidays: try holidaysOf2022.map { try day($0) }, horizon: try day("2040-12-31"),
        knownFrom: try day("2010-01-01"))
}

func days(_ amount: Int) -> DayAmount { DayAmount(amount: amount, unit: .calendarDays) }
func workingDays(_ amount: Int) -> DayAmount { DayAmount(amount: amount, unit: .workingDays) }
func months(_ amount: Int) -> DayAmount { DayAmount(amount: amount, unit: .calendarMonths) }
