/// What the rules say about one student at one placement.
public struct PairVerdict: Sendable, Hashable {
    /// Every rule that forbids it; empty when the pair is possible.
    public var refusals: PairRefusals
    /// Every problem it has, counted one each.
    public var problems: PairProblems
    /// The journey.
    public var travel: TravelEstimate

    /// Whether no rule forbids it.
    public var isPossible: Bool { refusals.isEmpty }
}
