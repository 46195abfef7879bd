public import Domain

/// Somebody who assesses students on placement.
public struct EducatorRecord: Sendable, Codable, Hashable {
    /// The reference.
    public var educatorRef: String
    /// The organisation they work for; nil for one who works off-site.
    @ExplicitNull public var organisation: String?
    /// The stage, 1 or 2; only stage 2 assesses final placements.
    @ExplicitNull public var stage: Int?
    /// The last day on which they are current.
    @ExplicitNull public var currentUntil: CalendarDate?
    /// How many students they take at a time.
    @ExplicitNull public var slots: Int?
}
