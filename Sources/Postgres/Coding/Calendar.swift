/// Days and months of the proleptic Gregorian calendar, as PostgreSQL counts them.
enum Calendar {
    static let microsecondsPerSecond: Int64 = 1_000_000
    static let microsecondsPerDay: Int64 = 86_400 * microsecondsPerSecond

    /// Days from 1 January 1970 to a date; the year is astronomical (0 is 1 BC).
    ///
    /// Counts from 1 March so that the leap day comes last; 400 years have 146,097 days.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The date that lies so many days after 1 January 1970.
    static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Reads `2026-11-22`; a following ` BC` is the caller's to read.
    static func readDate(_ reader: inout ASCIIReader) -> (year: Int, month: Int, day: Int)? {
        guard let year = reader.digits(), year.count >= 4, reader.skip(UInt8(ascii: "-")),
            let month = reader.digits(max: 2), month.count == 2, reader.skip(UInt8(ascii: "-")),
            let day = reader.digits(max: 2), day.count == 2
        else { return nil }
        return (year.value, month.value, day.value)
    }

    /// Writes `2026-11-22` (at most 13 bytes) and answers whether the year was before 1 AD.
    static func writeDate(days: Int, to target: UnsafeMutablePointer<UInt8>) -> (length: Int, isBC: Bool) {
        let date = self.date(days: days)
        let isBC = date.year <= 0
        let year = isBC ? 1 - date.year : date.year
        let digits = year > 999_999 ? 7 : year > 99_999 ? 6 : year > 9_999 ? 5 : 4
        ASCII.write(padded: year, digits: digits, to: target)
        target[digits] = UInt8(ascii: "-")
        ASCII.write(padded: date.month, digits: 2, to: target + digits + 1)
        target[digits + 3] = UInt8(ascii: "-")
        ASCII.write(padded: date.day, digits: 2, to: target + digits + 4)
        return (digits + 6, isBC)
    }
}
