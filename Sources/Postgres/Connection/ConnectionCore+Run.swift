import CLibPQ
import Logging

extension ConnectionCore {
    /// Runs one statement and answers its result.
    ///
    /// - Parameter shielded: true for the statements that must run although the task was cancelled.
    func run(_ sql: SQL, shielded: Bool = false) throws(PostgresError) -> ResultTable {
        let connection = try ready(shielded: shielded)
        try fillArena(sql)
        // Looked up first: whoever is in the cache was worth preparing.
        let known = cache?.find(sql.text, oids: arena.oids, count: arena.count)
        if known != nil || (cache != nil && ConnectionCore.isWorthPreparing(sql.text)) {
            return try runPrepared(connection, sql.text, known, shielded: shielded)
        }
        try refuseNUL(sql.text)
        try arm(shielded: shielded)
        let sent = PQsendQueryParams(
            connection, sql.text, Int32(arena.count), arena.oids, arena.values, arena.lengths, arena.formats,
            0)
        if sent == 0 { throw sendFailure(connection, statement: sql.text) }
        let result = try collect(connection, statement: sql.text, shielded: shielded)
        if result.tagHasPrefix("DISCARD ALL") || result.tagHasPrefix("DEALLOCATE ALL") { cache?.removeAll() }
        return result
    }

    /// Runs text by the simple protocol: several statements in one round trip, without values.
    func runSimple(_ text: String, shielded: Bool = false) throws(PostgresError) {
        _ = try runSimpleResult(text, shielded: shielded)
    }

    /// Runs text by the simple protocol and answers the result of the last statement.
    func runSimpleResult(_ text: String, shielded: Bool = false) throws(PostgresError) -> ResultTable {
        let connection = try ready(shielded: shielded)
        try refuseNUL(text)
        try arm(shielded: shielded)
        if PQsendQuery(connection, text) == 0 { throw sendFailure(connection, statement: text) }
        return try collect(connection, statement: text, shielded: shielded)
    }

    /// From here on a cancellation reaches what is about to be sent; one that came just before is heard too.
    ///
    /// - Throws: `.cancelled`.
    func arm(shielded: Bool = false) throws(PostgresError) {
        guard !shielded else { return }
        canceller.arm()
        guard Task.isCancelled else { return }
        _ = canceller.disarm()
        throw PostgresError(.cancelled, "the task was cancelled")
    }

    /// Writes the values of a statement into the arena.
    func fillArena(_ sql: SQL) throws(PostgresError) {
        do throws(PostgresError) {
            try arena.fill(sql.bindings)
        } catch {
            throw error.with { $0.statement = sql.text }
        }
    }

    /// libpq would cut the text silently.
    func refuseNUL(_ text: String) throws(PostgresError) {
        if text.utf8.contains(0) { throw PostgresError(.encoding, "the statement holds a NUL character") }
    }

    private func runPrepared(
        _ connection: OpaquePointer, _ text: String, _ known: StatementCache.Statement?, shielded: Bool
    ) throws(PostgresError) -> ResultTable {
        let wasIdle = PQtransactionStatus(connection) == PQTRANS_IDLE
        let statement: StatementCache.Statement
        if let known {
            statement = known
        } else {
            statement = try prepare(connection, text, shielded: shielded)
        }
        do throws(PostgresError) {
            return try runStatement(connection, statement, shielded: shielded)
        } catch {
            guard known != nil, forget(statement, after: error), wasIdle, !isLost else { throw error }
            // Outside a transaction nothing of the failed attempt remains, so it may simply be made again.
            let fresh = try prepare(connection, text, shielded: shielded)
            return try runStatement(connection, fresh, shielded: shielded)
        }
    }

    private func runStatement(
        _ connection: OpaquePointer, _ statement: StatementCache.Statement, shielded: Bool
    ) throws(PostgresError) -> ResultTable {
        try arm(shielded: shielded)
        let sent = PQsendQueryPrepared(
            connection, statement.name, Int32(arena.count), arena.values, arena.lengths, arena.formats, 0)
        if sent == 0 { throw sendFailure(connection, statement: statement.text) }
        return try collect(connection, statement: statement.text, shielded: shielded)
    }

    /// Prepares a statement for the values in the arena and keeps it.
    func prepare(
        _ connection: OpaquePointer, _ text: String, shielded: Bool
    ) throws(PostgresError) -> StatementCache.Statement {
        try refuseNUL(text)
        try deallocateDiscarded(connection)
        let name = cache?.nextName() ?? ""
        try arm(shielded: shielded)
        if PQsendPrepare(connection, name, text, Int32(arena.count), arena.oids) == 0 {
            throw sendFailure(connection, statement: text)
        }
        _ = try collect(connection, statement: text, shielded: shielded)
        let oids = (0..<arena.count).map { arena.oids[$0] }
        let statement = StatementCache.Statement(name: name, text: text, oids: oids)
        keep(statement)
        return statement
    }

    /// Keeps a statement that the server has taken, and notes the one that goes for it.
    func keep(_ statement: StatementCache.Statement) {
        // One that failed in the pipeline that prepared it is to be given up already.
        guard !statement.isForgotten else { return }
        if let evicted = cache?.insert(statement) { discarded.append(evicted.name) }
    }

    /// Drops a statement when the error says that the server no longer knows it, or knows it for other columns.
    func forget(_ statement: StatementCache.Statement, after error: PostgresError) -> Bool {
        switch error.sqlState {
        case .some(.invalidStatementName):
            statement.isForgotten = true
            cache?.remove(statement)
            return true
        case .some(.featureNotSupported):
            statement.isForgotten = true
            cache?.remove(statement)
            discarded.append(statement.name)
            return true
        default: return false
        }
    }

    /// Gives up discarded statements when there are many: a connection that prepares in transactions only would keep
    /// them all.
    func deallocateMany(_ connection: OpaquePointer) throws(PostgresError) {
        if discarded.count >= 16 { try deallocateDiscarded(connection) }
    }

    /// Gives up discarded statements. Waits for the end of a transaction, which a failure here would spoil.
    private func deallocateDiscarded(_ connection: OpaquePointer) throws(PostgresError) {
        guard !discarded.isEmpty, PQtransactionStatus(connection) == PQTRANS_IDLE else { return }
        let text = discarded.map { "deallocate \($0)" }.joined(separator: "; ")
        // Whether it works or not, the names are never used again.
        discarded.removeAll()
        if PQsendQuery(connection, text) == 0 { throw sendFailure(connection, statement: text) }
        do throws(PostgresError) {
            _ = try collect(connection, statement: text, shielded: true)
        } catch {
            if isLost { throw error }
            logger.debug("a prepared statement was gone before it was given up")
        }
    }

    /// Whether a text is one of the statements that are worth a name on the server: not DDL, not `set local`.
    static func isWorthPreparing(_ text: String) -> Bool {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"),
                UInt8(ascii: "("):
                continue
            case UInt8(ascii: "s"), UInt8(ascii: "S"):
                // "select", not "set", "savepoint" or "show".
                return thirdLetterIsL(text)
            case UInt8(ascii: "i"), UInt8(ascii: "I"), UInt8(ascii: "u"), UInt8(ascii: "U"),
                UInt8(ascii: "w"),
                UInt8(ascii: "W"), UInt8(ascii: "m"), UInt8(ascii: "M"):
                return true
            case UInt8(ascii: "d"), UInt8(ascii: "D"):
                return thirdLetterIsL(text)
            default: return false
            }
        }
        return false
    }

    /// True of "select" and "delete", false of "set", "discard", "deallocate" and "drop".
    private static func thirdLetterIsL(_ text: String) -> Bool {
        let letters = text.utf8.drop { $0 <= 32 || $0 == UInt8(ascii: "(") }.prefix(3)
        guard letters.count == 3, let last = letters.last else { return false }
        return last == UInt8(ascii: "l") || last == UInt8(ascii: "L")
    }
}
