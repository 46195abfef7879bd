/// What went wrong between this program and PostgreSQL.
///
/// `description` is safe to show: it holds no data, no SQL and no message of the server.
/// `debugDescription` holds everything and belongs in logs only.
public struct PostgresError: Error, Sendable {
    // A class keeps the error one word wide, so that typed throws cost nothing on the good path.
    private let storage: Storage

    /// Everything that is known of an error; used to build one.
    public struct Fields: Sendable {
        /// What the server or libpq said. For logs only.
        public var message = ""
        /// The server's code, when the server sent one.
        public var sqlState: SQLState?
        /// The server's detail line. For logs only: it often holds data.
        public var detail: String?
        /// The server's hint.
        public var hint: String?
        /// Where in the statement, counted in characters from 1.
        public var position: Int?
        /// The call stack of server-side functions.
        public var context: String?
        /// The schema of the object concerned.
        public var schemaName: String?
        /// The table concerned.
        public var tableName: String?
        /// The column concerned.
        public var columnName: String?
        /// The constraint that was violated.
        public var constraintName: String?
        /// The statement. For logs only.
        public var statement: String?
        /// The error that caused this one.
        public var underlying: (any Error)?

        /// Fields with nothing but a message.
        public init(message: String = "") { self.message = message }
    }

    private final class Storage: Sendable {
        let kind: Kind
        let fields: Fields
        init(kind: Kind, fields: Fields) {
            self.kind = kind
            self.fields = fields
        }
    }

    /// Makes an error of a kind from its fields.
    public init(_ kind: Kind, fields: Fields) { storage = Storage(kind: kind, fields: fields) }

    /// Makes an error of a kind with a message for logs and, if there is one, its cause.
    public init(_ kind: Kind, _ message: String, underlying: (any Error)? = nil) {
        var fields = Fields(message: message)
        fields.underlying = underlying
        self.init(kind, fields: fields)
    }

    /// Everything that is known of the error.
    public var fields: Fields { storage.fields }
    /// What sort of failure this is.
    public var kind: Kind { storage.kind }
    /// The server's code, when the server sent one.
    public var sqlState: SQLState? { storage.fields.sqlState }
    /// What the server or libpq said. For logs only.
    public var message: String { storage.fields.message }
    /// The constraint that was violated.
    public var constraintName: String? { storage.fields.constraintName }
    /// The table concerned.
    public var tableName: String? { storage.fields.tableName }
    /// The column concerned.
    public var columnName: String? { storage.fields.columnName }
    /// Where in the statement, counted in characters from 1.
    public var position: Int? { storage.fields.position }
    /// The error that caused this one.
    public var underlying: (any Error)? { storage.fields.underlying }

    /// Whether a whole transaction that failed with this may simply be run again (40001 and 40P01 only).
    ///
    /// False whenever the outcome of a commit is unknown.
    public var isRetryable: Bool {
        if kind == .commitOutcomeUnknown { return false }
        if let state = sqlState { return state == .serializationFailure || state == .deadlockDetected }
        if kind == .transactionRolledBack, let cause = underlying as? PostgresError {
            return cause.isRetryable
        }
        return false
    }

    /// Whether the connection that threw this is of no more use.
    public var isConnectionLoss: Bool {
        kind == .connectionLost || kind == .commitOutcomeUnknown || kind == .connectionFailed
            || kind == .closed
    }

    /// A copy with some fields changed.
    func with(_ kind: Kind? = nil, _ change: (inout Fields) -> Void = { _ in }) -> PostgresError {
        var fields = self.fields
        change(&fields)
        return PostgresError(kind ?? self.kind, fields: fields)
    }
}

extension PostgresError {
    /// The sort of failure; an open set, because other parts of the module add their own.
    public struct Kind: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
        /// The name of the kind, in words that may be shown.
        public let description: String

        /// Makes a kind from its name.
        public init(stringLiteral value: String) { description = value }

        /// No connection could be made.
        public static let connectionFailed: Kind = "connection failed"
        /// The connection was lost while in use.
        public static let connectionLost: Kind = "connection lost"
        /// The connection was closed before.
        public static let closed: Kind = "connection closed"
        /// The configuration cannot be used.
        public static let invalidConfiguration: Kind = "invalid configuration"
        /// The server refused the statement; see `sqlState`.
        public static let server: Kind = "refused by the server"
        /// The task that waited was cancelled.
        public static let cancelled: Kind = "cancelled"
        /// The server ended the statement: its time-out passed, or an administrator cancelled it.
        public static let timedOut: Kind = "timed out"
        /// A value could not be sent.
        public static let encoding: Kind = "value cannot be sent"
        /// A value could not be read as the type asked for.
        public static let decoding: Kind = "value cannot be read"
        /// `one` found no row, or more than one.
        public static let rowCount: Kind = "wrong number of rows"
        /// The connection is in the middle of something else (a copy, a stream, a pipeline).
        public static let busy: Kind = "connection busy"
        /// The API was used in a way that it does not allow.
        public static let misuse: Kind = "misuse"
        /// The commit turned into a rollback, because a statement had failed before.
        public static let transactionRolledBack: Kind = "transaction rolled back"
        /// The connection was lost during the commit: nobody knows whether it took place.
        public static let commitOutcomeUnknown: Kind = "commit outcome unknown"
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// The kind and the code: nothing of the data, the statement or the server's words.
    public var description: String {
        if let sqlState { return "PostgreSQL: \(kind) (\(sqlState))" }
        return "PostgreSQL: \(kind)"
    }

    /// Everything, for logs.
    public var debugDescription: String {
        let fields = storage.fields
        var lines = ["\(description): \(fields.message)"]
        func add(_ name: String, _ value: String?) {
            if let value { lines.append("\(name): \(value)") }
        }
        add("detail", fields.detail)
        add("hint", fields.hint)
        add("position", fields.position.map { String($0) })
        add("context", fields.context)
        add("schema", fields.schemaName)
        add("table", fields.tableName)
        add("column", fields.columnName)
        add("constraint", fields.constraintName)
        add("statement", fields.statement)
        add("caused by", fields.underlying.map { String(reflecting: $0) })
        return lines.joined(separator: "\n  ")
    }
}
