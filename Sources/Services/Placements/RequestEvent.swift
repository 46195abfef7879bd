public import Domain

/// One thing that passed between us and a host about a term.
public struct RequestEvent: Sendable, Codable, Hashable {
    /// The host.
    public let host: String
    /// The term.
    public let term: String
    /// `asked`, `reminded` or `answered`.
    public let kind: String
    /// The day.
    public let happenedOn: CalendarDate
    /// How many places were asked for.
    @ExplicitNull public var placesAsked: Int?
    /// `willing`, `unwilling` or `later`.
    @ExplicitNull public var answer: String?
    /// How many places the host offers.
    @ExplicitNull public var placesOffered: Int?
    /// What else was said.
    @ExplicitNull public var note: String?
}
