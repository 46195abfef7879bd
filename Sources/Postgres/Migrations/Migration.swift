/// One numbered change of the schema, as plain SQL.
public struct Migration: Sendable, Hashable {
    /// Its place in the order, from 1.
    public let number: Int
    /// The part of the file's name after the number.
    public let name: String
    /// The text of the file.
    public let sql: String
    /// False if the first line of the file is `-- no transaction`.
    ///
    /// Such a file is sent statement by statement and noted afterwards, so it must bear being run again from the start:
    /// it is for what cannot be in a transaction, such as `drop index concurrently if exists x;` and then
    /// `create index concurrently x`. Without the first, `if not exists` would take the invalid index of a failed
    /// attempt for a good one.
    public let isTransactional: Bool

    /// The name of the file.
    public var file: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_\(name).sql"
    }

    /// Makes a migration from the name and the text of its file.
    /// - Throws: `MigrationError` of kind `badName` or `transactionStatement`.
    public init(file: String, sql: String) throws(MigrationError) {
        let digits = file.prefix { $0.isASCII && $0.isNumber }
        let rest = file.dropFirst(digits.count)
        guard digits.count == 4, let number = Int(digits), number > 0, rest.hasPrefix("_"),
            rest.hasSuffix(".sql"),
            rest.count > 5
        else {
            throw MigrationError(
                .badName, file: file, "The migration \(file) must have a name such as 0007_add_courses.sql.")
        }
        self.number = number
        self.name = String(rest.dropFirst().dropLast(4))
        self.sql = sql
        self.isTransactional = sql.prefix { !$0.isNewline }.filter { $0 != " " } != "--notransaction"
        try Self.refuseTransactionStatements(sql, file: file, what: "migration")
    }

    /// Refuses a script that would end the transaction that it is run in.
    /// - Throws: `MigrationError` of kind `transactionStatement`.
    static func refuseTransactionStatements(
        _ sql: String, file: String, what: String
    ) throws(MigrationError) {
        for statement in SQLSplitter.split(sql) where endsTransaction(statement.words) {
            throw MigrationError(
                .transactionStatement, file: file, line: statement.line,
                "The \(what) \(file), line \(statement.line), must not begin or end a transaction: it has its own."
            )
        }
    }

    private static func endsTransaction(_ words: [String]) -> Bool {
        switch words.first {
        case "begin", "commit", "rollback", "abort", "end", "start": true
        case "prepare": words.dropFirst().first == "transaction"
        default: false
        }
    }
}
