import CLibPQ

/// Reads values of a result whose lifetime somebody else sees to.
final class CellAccess {
    /// Nil once the reading has ended: whoever kept a decoder would read a result that is gone.
    private var raw: OpaquePointer?
    var row = 0

    /// The table must outlive this, or ``end()`` be called before it goes.
    init(_ table: borrowing ResultTable) { raw = table.raw }

    /// From here on every value is refused.
    func end() { raw = nil }

    /// Whether a value is null; false after the end, so that the value is asked for and says what is wrong.
    func isNull(_ column: Int) -> Bool {
        guard let raw else { return false }
        return PQgetisnull(raw, Int32(row), Int32(column)) != 0
    }

    func value<Value: PostgresDecodable>(_ type: Value.Type, _ column: Int) throws(PostgresError) -> Value {
        guard let raw else { throw PostgresError(.misuse, "a row is read after its result has gone") }
        return try Value.read(ResultTable.cell(of: raw, row: row, column: column))
    }
}
