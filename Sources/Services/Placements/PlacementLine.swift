public import Domain

/// A placement in a list.
public struct PlacementLine: Sendable, Codable, Hashable {
    /// The placement.
    public let placement: PlacementRecord
    /// How many more students it has room for; none when it is withdrawn.
    public let free: Int
    /// What runs out before it ends: `audit` with its date, `educator` with theirs.
    public let runsOut: [Expiry]
    /// Whether more students are locked to the placements of its educator at the same time than the educator takes.
    public let educatorOverCommitted: Bool

    /// Something that runs out.
    public struct Expiry: Sendable, Codable, Hashable {
        /// `audit` or `educator`.
        public let what: String
        /// The last day on which it holds.
        public let on: CalendarDate
    }
}
