public import Domain

/// What a host has said about a term, beside the year before.
public struct OfferLine: Sendable, Codable, Hashable {
    /// The host.
    public let host: String
    /// `answered`, `later` (it will say), `waiting` (no answer yet), `overdue` (none by the day offers were due) or
    /// `not_asked`.
    public let state: String
    /// When it was asked last.
    @ExplicitNull public var askedOn: CalendarDate?
    /// How many places were asked for.
    @ExplicitNull public var placesAsked: Int?
    /// How often it was reminded since.
    public let reminders: Int
    /// When it was reminded last.
    @ExplicitNull public var remindedOn: CalendarDate?
    /// When it answered.
    @ExplicitNull public var answeredOn: CalendarDate?
    /// `willing`, `unwilling` or `later`.
    @ExplicitNull public var answer: String?
    /// Places offered in the answer.
    @ExplicitNull public var placesOffered: Int?
    /// Room in the placements that are in the list of the term.
    public let placesListed: Int
    /// Places offered a year before, or listed where no answer was kept.
    @ExplicitNull public var placesLastYear: Int?
    /// The difference; nil where there is no year before or no answer yet.
    @ExplicitNull public var change: Int?
}
