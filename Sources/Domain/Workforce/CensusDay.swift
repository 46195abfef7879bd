/// 30 September, the day that the children's social work workforce census and the adult workforce estimates are of
/// (domain.md 5, S92): what is told about people in posts is of this day.
public enum CensusDay {
    /// Whether a day is one.
    public static func isOne(_ date: CalendarDate) -> Bool { date.month == 9 && date.day == 30 }

    /// The last one that is over or today.
    public static func last(by date: CalendarDate) -> CalendarDate {
        let year = date.month > 9 || isOne(date) ? date.year : date.year - 1
        return CalendarDate(year: year, month: 9, day: 30) ?? date
    }
}
