public import Domain
public import FoundationEssentials

/// A question to a report; each report has its own defaults.
public struct ReportQuestion: Sendable, Hashable {
    /// The first day of the period.
    public var from: CalendarDate?
    /// The last day of the period.
    public var to: CalendarDate?
    /// What was true on this day.
    public var asOf: CalendarDate?
    /// As known at this instant.
    public var asAt: Date?
    /// Of this role only.
    public var role: String?
    /// Of this team only.
    public var team: String?
    /// The smallest count above 0 that is shown.
    public var threshold: Int?

    /// Puts the dates together.
    public init(
        from: CalendarDate? = nil, to: CalendarDate? = nil, asOf: CalendarDate? = nil, asAt: Date? = nil
    ) {
        self.from = from
        self.to = to
        self.asOf = asOf
        self.asAt = asAt
    }

    /// Refuses a part and a threshold, for a report that takes none.
    func refuseParts(of report: String) throws(ServiceError) {
        if role != nil || team != nil || threshold != nil {
            throw ServiceError(
                .usage,
                "Figures of \(report) are of every role and team, with nothing hidden; leave the role, team and threshold out."
            )
        }
    }

    /// Refuses the first day of a period, for a report of a day or of the twelve months up to it.
    func refuseFrom(of report: String) throws(ServiceError) {
        if from != nil {
            throw ServiceError(
                .usage,
                "Figures of \(report) are of a day, or of the twelve months up to it; leave --from out and choose the day with --as-of."
            )
        }
    }
}
