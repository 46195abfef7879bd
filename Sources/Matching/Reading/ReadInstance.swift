/// One instance as it came from a file.
public struct ReadInstance: Sendable, Equatable {
    /// The name that a JSON line gives it; nil for the plain text format.
    public let id: String?
    /// The line on which it begins, from 1.
    public let line: Int
    /// The instance itself.
    public let instance: MatchingInstance
}
