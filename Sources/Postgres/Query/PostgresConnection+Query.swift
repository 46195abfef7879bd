extension PostgresConnection {
    /// Runs a statement and answers how many rows it touched.
    ///
    /// - Throws: `.server` with the server's code, `.cancelled`, `.timedOut`, `.connectionLost`, `.encoding`.
    @discardableResult
    public func execute(_ sql: SQL) throws(PostgresError) -> Int {
        try requireCore().run(sql).affectedRows
    }

    /// Runs several statements of trusted text, without values, in one round trip.
    ///
    /// Without a `begin` in it the server runs the whole text as one transaction.
    public func script(_ text: String) throws(PostgresError) {
        try requireCore().runSimple(text)
    }

    /// Runs a query and reads all its rows as tuples.
    ///
    /// - Throws: what ``execute(_:)`` throws, and `.decoding` when a column does not fit.
    public func query<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) throws(PostgresError) -> [(repeat each Column)] {
        let table = try requireCore().run(sql)
        return try RowDecoding.rows(table, as: type)
    }

    /// Runs a query of one column and reads all its values.
    public func query<Column: PostgresDecodable>(
        _ sql: SQL, as type: Column.Type
    ) throws(PostgresError) -> [Column] {
        let table = try requireCore().run(sql)
        return try RowDecoding.values(table, as: type)
    }

    /// Runs a query and reads its first row; nil when there is none.
    public func first<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) throws(PostgresError) -> (repeat each Column)? {
        let table = try requireCore().run(sql)
        try RowDecoding.checkColumns(table, wanted: RowDecoding.width(of: type))
        return table.rowCount == 0 ? nil : .some(try RowDecoding.row(table, 0, as: type))
    }

    /// Runs a query of one column and reads its first value; nil when there is no row.
    public func first<Column: PostgresDecodable>(_ sql: SQL, as type: Column.Type) throws(PostgresError)
        -> Column?
    {
        let table = try requireCore().run(sql)
        try RowDecoding.checkColumns(table, wanted: 1)
        var reader = RowReader(row: 0)
        return table.rowCount == 0 ? nil : .some(try reader.next(type, from: table))
    }

    /// Runs a query that must have exactly one row.
    ///
    /// - Throws: `.rowCount` when it has none or several.
    public func one<each Column: PostgresDecodable>(
        _ sql: SQL, as type: (repeat each Column).Type
    ) throws(PostgresError) -> (repeat each Column) {
        let table = try requireCore().run(sql)
        try PostgresConnection.requireOne(table, sql)
        try RowDecoding.checkColumns(table, wanted: RowDecoding.width(of: type))
        return try RowDecoding.row(table, 0, as: type)
    }

    /// Runs a query that must have exactly one row of one column.
    ///
    /// - Throws: `.rowCount` when it has none or several.
    public func one<Column: PostgresDecodable>(_ sql: SQL, as type: Column.Type) throws(PostgresError)
        -> Column
    {
        let table = try requireCore().run(sql)
        try PostgresConnection.requireOne(table, sql)
        try RowDecoding.checkColumns(table, wanted: 1)
        var reader = RowReader(row: 0)
        return try reader.next(type, from: table)
    }

    /// Runs a query and decodes its rows; columns in snake_case serve properties in camelCase.
    ///
    /// A property that is itself a structure is read from a `json` or `jsonb` column.
    public func queryRows<Row: Decodable>(_ sql: SQL, as type: Row.Type) throws(PostgresError) -> [Row] {
        let table = try requireCore().run(sql)
        return try RowDecoding.decoded(table, as: type)
    }

    /// Runs a query and decodes its first row; nil when there is none.
    public func firstRow<Row: Decodable>(_ sql: SQL, as type: Row.Type) throws(PostgresError) -> Row? {
        let table = try requireCore().run(sql)
        return table.rowCount == 0 ? nil : .some(try RowDecoding.decodedFirst(table, as: type))
    }

    /// Runs a query that must have exactly one row and decodes it.
    ///
    /// - Throws: `.rowCount` when it has none or several.
    public func oneRow<Row: Decodable>(_ sql: SQL, as type: Row.Type) throws(PostgresError) -> Row {
        let table = try requireCore().run(sql)
        try PostgresConnection.requireOne(table, sql)
        return try RowDecoding.decodedFirst(table, as: type)
    }

    static func requireOne(_ table: borrowing ResultTable, _ sql: SQL) throws(PostgresError) {
        guard table.rowCount == 1 else {
            var fields = PostgresError.Fields(
                message: "one row was expected, the result has \(table.rowCount)")
            fields.statement = sql.text
            throw PostgresError(.rowCount, fields: fields)
        }
    }
}
