/// A convention for counting days from an event to a deadline; each rule names the one it uses.
///
/// Two people who count "ten days" differently miss a deadline, so the convention is never implied.
public enum DayCount: String, Sendable, Hashable, Codable, CaseIterable {
    /// Every day counts and the day after the event is day 1; the result may be a Sunday.
    case calendarDays = "calendar_days"

    /// Only working days count and the first one after the event is day 1.
    ///
    /// A working day is Monday to Friday and no bank holiday in England and Wales.
    case workingDays = "working_days"

    /// The corresponding day of a later month, or that month's last day where it has none.
    case calendarMonths = "calendar_months"

    /// Working days where the day of receipt itself is day 1, or the next working day if it is none.
    case workingDaysFirstCounted = "working_days_first_counted"

    /// As ``calendarDays``, moved on to the next working day when it falls on none.
    case calendarDaysThenWorkingDay = "calendar_days_then_working_day"

    /// As ``calendarMonths``, moved on to the next working day when it falls on none.
    case calendarMonthsThenWorkingDay = "calendar_months_then_working_day"

    /// The unit in words after that amount: `1 working day`, `3 calendar months`.
    func phrase(for amount: Int) -> String {
        let plural = amount == 1 ? "" : "s"
        switch self {
        case .calendarDays: return "\(amount) calendar day\(plural)"
        case .workingDays: return "\(amount) working day\(plural)"
        case .calendarMonths: return "\(amount) calendar month\(plural)"
        case .workingDaysFirstCounted:
            return "\(amount) working day\(plural), the day of receipt counted as the first"
        case .calendarDaysThenWorkingDay:
            return "\(amount) calendar day\(plural), then the next working day"
        case .calendarMonthsThenWorkingDay:
            return "\(amount) calendar month\(plural), then the next working day"
        }
    }
}
