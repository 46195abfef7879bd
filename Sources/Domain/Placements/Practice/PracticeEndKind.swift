/// How a practice placement ended.
public enum PracticeEndKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// All days or hours are done.
    case completed
    /// It could not go on; the student is to be placed again, and owes what was not done.
    case brokenDown = "broken_down"
    /// The student left.
    case withdrawn
    /// A later match placed the student elsewhere before it started.
    case moved

    /// In words.
    public var words: String { self == .brokenDown ? "broken down" : rawValue }
}
