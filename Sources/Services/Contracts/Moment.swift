public import Domain
public import FoundationEssentials

/// The two dates of a question: what was true on a day, as it was known at a moment.
public struct Moment: Sendable, Hashable {
    /// The day that is asked about.
    public let asOf: CalendarDate
    /// The instant up to which records count.
    public let asAt: Date

    /// Today, as known now.
    init(present work: Work) {
        asAt = work.now
        asOf = work.today
    }

    /// Puts the dates together, each with its default: today, and now.
    ///
    /// A question about what was known at an earlier moment is about the day of that moment, unless it names one.
    ///
    /// - Throws: `usage` for a moment of knowledge that has not come.
    init(asOf: CalendarDate?, asAt: Date?, work: Work) throws(ServiceError) {
        if let asAt, let fault = ReportInstant(asAt).faultOfKnowing(now: work.now) {
            throw ServiceError(.usage, fault)
        }
        self.asAt = asAt ?? work.now
        self.asOf = asOf ?? (asAt.map(LondonTime.date(of:)) ?? work.today)
    }
}
