/// What the rules of the pool speak of.
extension PoolStateMachine {
    /// Names a connection within one pool.
    struct ConnectionID: Hashable, Sendable { var number: Int }

    /// Names a caller who wants a connection.
    struct RequestID: Hashable, Sendable { var number: Int }

    /// Why a caller does not get a connection.
    enum Refusal: Hashable, Sendable {
        case tooManyWaiting
        case waitedTooLong
        case unreachable
        case cancelled
        case shuttingDown
    }

    /// What the owner is to do.
    enum Action: Hashable, Sendable {
        /// Open a connection; answer with `opened` or `openFailed`.
        case open(ConnectionID)
        /// Close a connection; answer with `closed`.
        case close(ConnectionID)
        /// Lend a connection to a caller; answer with `release`.
        case grant(RequestID, ConnectionID)
        /// Refuse a caller.
        case refuse(RequestID, Refusal)
        /// Nothing is left: the shutdown is complete.
        case finished
    }

    /// Where a connection is in its life.
    enum Phase: Hashable, Sendable {
        case opening
        case idle(since: Duration)
        case leased
        case closing
    }

    struct Connection: Hashable, Sendable {
        var phase: Phase
        /// When it was opened; zero until then.
        var opened: Duration = .zero
    }

    struct Waiter: Hashable, Sendable {
        var id: RequestID
        var since: Duration
    }

    /// Whether new connections are tried.
    enum Breaker: Hashable, Sendable {
        /// As many as are wanted.
        case closed
        /// None before `retry`; a failure of the next one, which is then a probe, doubles `pause`.
        case open(retry: Duration, pause: Duration)
        /// One, to see.
        case probing(pause: Duration)
    }
}
