import CLibPQ

/// A result of libpq, cleared when it goes out of scope.
struct ResultTable: ~Copyable {
    let raw: OpaquePointer
    let rowCount: Int
    let columnCount: Int

    init(_ raw: OpaquePointer) {
        self.raw = raw
        rowCount = Int(PQntuples(raw))
        columnCount = Int(PQnfields(raw))
    }

    deinit { PQclear(raw) }

    var status: ExecStatusType { PQresultStatus(raw) }

    /// Rows inserted, updated, deleted, selected or copied, as the command tag says.
    var affectedRows: Int {
        guard let text = PQcmdTuples(raw) else { return 0 }
        var count = 0
        var index = 0
        while text[index] != 0 {
            count = count * 10 + Int(text[index]) - 48
            index += 1
        }
        return count
    }

    /// The command tag, such as `COMMIT`.
    var commandTag: String { PQcmdStatus(raw).map { String(cString: $0) } ?? "" }

    /// Whether the command tag begins with a text.
    func tagHasPrefix(_ prefix: StaticString) -> Bool {
        guard let tag = PQcmdStatus(raw) else { return false }
        for index in 0..<prefix.utf8CodeUnitCount
        where UInt8(bitPattern: tag[index]) != prefix.utf8Start[index] {
            return false
        }
        return true
    }

    func columnName(_ column: Int) -> String {
        PQfname(raw, Int32(column)).map { String(cString: $0) } ?? ""
    }

    /// Borrows one value.
    func cell(row: Int, column: Int) -> PostgresCell { ResultTable.cell(of: raw, row: row, column: column) }

    static func cell(of raw: OpaquePointer, row: Int, column: Int) -> PostgresCell {
        let row32 = Int32(truncatingIfNeeded: row)
        let column32 = Int32(truncatingIfNeeded: column)
        let type = PostgresType(oid: PQftype(raw, column32))
        let count = Int(PQgetlength(raw, row32, column32))
        // libpq answers length 0 for a null too, so only an empty value needs the second look.
        if count == 0 && PQgetisnull(raw, row32, column32) != 0 {
            let nothing = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
            return PostgresCell(bytes: nothing, isNull: true, type: type, column: column)
        }
        let start = UnsafeRawPointer(PQgetvalue(raw, row32, column32))?.assumingMemoryBound(to: UInt8.self)
        let bytes = UnsafeBufferPointer(start: start, count: count)
        return PostgresCell(bytes: bytes, isNull: false, type: type, column: column)
    }
}

/// Reads the fields of an error or a notice; every string is copied, since the result will be cleared.
enum ResultFields {
    /// The fields' codes in the protocol; Swift does not see libpq's character constants for them.
    ///
    /// Source: PostgreSQL 15 manual, 55.8.
    enum Code: Character {
        case severity = "V"
        case sqlState = "C"
        case message = "M"
        case detail = "D"
        case hint = "H"
        case position = "P"
        case context = "W"
        case schema = "s"
        case table = "t"
        case column = "c"
        case constraint = "n"

        var number: Int32 { Int32(rawValue.asciiValue ?? 0) }
    }

    static func string(_ result: OpaquePointer, _ field: Code) -> String? {
        PQresultErrorField(result, field.number).map { String(cString: $0) }
    }

    static func error(_ result: OpaquePointer) -> PostgresError {
        var fields = PostgresError.Fields(
            message: string(result, .message)
                ?? PQresultErrorMessage(result).map { String(cString: $0) } ?? "")
        fields.sqlState = string(result, .sqlState).map { SQLState(code: $0) }
        fields.detail = string(result, .detail)
        fields.hint = string(result, .hint)
        fields.position = string(result, .position).flatMap { Int($0) }
        fields.context = string(result, .context)
        fields.schemaName = string(result, .schema)
        fields.tableName = string(result, .table)
        fields.columnName = string(result, .column)
        fields.constraintName = string(result, .constraint)
        return PostgresError(.server, fields: fields)
    }
}
