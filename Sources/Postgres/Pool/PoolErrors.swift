extension PostgresError.Kind {
    /// Too many callers wait for a connection already, or this one has waited too long: the service is busy.
    public static let poolExhausted: PostgresError.Kind = "no connection free"
    /// The pool has been shut down, or is being so.
    public static let poolClosed: PostgresError.Kind = "pool closed"
}

extension PostgresError {
    /// The error for a caller who was refused; `cause` is why the pool last failed to connect.
    init(_ refusal: PoolStateMachine.Refusal, cause: PostgresError?) {
        switch refusal {
        case .tooManyWaiting:
            self.init(.poolExhausted, "too many callers wait for a connection")
        case .waitedTooLong:
            self.init(.poolExhausted, "no connection became free in time", underlying: cause)
        case .unreachable:
            self = cause ?? PostgresError(.connectionFailed, "the server could not be reached")
        case .cancelled:
            self.init(.cancelled, "the task was cancelled while it waited for a connection")
        case .shuttingDown:
            self.init(.poolClosed, "the pool is shut down")
        }
    }

    /// Whether connecting again soon would fail in the same way: a wrong password, role or database.
    ///
    /// libpq 15 gives no SQLSTATE for a failed connection, so the words decide. An unknown wording only means that the
    /// attempt is made a few times more.
    var isPermanentConnectFailure: Bool {
        if kind == .invalidConfiguration { return true }
        if let sqlState { return sqlState.stateClass == .invalidAuthorization || sqlState == "3D000" }
        let words = [
            "authentication failed", "no pg_hba.conf entry", "no password supplied", "\" does not exist",
        ]
        return words.contains { message.contains($0) }
    }
}
