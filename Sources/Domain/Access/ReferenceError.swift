/// Why a reference cannot be made.
public enum ReferenceError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The prefix is not 2 to 8 letters and digits that begin with a letter.
    case badPrefix(String)
    /// The kind is not one letter.
    case badKind(String)
    /// The counter's number is below 1.
    case badNumber(Int)

    /// The reason in one sentence.
    public var description: String {
        switch self {
        case .badPrefix(let prefix):
            "The reference prefix '\(prefix)' must be 2 to 8 letters and digits that begin with a letter."
        case .badKind(let kind): "The reference kind '\(kind)' must be one letter from A to Z."
        case .badNumber(let number): "The reference number \(number) must be 1 or more."
        }
    }
}
