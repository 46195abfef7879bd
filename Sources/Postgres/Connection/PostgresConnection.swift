import CLibPQ
public import Logging

/// One connection to PostgreSQL.
///
/// The actor runs on a thread of its own, so its methods may block without harm, and inside it they are synchronous.
/// Get one from a pool and do the whole unit of work in one closure:
///
/// ```swift
/// let names = try await pool.withConnection { db in
///     try db.query("select id, name from partner where region = \(region)", as: (UUID, String).self)
/// }
/// ```
///
/// When the task that waits is cancelled, the query is cancelled on the server and throws `.cancelled`.
public actor PostgresConnection {
    private nonisolated let executor: any ConnectionExecutor
    /// The connection's own thread.
    public nonisolated let unownedExecutor: UnownedSerialExecutor
    private nonisolated let cancelBox = CancelBox()
    private var core: ConnectionCore?

    private init(executor: some ConnectionExecutor) {
        self.executor = executor
        unownedExecutor = executor.asUnownedSerialExecutor()
    }

    deinit { executor.stop() }

    /// Connects on the connection's own thread.
    ///
    /// A cancelled task is noticed after the attempt, which ends by the configuration's `connectTimeout`.
    ///
    /// - Throws: `.connectionFailed`, `.invalidConfiguration`, `.cancelled`.
    public static func connect(
        _ configuration: PostgresConfiguration, logger: Logger
    ) async throws(PostgresError) -> PostgresConnection {
        let connection = PostgresConnection(executor: try ThreadExecutor.start())
        try await connection.open(configuration, logger: logger)
        return connection
    }

    private func open(_ configuration: PostgresConfiguration, logger: Logger) throws(PostgresError) {
        if Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled") }
        let core = try ConnectionCore(configuration: configuration, logger: logger)
        cancelBox.canceller = core.canceller
        if Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled") }
        self.core = core
    }

    /// What the methods of the actor work on.
    ///
    /// - Throws: `.closed`.
    func requireCore() throws(PostgresError) -> ConnectionCore {
        guard let core else { throw PostgresError(.closed, "the connection is closed") }
        return core
    }

    /// Runs a closure on the connection; when the task is cancelled meanwhile, the query that runs is cancelled too.
    public func perform<Result: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) throws -> Result
    ) async throws -> Result {
        try await withTaskCancellationHandler {
            try body(self)
        } onCancel: {
            cancelBox.canceller?.request()
        }
    }

    /// Runs a closure that suspends, for example to read from a file while it copies.
    ///
    /// The actor is free whenever the closure suspends, so nobody else may have the connection meanwhile.
    public func performSuspending<Result: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) async throws -> Result
    ) async throws -> Result {
        try await withTaskCancellationHandler {
            try await body(self)
        } onCancel: {
            cancelBox.canceller?.request()
        }
    }

    /// Asks the server to cancel the query that runs, if one does. Returns at once.
    public nonisolated func cancelRunningQuery() { cancelBox.canceller?.request() }

    /// Ends the session; whatever was open is rolled back by the server.
    public func close() {
        core?.close()
        core = nil
    }

    /// Whether the connection can be used, as far as is known without asking the server.
    public var isUsable: Bool { core?.isUsable ?? false }

    /// Whether a transaction is open.
    public var transactionStatus: PostgresTransactionStatus {
        guard let core, core.isUsable else { return .unknown }
        switch core.transactionStatus {
        case PQTRANS_IDLE: return .idle
        case PQTRANS_INTRANS: return .inTransaction
        case PQTRANS_INERROR: return .failed
        case PQTRANS_ACTIVE: return .active
        default: return .unknown
        }
    }

    /// The process of the server that serves this connection, as in `pg_stat_activity.pid`.
    public var backendProcess: Int32 { core?.backendProcess ?? 0 }

    /// The server's version as a number: 150018 is 15.18.
    public var serverVersion: Int { core?.serverVersion ?? 0 }

    /// Brings the connection back to rest before somebody else gets it: ends copies, rolls back, checks that it is idle.
    ///
    /// - Returns: false when the connection must be thrown away.
    public func settle() -> Bool { core?.settle() ?? false }
}

/// Whether a transaction is open on a connection.
public enum PostgresTransactionStatus: Hashable, Sendable {
    /// None is.
    case idle
    /// A command runs.
    case active
    /// One is open and well.
    case inTransaction
    /// One is open, but a statement failed: only a rollback is left.
    case failed
    /// The connection is not in use or was lost.
    case unknown
}
