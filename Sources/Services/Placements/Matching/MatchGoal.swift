import Matching

/// What a match run seeks.
public enum MatchGoal: String, Sendable, Hashable, Codable, CaseIterable {
    /// Fewest without a place, then fewest hard problems, best ranks, least travel.
    case lexicographic
    /// Nobody with a justified complaint, whatever it costs.
    case stable
    /// Fewest without a place and fewest hard problems, then as many first choices as possible, then second, and so on.
    case rankProfile = "rank_profile"
    /// Fewest without a place, then the longest journey as short as can be, then as lexicographic.
    case worstOffFirst = "worst_off_first"

    /// The same for the engine.
    var engineGoal: MatchOptions.Goal {
        switch self {
        case .lexicographic: .lexicographic
        case .stable: .stable
        case .rankProfile: .rankProfile
        case .worstOffFirst: .worstOffFirst
        }
    }

    /// What is sought, in a sentence.
    public var words: String {
        switch self {
        case .lexicographic:
            "Sought: as few without a place as can be, then as few hard problems, the best ranks and the least travel, each before all that follow."
        case .stable:
            "Sought: a matching in which no student and host would both rather have each other, whatever it costs the others."
        case .rankProfile:
            "Sought: as few without a place and as few hard problems as can be, then as many first choices as can be, then as many second ones, and so on; travel last."
        case .worstOffFirst:
            "Sought: as few without a place as can be, then the longest journey of anybody as short as can be; within that as few hard problems, the best ranks and the least travel."
        }
    }
}
