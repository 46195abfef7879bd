/// A best assignment among those in which the worst-off student is as well off as can be.
public struct WorstOffSolution: Sendable {
    /// The least limit under which as many students can be placed as without one.
    public let limit: Int
    /// The pairs within the limit, with all students and settings.
    public let within: MatchingInstance
    /// The best assignment in the usual order among the pairs within the limit, certified for ``within``.
    public let solution: FlowSolution
    /// How many students could be placed below the limit: fewer; nil if nobody is placed or nothing is below it.
    public let tighter: CoverProof?
}
