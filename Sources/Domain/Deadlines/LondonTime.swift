public import FoundationEssentials

/// Europe/London by arithmetic, so that no time-zone database is linked.
///
/// Summer time runs from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday of October
/// (The Summer Time Order 2002, SI 2002/262). Those dates have held since 1996; before that this rule is
/// applied all the same, which puts some autumn instants an hour out.
public enum LondonTime {
    /// The calendar date that London's clocks show at that instant.
    public static func date(of instant: Date) -> CalendarDate {
        localParts(of: instant).date
    }

    /// The instant of midnight in London at the beginning of that date.
    public static func startOfDay(_ date: CalendarDate) -> Date {
        let year = date.year
        // The clocks change after midnight, so the day of change begins by the old time.
        let isSummer =
            date > lastSunday(ofMonth: 3, year: year) && date <= lastSunday(ofMonth: 10, year: year)
        let seconds = Int(date.daysSinceEpoch) * secondsADay - (isSummer ? 3600 : 0)
        return Date(timeIntervalSince1970: Double(seconds))
    }

    /// Date and clock time in London, such as `30 September 2022, 14:05`.
    public static func text(of instant: Date) -> String {
        let (date, second) = localParts(of: instant)
        let (hour, minute) = (second / 3600, second / 60 % 60)
        return "\(date.longText), \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    private static let secondsADay = 86_400

    private static func localParts(of instant: Date) -> (date: CalendarDate, second: Int) {
        let interval = instant.timeIntervalSince1970.rounded(.down)
        // About ±30,000 years; not-a-number becomes the epoch.
        let seconds = interval.isNaN ? 0 : Int(max(-1e12, min(interval, 1e12)))
        let local = seconds + (isSummer(seconds) ? 3600 : 0)
        let day = floorDivide(local, secondsADay)
        return (CalendarDate(daysSinceEpoch: Int32(clamping: day)), local - day * secondsADay)
    }

    private static func isSummer(_ seconds: Int) -> Bool {
        let year = CalendarDate(daysSinceEpoch: Int32(clamping: floorDivide(seconds, secondsADay))).year
        let begins = Int(lastSunday(ofMonth: 3, year: year).daysSinceEpoch) * secondsADay + 3600
        let ends = Int(lastSunday(ofMonth: 10, year: year).daysSinceEpoch) * secondsADay + 3600
        return seconds >= begins && seconds < ends
    }

    /// March and October both have 31 days.
    private static func lastSunday(ofMonth month: Int, year: Int) -> CalendarDate {
        let epochMonths = (year - 1970) * 12 + month - 1
        let last = CalendarDate(daysSinceEpoch: 30).adding(months: epochMonths).lastOfMonth
        return last.adding(days: -(last.weekday % 7))
    }

    private static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
