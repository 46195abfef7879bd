public import Domain

/// The answers to the requests of a term.
public struct OffersReport: Sendable, Codable, Hashable {
    /// `placement offers`.
    public let report: String
    /// What was true on this day.
    public let asOf: CalendarDate
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that it rests on.
    public let rules: [RuleLine]
    /// The term.
    public let term: TermRecord
    /// The term a year before, if there is one.
    @ExplicitNull public var lastYear: TermRecord?
    /// Hosts that have not answered first, the longest waiting first; then the others by code.
    public let hosts: [OfferLine]
    /// Places offered, or listed where no answer was kept, over all hosts.
    public let placesOffered: Int
    /// The same a year before.
    @ExplicitNull public var placesLastYear: Int?
    /// Students of the term who have not withdrawn; nil where the operator does not see all of them.
    @ExplicitNull public var students: Int?
}
