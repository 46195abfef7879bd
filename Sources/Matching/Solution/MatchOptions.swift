/// What a matcher is asked to do.
public struct MatchOptions: Sendable, Hashable {
    /// What makes one assignment better than another.
    public enum Goal: String, Sendable, Hashable, CaseIterable {
        /// Fewest unplaced, then fewest hard problems, then the ranks, then travel.
        case lexicographic
        /// No student with a justified complaint, and then as many placed as the algorithm of Király reaches.
        case stable
        /// Fewest unplaced and fewest hard problems, then as many first choices as possible, then second ones, and so on.
        case rankProfile
        /// Fewest unplaced, then the longest journey of anybody as short as can be, then as ``lexicographic``.
        case worstOffFirst
    }

    /// What is sought.
    public var goal: Goal
    /// Whether settings may open with fewer students than their minimum.
    public var ignoresMinimums: Bool
    /// Whether the students of a couple may be apart.
    public var ignoresCouples: Bool
    /// The order among students of one band in the stable mode.
    public var tieBreak: TieBreak
    /// How many pairs the search for minimums and couples may look at before it settles for the best it has
    /// found.
    ///
    /// A count and not a time, so that the answer does not depend on the machine.
    public var workLimit: Int

    /// Makes options; what is not said is kept.
    public init(
        goal: Goal = .lexicographic, ignoresMinimums: Bool = false, ignoresCouples: Bool = false,
        tieBreak: TieBreak = .byNumber, workLimit: Int = 40_000_000
    ) {
        self.goal = goal
        self.ignoresMinimums = ignoresMinimums
        self.ignoresCouples = ignoresCouples
        self.tieBreak = tieBreak
        self.workLimit = workLimit
    }
}
