/// What is made as small as possible for whoever has most of it.
public enum WorstOffMeasure: String, Sendable, Hashable, CaseIterable {
    /// The travel, in minutes.
    case travel
    /// The rank of the choice.
    case rank
    /// The hard problems of one student.
    case problems

    /// The measure of each pair.
    func column(of instance: MatchingInstance) -> [Int32] {
        switch self {
        case .travel: instance.travel
        case .rank: instance.ranks
        case .problems: instance.problems
        }
    }
}
