/// The five-character code that PostgreSQL gives with every error.
///
/// The set is open: any code can be made from a string literal. The named ones are those that Berth handles.
/// Source: PostgreSQL 15 manual, appendix A.
///
/// ```swift
/// do { try db.execute(insert) } catch SQLState.uniqueViolation { … }
/// ```
public struct SQLState: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The five characters.
    public let code: String

    /// Wraps a code that came from a server.
    public init(code: String) { self.code = code }

    /// Makes a state from a literal such as `"23505"`.
    public init(stringLiteral value: String) { self.code = value }

    /// The first two characters: the family of the error.
    public var stateClass: Class { Class(code: String(code.prefix(2))) }

    /// The code itself.
    public var description: String { code }

    /// The family of an error: the first two characters of its code.
    public struct Class: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
        /// The two characters.
        public let code: String

        /// Wraps the two characters of a class.
        public init(code: String) { self.code = code }

        /// Makes a class from a literal such as `"23"`.
        public init(stringLiteral value: String) { self.code = value }

        /// The code itself.
        public var description: String { code }

        /// 08: the connection failed or was lost.
        public static let connectionException: Class = "08"
        /// 22: a value is out of range or malformed.
        public static let dataException: Class = "22"
        /// 23: a constraint was violated.
        public static let integrityConstraintViolation: Class = "23"
        /// 25: the statement does not fit the state of the transaction.
        public static let invalidTransactionState: Class = "25"
        /// 28: the user or the password was refused.
        public static let invalidAuthorization: Class = "28"
        /// 40: the transaction was rolled back by the server.
        public static let transactionRollback: Class = "40"
        /// 42: a syntax error or a missing right.
        public static let syntaxErrorOrAccessRuleViolation: Class = "42"
        /// 53: the server lacks memory, disc or connections.
        public static let insufficientResources: Class = "53"
        /// 55: the object is not in the state that the statement needs.
        public static let objectNotInPrerequisiteState: Class = "55"
        /// 57: an operator or a time-out intervened.
        public static let operatorIntervention: Class = "57"
    }
}

extension SQLState {
    /// 0A000: not supported; also a cached plan whose result type changed.
    public static let featureNotSupported: SQLState = "0A000"
    /// 22P02: text that is not a value of the type.
    public static let invalidTextRepresentation: SQLState = "22P02"
    /// 23502: a null where none may be.
    public static let notNullViolation: SQLState = "23502"
    /// 23503: the row referred to is missing, or is still referred to.
    public static let foreignKeyViolation: SQLState = "23503"
    /// 23505: the key exists already.
    public static let uniqueViolation: SQLState = "23505"
    /// 23514: a check constraint was violated.
    public static let checkViolation: SQLState = "23514"
    /// 23P01: two rows overlap that must not.
    public static let exclusionViolation: SQLState = "23P01"
    /// 25P02: the transaction failed earlier and only waits for its rollback.
    public static let inFailedTransaction: SQLState = "25P02"
    /// 25P03: the session sat idle in a transaction for too long.
    public static let idleInTransactionTimeout: SQLState = "25P03"
    /// 26000: the prepared statement is not known to the server.
    public static let invalidStatementName: SQLState = "26000"
    /// 40001: concurrent transactions could not be put in an order; try again.
    public static let serializationFailure: SQLState = "40001"
    /// 40P01: this transaction was chosen to end a deadlock; try again.
    public static let deadlockDetected: SQLState = "40P01"
    /// 42501: the role lacks the right.
    public static let insufficientPrivilege: SQLState = "42501"
    /// 42601: the statement cannot be read.
    public static let syntaxError: SQLState = "42601"
    /// 42P01: there is no such table.
    public static let undefinedTable: SQLState = "42P01"
    /// 55P03: a lock could not be had in time.
    public static let lockNotAvailable: SQLState = "55P03"
    /// 57014: the statement was cancelled, by request or by the statement time-out.
    public static let queryCancelled: SQLState = "57014"
    /// 57P01: an administrator ended the session.
    public static let adminShutdown: SQLState = "57P01"
    /// 57P02: another session crashed the server.
    public static let crashShutdown: SQLState = "57P02"
    /// 57P03: the server is starting or stopping.
    public static let cannotConnectNow: SQLState = "57P03"
    /// 57P05: the session sat idle for too long.
    public static let idleSessionTimeout: SQLState = "57P05"
    /// P0001: raised by a function without a code of its own.
    public static let raisedException: SQLState = "P0001"

    /// Matches an error that carries exactly this code, so that it can stand in a `catch`.
    public static func ~= (pattern: SQLState, error: any Error) -> Bool {
        (error as? PostgresError)?.sqlState == pattern
    }
}

extension SQLState.Class {
    /// Matches an error whose code belongs to this class, so that it can stand in a `catch`.
    public static func ~= (pattern: SQLState.Class, error: any Error) -> Bool {
        (error as? PostgresError)?.sqlState?.stateClass == pattern
    }
}
