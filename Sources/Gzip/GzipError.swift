/// Why compressed bytes cannot be read.
public enum GzipError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The bytes are not compressed by gzip, or were changed since.
    case damaged
    /// The bytes end before what they promise.
    case truncated
    /// There is not enough memory.
    case outOfMemory

    /// A clause for a sentence, without a full stop.
    public var description: String {
        switch self {
        case .damaged: "the compressed data is damaged or is not gzip"
        case .truncated: "the compressed data ends too early"
        case .outOfMemory: "there is not enough memory to unpack it"
        }
    }
}
