public import Domain
import FoundationEssentials

/// How a student wanted the placement.
public enum MatchChoice: String, Sendable, Hashable, Codable, CaseIterable {
    /// It was listed first.
    case first
    /// It was listed second or third.
    case secondOrThird = "second_or_third"
    /// It was listed later, or not at all.
    case later

    init(listedRank: Int?) {
        switch listedRank {
        case 1: self = .first
        case 2, 3: self = .secondOrThird
        default: self = .later
        }
    }

    /// As the pictures and tables say it.
    public var displayName: String {
        switch self {
        case .first: "first choice"
        case .secondOrThird: "second or third choice"
        case .later: "later choice, or not listed"
        }
    }
}

/// Who goes where in a match run, and where that is.
///
/// It is written without the coordinates: the picture shows them no finer than it is drawn.
public struct MatchMap: Sendable, Encodable {
    /// A placement of the run.
    public struct Placement: Sendable, Encodable {
        /// The reference.
        public let placementRef: String
        /// The name of the host.
        public let host: String
        /// The team.
        public let team: String
        /// The setting, such as `hospital`.
        public let setting: String
        /// The places that it had in the run; none when it was withdrawn.
        public let capacity: Int
        /// How many of them are taken.
        public let taken: Int
        /// How many are not.
        public let free: Int
        /// How many of its students listed it first.
        public let firstChoices: Int
        /// Whether it is one of those that students without a place compete for.
        public let isBottleneck: Bool
        /// Where it is; nil where nobody knows.
        public let position: MapPoint?

        private enum CodingKeys: String, CodingKey {
            case placementRef, host, team, setting, capacity, taken, free, firstChoices
            case isBottleneck = "bottleneck"
        }
    }

    /// A student of the run.
    public struct Student: Sendable, Encodable {
        /// The reference.
        public let studentRef: String
        /// Whether there is a place, also one that is out of the operator's sight.
        public let placed: Bool
        /// The placement; nil for none, and for one out of sight.
        @ExplicitNull public var placementRef: String?
        /// How the student wanted the placement; nil for none.
        @ExplicitNull public var choice: MatchChoice?
        /// Whether somebody decided it, and not the match.
        public let locked: Bool
        /// From home to the placement in a straight line, in whole kilometres; nil where one of them is not known.
        @ExplicitNull public var kilometres: Int?
        /// The number of the bottleneck, counted from 1; nil for a student with a place, and where nothing is proved.
        @ExplicitNull public var bottleneck: Int?
        /// The home; nil where nobody knows.
        public let position: MapPoint?

        private enum CodingKeys: String, CodingKey {
            case studentRef, placed, placementRef, choice, locked, kilometres, bottleneck
        }
    }

    /// Why some students have no place: a group that can use only certain placements, which have too few places.
    public struct Bottleneck: Sendable, Encodable, Hashable {
        /// Those without a place of whom it is the proof, by reference.
        public internal(set) var unplaced: [String]
        /// How many students the group has; nil for who sees only some of them where the others are few.
        @ExplicitNull public var students: Int?
        /// How many places there are for them; nil like the students.
        @ExplicitNull public var places: Int?
        /// The placements, by reference; none when the rules allow none at all.
        public let placementRefs: [String]
        /// How many placements there are that the operator may not see.
        public let placementsOutOfSight: Int

        /// The bottleneck in a sentence, with all its placements that are in sight.
        public var words: String { MatchMapWords.sentence(self, naming: .max) }
    }

    /// `match show --chart map`.
    public let report: String
    /// The run.
    public let run: MatchRunRecord
    /// The day whose rules and withdrawals counted.
    public let asOf: CalendarDate
    /// The placements that are the operator's own or have students whom the operator may see, by reference.
    public let placements: [Placement]
    /// The students whom the operator may see, by reference.
    public let students: [Student]
    /// Why some have no place, the largest group first.
    public let bottlenecks: [Bottleneck]
    /// True when the operator sees only what is an organisation's own.
    public let partial: Bool
}
