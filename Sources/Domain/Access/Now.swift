public import FoundationEssentials

/// The clock, passed in wherever the present matters, so that tests and replays choose the time.
public struct Now: Sendable {
    private let read: @Sendable () -> Date

    /// Makes a clock from a closure that answers the present instant.
    public init(_ read: @escaping @Sendable () -> Date) {
        self.read = read
    }

    /// A clock that stands still.
    public static func fixed(_ instant: Date) -> Now { Now { instant } }

    /// The present instant.
    public func callAsFunction() -> Date { read() }
}
