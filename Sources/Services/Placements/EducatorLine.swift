public import Domain

/// A practice educator in a list.
public struct EducatorLine: Sendable, Codable, Hashable {
    /// The educator.
    public let educator: EducatorRecord
    /// The placements they are named in that have not ended or been withdrawn, by reference.
    public let placements: [String]
    /// The last day of the last of them.
    @ExplicitNull public var neededUntil: CalendarDate?
    /// Whether their currency has run out, or will before that day.
    public let isExpiring: Bool
    /// The most students who are locked to placements of theirs at the same time.
    public let locked: Int
    /// Whether that is more than they take.
    public let isOverCommitted: Bool
}
