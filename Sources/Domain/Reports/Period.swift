/// Some days in a row, the first and the last included.
public struct Period: Sendable, Hashable, Codable {
    /// The first day.
    public let from: CalendarDate
    /// The last day.
    public let to: CalendarDate

    /// The days between two, both included; nil when the last is before the first.
    public init?(from: CalendarDate, to: CalendarDate) {
        guard from <= to else { return nil }
        self.from = from
        self.to = to
    }

    /// Trusts its caller that the days are in order.
    private init(ordered from: CalendarDate, _ to: CalendarDate) {
        self.from = from
        self.to = to
    }

    /// The last whole financial year, 1 April to 31 March, that is over on a day.
    public static func financialYear(endedBy date: CalendarDate) -> Period {
        let (year, month, day) = date.parts
        let last = month > 3 || (month == 3 && day == 31) ? year : year - 1
        let to = CalendarDate(year: last, month: 3, day: 31) ?? date
        return Period.year(through: to)
    }

    /// The twelve months that end on a day, as turnover counts them: the year to 28 February 2024 begins on 1 March 2023, and
    /// so does that to 29 February 2024.
    public static func year(through last: CalendarDate) -> Period {
        Period(ordered: TwelveMonths(through: last).after.adding(days: 1), last)
    }

    /// The corresponding days a year before; 29 February corresponds to 28 February.
    ///
    /// A period that ends with a month ends with it then too.
    public var yearBefore: Period {
        let end = to == to.lastOfMonth ? to.adding(months: -12).lastOfMonth : to.adding(months: -12)
        return Period(ordered: from.adding(months: -12), max(end, from.adding(months: -12)))
    }

    /// Whether the day is one of these.
    public func contains(_ date: CalendarDate) -> Bool { from <= date && date <= to }

    /// Whether the two have a day in common.
    public func overlaps(_ other: Period) -> Bool { from <= other.to && other.from <= to }
}
