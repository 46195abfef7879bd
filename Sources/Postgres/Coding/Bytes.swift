public import FoundationEssentials

/// Bytes are bound as arrays of them: `[UInt8]` is `bytea`, not an array of small numbers.
extension UInt8: PostgresEncodable, PostgresDecodable {
    /// `smallint`, for a byte on its own.
    public static var postgresType: PostgresType { .int2 }
    /// `bytea`.
    public static var postgresArrayType: PostgresType { .bytea }
    /// `bytea[]`.
    public static var postgresNestedArrayType: PostgresType { .byteaArray }

    /// Writes the number in decimal.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        writer.write(integer: Int64(self))
    }

    /// Writes the bytes as they are.
    public static func encodeArray(
        _ array: [UInt8], into writer: inout PostgresParameterWriter
    ) throws(PostgresError) {
        array.withUnsafeBytes { writer.write(bytes: $0) }
    }

    /// Reads a number from 0 to 255.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        guard let wide = ASCII.integer(try cell.text("UInt8")), let value = UInt8(exactly: wide) else {
            throw cell.mismatch("UInt8")
        }
        self = value
    }

    /// Reads `bytea`.
    static func decodeArray(postgres cell: borrowing PostgresCell) throws(PostgresError) -> [UInt8] {
        let text = try cell.text("bytes")
        guard text.count >= 2, text.count % 2 == 0, text[0] == UInt8(ascii: "\\"),
            text[1] == UInt8(ascii: "x")
        else { throw cell.mismatch("bytes") }
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 2 - 1) { target, count in
            for index in 0..<text.count / 2 - 1 {
                guard let high = ASCII.hexValue(text[2 * index + 2]),
                    let low = ASCII.hexValue(text[2 * index + 3])
                else { return }
                target[index] = high << 4 | low
                count = index + 1
            }
        }
        guard bytes.count == text.count / 2 - 1 else { throw cell.mismatch("bytes") }
        return bytes
    }
}

extension Data: PostgresEncodable, PostgresDecodable {
    /// `bytea`.
    public static var postgresType: PostgresType { .bytea }
    /// `bytea[]`.
    public static var postgresArrayType: PostgresType { .byteaArray }

    /// Writes the bytes as they are.
    public func encode(into writer: inout PostgresParameterWriter) throws(PostgresError) {
        withUnsafeBytes { writer.write(bytes: $0) }
    }

    /// Reads `bytea`.
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        self.init(try UInt8.decodeArray(postgres: cell))
    }
}
