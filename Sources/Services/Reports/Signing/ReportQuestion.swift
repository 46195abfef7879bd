public import Domain
public import FoundationEssentials

/// The dates of a question to a report; each report has its own defaults.
public struct ReportQuestion: Sendable, Hashable {
    /// The first day of the period.
    public var from: CalendarDate?
    /// The last day of the period.
    public var to: CalendarDate?
    /// What was true on this day.
    public var asOf: CalendarDate?
    /// As known at this instant.
    public var asAt: Date?

    /// Puts the dates together.
    public init(
        from: CalendarDate? = nil, to: CalendarDate? = nil, asOf: CalendarDate? = nil, asAt: Date? = nil
    ) {
        self.from = from
        self.to = to
        self.asOf = asOf
        self.asAt = asAt
    }
}
