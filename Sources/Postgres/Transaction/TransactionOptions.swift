/// How a transaction is begun.
public struct TransactionOptions: Sendable {
    /// What a transaction sees of others.
    public enum Isolation: String, Hashable, Sendable {
        /// Every statement sees what was committed before it.
        case readCommitted = "read committed"
        /// All statements see what was committed before the first.
        case repeatableRead = "repeatable read"
        /// As if one transaction ran after the other; may fail with 40001 and is then run again.
        case serializable = "serializable"
    }

    /// What the transaction sees of others; nil leaves it to the server.
    public var isolation: Isolation?
    /// Whether the transaction may only read.
    public var readOnly: Bool
    /// Statements without bound values (use `\(literal:)`) that are sent in the same round trip as `begin`.
    public var setup: [SQL]

    /// Options from their parts.
    public init(isolation: Isolation? = nil, readOnly: Bool = false, setup: [SQL] = []) {
        self.isolation = isolation
        self.readOnly = readOnly
        self.setup = setup
    }

    /// What the server does by itself.
    public static let `default` = TransactionOptions()
    /// A transaction that only reads.
    public static let readOnly = TransactionOptions(readOnly: true)
    /// A serializable transaction.
    public static let serializable = TransactionOptions(isolation: .serializable)

    /// `set transaction` modes, beginning with a space, or nothing.
    var modes: String {
        var text = ""
        if let isolation { text += " isolation level \(isolation.rawValue)" }
        if readOnly { text += text.isEmpty ? " read only" : ", read only" }
        return text
    }

    /// The set-up statements, each beginning with a semicolon.
    func setupText() throws(PostgresError) -> String {
        var text = ""
        for statement in setup {
            guard statement.bindingCount == 0 else {
                throw PostgresError(.misuse, "a set-up statement takes no bound values: use \\(literal:)")
            }
            text += "; " + statement.text
        }
        return text
    }
}
