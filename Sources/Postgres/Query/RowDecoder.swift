import FoundationEssentials

/// Decodes the rows of one result into `Decodable` values.
///
/// Columns in snake_case serve keys in camelCase. One decoder serves all rows of a result, so that the names of the
/// columns are looked at once.
final class RowDecoder: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    /// The place of every column under its own name and its camelCase name.
    fileprivate let places: [String: Int]
    fileprivate let names: [String]
    private let access: CellAccess

    /// Lends a decoder for as long as the table is borrowed; one that a row keeps refuses to read afterwards.
    static func reading<Result>(
        _ table: borrowing ResultTable, _ body: (RowDecoder) throws(PostgresError) -> Result
    ) throws(PostgresError) -> Result {
        let decoder = RowDecoder(table)
        defer { decoder.access.end() }
        return try body(decoder)
    }

    private init(_ table: borrowing ResultTable) {
        access = CellAccess(table)
        var names: [String] = []
        for column in 0..<table.columnCount { names.append(table.columnName(column)) }
        self.names = names
        var places: [String: Int] = [:]
        for (index, name) in names.enumerated() {
            places[RowDecoder.camelCase(name)] = index
            places[name] = index
        }
        self.places = places
    }

    func decode<Row: Decodable>(_ type: Row.Type, row: Int) throws(PostgresError) -> Row {
        access.row = row
        do {
            return try Row(from: self)
        } catch let error as PostgresError {
            throw error
        } catch {
            throw PostgresError(.decoding, "row \(row) is not a \(type)", underlying: error)
        }
    }

    /// `date_of_birth` becomes `dateOfBirth`.
    static func camelCase(_ name: String) -> String {
        var result = ""
        var raise = false
        for character in name {
            if character == "_" && !result.isEmpty {
                raise = true
            } else if raise {
                result += character.uppercased()
                raise = false
            } else {
                result.append(character)
            }
        }
        return result
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(RowContainer<Key>(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw PostgresError(.decoding, "a row is read by the names of its columns")
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        guard names.count == 1 else {
            throw PostgresError(.decoding, "a row of \(names.count) columns is not a single value")
        }
        return ColumnContainer(decoder: self, column: 0)
    }

    fileprivate func place(_ key: some CodingKey) throws(PostgresError) -> Int {
        guard let column = places[key.stringValue] else {
            throw PostgresError(.decoding, "the result has no column for \(key.stringValue)")
        }
        return column
    }

    fileprivate func isNull(_ column: Int) -> Bool { access.isNull(column) }

    fileprivate func value<Value: PostgresDecodable>(_ type: Value.Type, _ column: Int) throws(PostgresError)
        -> Value
    {
        do throws(PostgresError) {
            return try access.value(type, column)
        } catch {
            throw error.with {
                $0.columnName = names[column]
                $0.message += " (column \"\(names[column])\", row \(access.row))"
            }
        }
    }

    /// A value of the module's own types directly, anything else through its own `Decodable`.
    fileprivate func decoded<Value: Decodable>(_ type: Value.Type, _ column: Int) throws -> Value {
        if let own = type as? any PostgresDecodable.Type,
            let result = try value(opened: own, column) as? Value
        {
            return result
        }
        // An enum with a raw value asks for a single value; a structure asks for keys, and is JSON then.
        return try Value(from: ColumnDecoder(decoder: self, column: column))
    }

    private func value(opened type: any PostgresDecodable.Type, _ column: Int) throws(PostgresError) -> Any {
        func read<Value: PostgresDecodable>(_ type: Value.Type) throws(PostgresError) -> Any {
            try value(type, column)
        }
        return try read(type)
    }

    fileprivate func json<Value: Decodable>(_ type: Value.Type, _ column: Int) throws(PostgresError) -> Value
    {
        try value(PostgresJSON.self, column).decode(type)
    }
}

/// The container of a row.
private struct RowContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: RowDecoder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { decoder.places.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { decoder.places[key.stringValue] != nil }
    func decodeNil(forKey key: Key) throws -> Bool { decoder.isNull(try decoder.place(key)) }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(type, key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try value(type, key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try value(type, key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try value(type, key) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(type, key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(type, key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(type, key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(type, key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(type, key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try narrow(type, key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try narrow(type, key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try narrow(type, key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try narrow(type, key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try narrow(type, key) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder.decoded(type, decoder.place(key))
    }

    private func value<Value: PostgresDecodable>(_ type: Value.Type, _ key: Key) throws -> Value {
        try decoder.value(type, decoder.place(key))
    }

    private func narrow<Value: FixedWidthInteger>(_ type: Value.Type, _ key: Key) throws -> Value {
        guard let value = Value(exactly: try value(Int64.self, key)) else {
            throw PostgresError(.decoding, "column \(key.stringValue) does not fit \(type)")
        }
        return value
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        throw PostgresError(.decoding, "a column has no columns inside: decode a value of its own from JSON")
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw PostgresError(.decoding, "a column has no columns inside: decode a value of its own from JSON")
    }

    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder {
        ColumnDecoder(decoder: decoder, column: try decoder.place(key))
    }
}

/// The decoder of one column.
private struct ColumnDecoder: Decoder {
    let decoder: RowDecoder
    let column: Int
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        try decoder.json(DecoderCapture.self, column).decoder.container(keyedBy: type)
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try decoder.json(DecoderCapture.self, column).decoder.unkeyedContainer()
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        ColumnContainer(decoder: decoder, column: column)
    }
}

/// Keeps the JSON decoder of a column, so that a value can be read from it in its own way.
private struct DecoderCapture: Decodable {
    let decoder: any Decoder
    init(from decoder: any Decoder) { self.decoder = decoder }
}

/// One column as a single value.
private struct ColumnContainer: SingleValueDecodingContainer {
    let decoder: RowDecoder
    let column: Int
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { decoder.isNull(column) }
    func decode(_ type: Bool.Type) throws -> Bool { try decoder.value(type, column) }
    func decode(_ type: String.Type) throws -> String { try decoder.value(type, column) }
    func decode(_ type: Double.Type) throws -> Double { try decoder.value(type, column) }
    func decode(_ type: Float.Type) throws -> Float { try decoder.value(type, column) }
    func decode(_ type: Int.Type) throws -> Int { try decoder.value(type, column) }
    func decode(_ type: Int16.Type) throws -> Int16 { try decoder.value(type, column) }
    func decode(_ type: Int32.Type) throws -> Int32 { try decoder.value(type, column) }
    func decode(_ type: Int64.Type) throws -> Int64 { try decoder.value(type, column) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try decoder.value(type, column) }
    func decode(_ type: Int8.Type) throws -> Int8 { try narrow(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try narrow(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try narrow(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try narrow(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try narrow(type) }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.decoded(type, column) }

    private func narrow<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        guard let value = Value(exactly: try decoder.value(Int64.self, column)) else {
            throw PostgresError(.decoding, "column \(column) does not fit \(type)")
        }
        return value
    }
}
