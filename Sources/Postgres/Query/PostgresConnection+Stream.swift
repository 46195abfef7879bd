extension PostgresConnection {
    /// Runs a query and calls a closure with every row as it arrives, with memory for one row only.
    ///
    /// The connection is busy until the last row: the closure cannot use it.
    ///
    /// - Throws: what ``query(_:as:)`` throws, and what the closure throws; then the query is cancelled.
    public func forEachRow<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type, _ body: (repeat each Column) throws -> Void
    ) throws {
        let width = RowDecoding.width(of: type)
        try requireCore().stream(sql) { table in
            try RowDecoding.checkColumns(table, wanted: width)
            // Tables that come row by row hold one row; a server may still send several.
            for row in 0..<table.rowCount {
                var reader = RowReader(row: row)
                try body(repeat try reader.next((each Column).self, from: table))
            }
        }
    }
}
