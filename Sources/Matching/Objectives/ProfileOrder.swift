/// In which order the numbers of students with each choice count.
public enum ProfileOrder: String, Sendable, Hashable, CaseIterable {
    /// As many first choices as possible, then as many second choices, and so on (rank-maximal).
    case mostFirstChoices
    /// As few of the worst choices as possible, then of the next to worst, and so on (generous).
    case fewestLastChoices
}
