/// The twelve months that end at the close of a day, as turnover counts them.
public struct TwelveMonths: Sendable, Hashable {
    /// The day at whose close they begin, which is not among them.
    public let after: CalendarDate
    /// The last day.
    public let through: CalendarDate

    /// The twelve months that end on a day. To the last day of a month belongs the last day of the same month a year
    /// before, so that February counts whole in leap years and out of them.
    public init(through: CalendarDate) {
        self.through = through
        let before = through.adding(months: -12)
        after = through == through.lastOfMonth ? before.lastOfMonth : before
    }

    /// Whether a day is among them.
    public func contains(_ date: CalendarDate) -> Bool { after < date && date <= through }
}
