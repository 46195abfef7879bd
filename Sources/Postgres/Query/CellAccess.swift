import CLibPQ

/// Reads values of a result whose lifetime somebody else sees to.
final class CellAccess {
    private let raw: OpaquePointer
    var row = 0

    /// The table must outlive this.
    init(_ table: borrowing ResultTable) { raw = table.raw }

    func isNull(_ column: Int) -> Bool { PQgetisnull(raw, Int32(row), Int32(column)) != 0 }

    func value<Value: PostgresDecodable>(_ type: Value.Type, _ column: Int) throws(PostgresError) -> Value {
        try Value(postgres: ResultTable.cell(of: raw, row: row, column: column))
    }
}
