/// Reads the columns of a row from left to right.
struct RowReader {
    let row: Int
    private var column = 0

    init(row: Int) { self.row = row }

    mutating func next<Value: PostgresDecodable>(
        _ type: Value.Type, from table: borrowing ResultTable
    ) throws(PostgresError) -> Value {
        let column = self.column
        self.column += 1
        do throws(PostgresError) {
            return try Value.read(table.cell(row: row, column: column))
        } catch {
            throw RowReader.explained(error, row: row, column: column, in: table)
        }
    }

    /// Adds the name of the column, which the value itself does not know.
    static func explained(
        _ error: PostgresError, row: Int, column: Int, in table: borrowing ResultTable
    ) -> PostgresError {
        let name = table.columnName(column)
        return error.with {
            $0.columnName = name
            $0.message += " (column \"\(name)\", row \(row))"
        }
    }
}

/// Decodes whole results.
enum RowDecoding {
    static func checkColumns(_ table: borrowing ResultTable, wanted: Int) throws(PostgresError) {
        guard table.columnCount == wanted else {
            throw PostgresError(
                .decoding, "\(wanted) columns were asked for, the result has \(table.columnCount)")
        }
    }

    static func row<each Column: PostgresDecodable>(
        _ table: borrowing ResultTable, _ row: Int, as type: (repeat each Column).Type
    ) throws(PostgresError) -> (repeat each Column) {
        var reader = RowReader(row: row)
        return (repeat try reader.next((each Column).self, from: table))
    }

    static func width<each Column: PostgresDecodable>(of type: (repeat each Column).Type) -> Int {
        var count = 0
        for _ in repeat (each Column).self { count += 1 }
        return count
    }

    static func rows<each Column: PostgresDecodable>(
        _ table: borrowing ResultTable, as type: (repeat each Column).Type
    ) throws(PostgresError) -> [(repeat each Column)] {
        try checkColumns(table, wanted: width(of: type))
        var rows: [(repeat each Column)] = []
        rows.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount { rows.append(try self.row(table, row, as: type)) }
        return rows
    }

    static func values<Column: PostgresDecodable>(
        _ table: borrowing ResultTable, as type: Column.Type
    ) throws(PostgresError) -> [Column] {
        try checkColumns(table, wanted: 1)
        var values: [Column] = []
        values.reserveCapacity(table.rowCount)
        for row in 0..<table.rowCount {
            var reader = RowReader(row: row)
            values.append(try reader.next(type, from: table))
        }
        return values
    }

    static func decoded<Row: Decodable>(
        _ table: borrowing ResultTable, as type: Row.Type
    ) throws(PostgresError) -> [Row] {
        let count = table.rowCount
        return try RowDecoder.reading(table) { (decoder) throws(PostgresError) in
            var rows: [Row] = []
            rows.reserveCapacity(count)
            for row in 0..<count { rows.append(try decoder.decode(type, row: row)) }
            return rows
        }
    }

    /// The first row, which must be there.
    static func decodedFirst<Row: Decodable>(
        _ table: borrowing ResultTable, as type: Row.Type
    ) throws(PostgresError) -> Row {
        try RowDecoder.reading(table) { (decoder) throws(PostgresError) in try decoder.decode(type, row: 0) }
    }
}
