/// What a pool connects to, and within which limits.
public struct PoolConfiguration: Sendable {
    /// Where the connections go.
    public var connection: PostgresConfiguration
    /// How many there are, how long they live, how long a caller waits.
    public var limits: PoolLimits

    /// A configuration from its parts.
    public init(_ connection: PostgresConfiguration, limits: PoolLimits = PoolLimits()) {
        self.connection = connection
        self.limits = limits
    }
}
