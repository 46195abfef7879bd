public import Postgres

/// What went wrong in a verb, as one sentence a person can act on.
///
/// The kind decides the exit code of the command line and, later, the status of a web answer. Nothing in it
/// repeats SQL or another person's data.
public struct ServiceError: Error, Sendable, CustomStringConvertible {
    /// The families of failure, each with the exit code of the command line.
    public enum Kind: String, Sendable, CaseIterable {
        /// The request itself is malformed.
        case usage
        /// A value is wrong, unknown or against a rule.
        case badData = "bad_data"
        /// The thing named does not exist, or the operator may not see it.
        case notFound = "not_found"
        /// The database cannot be reached.
        case unavailable
        /// Somebody else changed it first, or it exists already.
        case conflict
        /// Busy: the same request may succeed later.
        case busy
        /// The operator may not do this.
        case notAllowed = "not_allowed"
        /// A fault of ours; the log has the particulars under the reference in the message.
        case `internal`

        /// The exit code that the command line leaves with.
        public var exitCode: Int32 {
            switch self {
            case .usage: 64
            case .badData: 65
            case .notFound: 66
            case .unavailable: 69
            case .conflict: 73
            case .busy: 75
            case .notAllowed: 77
            case .internal: 1
            }
        }
    }

    /// One fault among several, for imports: where it is and what is wrong there.
    public struct Detail: Sendable, Hashable, Encodable {
        /// The line of the file, counted from 1, header included.
        public var line: Int?
        /// The name of the column.
        public var column: String?
        /// The value found.
        public var value: String?
        /// What is wrong and what to do.
        public var reason: String

        /// Makes a detail.
        public init(line: Int? = nil, column: String? = nil, value: String? = nil, reason: String) {
            self.line = line
            self.column = column
            self.value = value
            self.reason = reason
        }
    }

    /// The family of the failure.
    public var kind: Kind
    /// One sentence: what, where, and what to do.
    public var message: String
    /// Every single fault, where there are several.
    public var details: [Detail]
    /// What libpq or the server said of a connection that could not be made: for whoever runs the program and can mend
    /// it, not for an answer to somebody far away. It names host, account and database, never a password.
    public private(set) var cause: String?

    /// Makes an error.
    public init(_ kind: Kind, _ message: String, details: [Detail] = []) {
        self.kind = kind
        self.message = message
        self.details = details
    }

    /// The sentence.
    public var description: String { message }

    static func badData(_ message: String) -> ServiceError { ServiceError(.badData, message) }
    static func notFound(_ message: String) -> ServiceError { ServiceError(.notFound, message) }
    static func conflict(_ message: String) -> ServiceError { ServiceError(.conflict, message) }

    /// The database cannot be reached, or was lost.
    public static func unreachable(_ error: PostgresError) -> ServiceError {
        var failure = ServiceError(
            .unavailable,
            "The database cannot be reached: \(error). Check DATABASE_URL and BERTH_OWNER_URL; berth db status tries both."
        )
        let said = error.fields.message.split { $0.isNewline || $0 == "\t" }.joined(separator: " ")
        if error.kind == .connectionFailed, !said.isEmpty { failure.cause = said }
        return failure
    }
}
