/// How many connections a pool may hold, how long they live, and how long a caller may wait.
public struct PoolLimits: Sendable, Hashable {
    /// Most connections at any moment, opening and closing ones included: 1 to 40, because each has a thread.
    public var connections: Int {
        didSet { connections = Self.range.clamp(connections) }
    }
    /// Connections kept open though nobody has used them for `idleTime`; 0 closes them all.
    public var idleConnections: Int
    /// Most callers waiting at any moment; one more is refused at once.
    public var waiters: Int
    /// How long a caller waits for a connection before it is refused; those of a new pool wait until its first attempt to
    /// connect has ended (the connection's `connectTimeout`), however short this is.
    public var waitTime: Duration
    /// How long an unused connection stays open.
    public var idleTime: Duration
    /// How long a connection is used before another takes its place: it bounds what a server-side session can pile up,
    /// and moves connections to a new primary or address in time.
    public var lifeTime: Duration
    /// Failures to connect, one after the other, after which the pool stops trying for `pause`.
    public var failures: Int
    /// How long the pool leaves a server alone that could not be reached; doubled at every further failure, up to 30
    /// seconds. One connection is then tried before others.
    public var pause: Duration

    private static let range = 1...40

    /// Makes limits; the defaults suit one process of a small service.
    public init(
        connections: Int = 8, idleConnections: Int = 0, waiters: Int = 1000,
        waitTime: Duration = .seconds(10),
        idleTime: Duration = .seconds(60), lifeTime: Duration = .seconds(1800), failures: Int = 3,
        pause: Duration = .milliseconds(500)
    ) {
        self.connections = Self.range.clamp(connections)
        self.idleConnections = idleConnections
        self.waiters = waiters
        self.waitTime = waitTime
        self.idleTime = idleTime
        self.lifeTime = lifeTime
        self.failures = failures
        self.pause = pause
    }
}

extension ClosedRange<Int> {
    fileprivate func clamp(_ value: Int) -> Int { Swift.min(Swift.max(value, lowerBound), upperBound) }
}
