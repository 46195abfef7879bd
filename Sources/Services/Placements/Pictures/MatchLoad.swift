public import Domain
import FoundationEssentials

/// How full the placements of a match run are, by setting.
public struct MatchLoad: Sendable, Codable, Hashable {
    /// Places and who wants them.
    public struct Load: Sendable, Codable, Hashable {
        /// The places that there were in the run.
        public let capacity: Int
        /// How many of them are taken.
        public let taken: Int
        /// How many students there have to be; 0 for no minimum.
        public let minimum: Int
        /// How many students of the run listed it first, each counted once.
        public let demand: Int

        /// How many places are not taken.
        public var free: Int { max(0, capacity - taken) }

        /// What to say of it in a word or two.
        public var status: String {
            if capacity == 0 { return "closed" }
            if taken == 0, minimum > 0 { return "not opened, needs \(minimum)" }
            if taken < minimum { return "below its minimum of \(minimum)" }
            return free == 0 ? "full" : "\(free) free"
        }
    }

    /// A placement with its load.
    public struct Placement: Sendable, Codable, Hashable {
        /// The reference.
        public let placementRef: String
        /// The name of the host.
        public let host: String
        /// The team.
        public let team: String
        /// Its load.
        public let load: Load
    }

    /// A setting with its placements.
    public struct Setting: Sendable, Codable, Hashable {
        /// The code, such as `hospital`.
        public let setting: String
        /// The load of its placements together; the demand counts a student once who listed several of them first.
        public let load: Load
        /// The placements, by reference.
        public let placements: [Placement]

        /// The code in words.
        public var name: String { setting.replacing("_", with: " ") }
    }

    /// `match show --chart load`.
    public let report: String
    /// The run.
    public let run: MatchRunRecord
    /// The day whose rules and withdrawals counted.
    public let asOf: CalendarDate
    /// The settings, by code.
    public let settings: [Setting]
    /// True when the operator sees only what is an organisation's own.
    public let partial: Bool
}
