public import FoundationEssentials

extension Bool: PostgresEncodable, PostgresDecodable {
    /// `bool`.
    public static var postgresType: PostgresType { .bool }
    /// `bool[]`.
    public static var postgresArrayType: PostgresType { .boolArray }

    /// Writes `t` or `f`.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        writer.write(token: self ? "t" : "f")
    }

    /// Reads `t` or `f`.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        let text = try cell.text("Bool")
        guard text.count == 1, text[0] == UInt8(ascii: "t") || text[0] == UInt8(ascii: "f") else {
            throw cell.mismatch("Bool")
        }
        self = text[0] == UInt8(ascii: "t")
    }
}

extension PostgresEncodable where Self: FixedWidthInteger & SignedInteger {
    /// Writes the number in decimal.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        writer.write(integer: Int64(self))
    }
}

extension PostgresDecodable where Self: FixedWidthInteger & SignedInteger {
    /// Reads a decimal number.
    ///
    /// - Throws: `.decoding` also when it does not fit.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        guard let wide = ASCII.integer(try cell.text("\(Self.self)")), let value = Self(exactly: wide) else {
            throw cell.mismatch("\(Self.self)")
        }
        self = value
    }
}

extension Int: PostgresEncodable, PostgresDecodable {
    /// `bigint`.
    public static var postgresType: PostgresType { .int8 }
    /// `bigint[]`.
    public static var postgresArrayType: PostgresType { .int8Array }
}

extension Int64: PostgresEncodable, PostgresDecodable {
    /// `bigint`.
    public static var postgresType: PostgresType { .int8 }
    /// `bigint[]`.
    public static var postgresArrayType: PostgresType { .int8Array }
}

extension Int32: PostgresEncodable, PostgresDecodable {
    /// `integer`.
    public static var postgresType: PostgresType { .int4 }
    /// `integer[]`.
    public static var postgresArrayType: PostgresType { .int4Array }
}

extension Int16: PostgresEncodable, PostgresDecodable {
    /// `smallint`.
    public static var postgresType: PostgresType { .int2 }
    /// `smallint[]`.
    public static var postgresArrayType: PostgresType { .int2Array }
}

extension Double: PostgresEncodable, PostgresDecodable {
    /// `double precision`.
    public static var postgresType: PostgresType { .float8 }
    /// `double precision[]`.
    public static var postgresArrayType: PostgresType { .float8Array }

    /// Writes the shortest text that reads back as the same number.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        try writer.write(text: description)
    }

    /// Reads a number, `NaN` or `Infinity`.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        guard let value = Double(String(decoding: try cell.text("Double"), as: UTF8.self)) else {
            throw cell.mismatch("Double")
        }
        self = value
    }
}

extension Float: PostgresEncodable, PostgresDecodable {
    /// `real`.
    public static var postgresType: PostgresType { .float4 }
    /// `real[]`.
    public static var postgresArrayType: PostgresType { .float4Array }

    /// Writes the shortest text that reads back as the same number.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        try writer.write(text: description)
    }

    /// Reads a number, `NaN` or `Infinity`.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        guard let value = Float(String(decoding: try cell.text("Float"), as: UTF8.self)) else {
            throw cell.mismatch("Float")
        }
        self = value
    }
}

extension String: PostgresEncodable, PostgresDecodable {
    /// `text`.
    public static var postgresType: PostgresType { .text }
    /// `text[]`.
    public static var postgresArrayType: PostgresType { .textArray }

    /// Writes the text.
    ///
    /// - Throws: `.encoding` when it holds a NUL character.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        try writer.write(text: self)
    }

    /// Copies the text form of any column that is not null.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        self = String(decoding: try cell.text("String"), as: UTF8.self)
    }
}

extension UUID: PostgresEncodable, PostgresDecodable {
    /// `uuid`.
    public static var postgresType: PostgresType { .uuid }
    /// `uuid[]`.
    public static var postgresArrayType: PostgresType { .uuidArray }

    /// Writes 36 characters.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        withUnsafeBytes(of: uuid) { bytes in
            writer.write(tokenCount: 36) { target in
                var index = 0
                for position in 0..<16 {
                    if position == 4 || position == 6 || position == 8 || position == 10 {
                        target[index] = UInt8(ascii: "-")
                        index += 1
                    }
                    target[index] = ASCII.hexDigit(bytes[position] >> 4)
                    target[index + 1] = ASCII.hexDigit(bytes[position] & 15)
                    index += 2
                }
                return index
            }
        }
    }

    /// Reads 36 characters.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        let text = try cell.text("UUID")
        guard text.count == 36 else { throw cell.mismatch("UUID") }
        var value: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let complete = withUnsafeMutableBytes(of: &value) { bytes in
            var index = 0
            for position in 0..<16 {
                if position == 4 || position == 6 || position == 8 || position == 10 {
                    if text[index] != UInt8(ascii: "-") { return false }
                    index += 1
                }
                guard let high = ASCII.hexValue(text[index]), let low = ASCII.hexValue(text[index + 1]) else {
                    return false
                }
                bytes[position] = high << 4 | low
                index += 2
            }
            return true
        }
        guard complete else { throw cell.mismatch("UUID") }
        self.init(uuid: value)
    }
}
