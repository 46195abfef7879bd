/// An answer to an instance, with what is known about how good it is.
public struct Solution: Sendable {
    /// The setting of each student, or −1 for unplaced.
    public let assignment: [Int32]
    /// What the assignment costs.
    public let objective: Objective
    /// The best objective without minimums and couples, which no assignment can beat.
    public let bound: Objective
    /// Whether the assignment is proved best for the objective and the rules that were kept.
    public let isExact: Bool
    /// The settings that have nobody because they need several students to open, rising; empty if minimums
    /// are ignored.
    public let closedSettings: [Int32]
    /// The proof that the assignment is best among those that keep the certificate's restrictions, if there
    /// is one.
    ///
    /// Without binding minimums and couples there are no restrictions, and it proves the assignment best of
    /// all. Otherwise the restrictions are what the search decided: closed settings, students held where a
    /// minimum or a couple needs them, and couples left out, who count as withdrawn there.
    public let certificate: Certificate?
    /// The proof in the form in which a run is stored; nil for stable placements and where none could be made.
    public let proof: StoredProof?
    /// The pairs that block the assignment.
    public let blockingPairs: BlockingPairs
}
