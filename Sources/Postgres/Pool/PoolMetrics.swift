/// What a pool is doing at one moment, and what it has done since it was made.
public struct PoolMetrics: Sendable, Equatable {
    /// Connections being opened.
    public var opening = 0
    /// Connections open and unused.
    public var idle = 0
    /// Connections lent to callers.
    public var leased = 0
    /// Connections being closed.
    public var closing = 0
    /// Callers waiting.
    public var waiting = 0
    /// Whether the pool leaves the server alone after repeated failures to connect.
    public var isSuspended = false
    /// Times a connection was lent.
    public var leases = 0
    /// Connections that were opened.
    public var opened = 0
    /// Failures to connect.
    public var connectFailures = 0
    /// Callers refused because too many waited.
    public var refusedForLength = 0
    /// Callers refused because they had waited too long.
    public var refusedForTime = 0
    /// Callers refused because the server could not be reached.
    public var refusedForFailures = 0
    /// The longest time a served caller has waited.
    public var longestWait: Duration = .zero
}
