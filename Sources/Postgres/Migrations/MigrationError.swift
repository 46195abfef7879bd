/// Why migrations were not applied, or a check of them failed.
public struct MigrationError: Error, Sendable {
    /// The sort of failure.
    public enum Kind: Sendable, Hashable {
        /// A folder or file cannot be read.
        case unreadable
        /// A file's name is not of the form `0001_name.sql`.
        case badName
        /// Two files have the same number.
        case duplicateNumber
        /// A number is missing.
        case gap
        /// A file begins or ends transactions itself.
        case transactionStatement
        /// A file that was applied is not what it was.
        case changed
        /// The database has migrations that the folder does not.
        case databaseNewer
        /// The server refused a statement of a migration.
        case failed
        /// A verify script raised an error.
        case verifyFailed
        /// The server could not be asked.
        case database
    }

    /// The sort of failure.
    public let kind: Kind
    /// The file concerned, if it is one.
    public let file: String?
    /// The line in the file, counted from 1, if the server gave a position.
    public let line: Int?
    /// One sentence that says what to do; without data or SQL.
    public let message: String
    /// What the server said.
    public let underlying: PostgresError?

    init(
        _ kind: Kind, file: String? = nil, line: Int? = nil, _ message: String,
        underlying: PostgresError? = nil
    ) {
        self.kind = kind
        self.file = file
        self.line = line
        self.message = message
        self.underlying = underlying
    }

    /// An error of the server in a script; the line is counted from the server's position in it.
    init(_ kind: Kind, file: String, text: String, error: PostgresError) {
        let line = error.position.map { position in
            1 + text.unicodeScalars.prefix(max(0, position - 1)).count { $0 == "\n" }
        }
        let place = line.map { "\(file), line \($0)" } ?? file
        if error.kind == .commitOutcomeUnknown {
            self.init(
                kind, file: file,
                "The connection was lost while the migration \(file) was committed, so it is not known whether it was: "
                    + "run migrate again, which finds out.", underlying: error)
            return
        }
        // What a check raises is written for people, and names what breaks the promise.
        if kind == .verifyFailed, error.sqlState == .raisedException {
            self.init(
                kind, file: file, line: line, "The check \(file) failed: \(error.fields.message).",
                underlying: error)
            return
        }
        let what = kind == .verifyFailed ? "The check" : "The migration"
        self.init(
            kind, file: file, line: line,
            "\(what) \(place) failed\(error.sqlState.map { " with \($0)" } ?? ""); nothing of it was kept.",
            underlying: error)
    }
}

extension MigrationError: CustomStringConvertible, CustomDebugStringConvertible {
    /// The sentence that says what to do.
    public var description: String { message }

    /// The sentence and what the server said, for the one who migrates.
    public var debugDescription: String {
        underlying.map { "\(message)\n\(String(reflecting: $0))" } ?? message
    }
}
