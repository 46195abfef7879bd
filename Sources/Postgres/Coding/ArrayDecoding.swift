/// A type whose arrays can be read from a column.
///
/// Every ``PostgresDecodable`` type is one; only bytes read their arrays differently.
extension PostgresDecodable {
    /// Reads a PostgreSQL array, of any lower bound.
    ///
    /// - Throws: `.decoding` when it is none, or when an element does not fit.
    static func decodeElements(postgres cell: borrowing PostgresCell) throws(PostgresError) -> [Self] {
        let text = try cell.text("an array")
        var start = 0
        // "[0:2]={…}": an array that does not begin at 1 says so.
        if text.first == UInt8(ascii: "[") {
            guard let equals = text.firstIndex(of: UInt8(ascii: "=")) else { throw cell.mismatch("an array") }
            start = equals + 1
        }
        guard text.count >= start + 2, text[start] == UInt8(ascii: "{"), text.last == UInt8(ascii: "}") else {
            throw cell.mismatch("an array")
        }
        var elements: [Self] = []
        var scratch: [UInt8] = []
        var index = start + 1
        let end = text.count - 1
        while index < end {
            let quoted = ArraySyntax.element(of: text, from: &index, to: end, into: &scratch)
            let isNull = !quoted && ArraySyntax.isNull(scratch)
            elements.append(try decodeElement(scratch, isNull: isNull, of: cell))
            if index < end {
                guard text[index] == UInt8(ascii: ","), index + 1 < end else {
                    throw cell.mismatch("an array")
                }
                index += 1
            }
        }
        return elements
    }

    private static func decodeElement(
        _ bytes: [UInt8], isNull: Bool, of cell: borrowing PostgresCell
    ) throws(PostgresError) -> Self {
        let column = cell.column
        let result: Result<Self, PostgresError> = bytes.withUnsafeBufferPointer { buffer in
            let element = PostgresCell(bytes: buffer, isNull: isNull, type: .unspecified, column: column)
            do throws(PostgresError) { return .success(try Self(postgres: element)) } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    /// Reads a PostgreSQL array (`bytea` for bytes).
    public init(postgres cell: borrowing PostgresCell) throws(PostgresError) {
        if Element.self == UInt8.self, let bytes = try UInt8.decodeArray(postgres: cell) as? [Element] {
            self = bytes
        } else {
            self = try Element.decodeElements(postgres: cell)
        }
    }
}

/// How PostgreSQL writes arrays as text. Source: PostgreSQL 15 manual, 8.15.6.
enum ArraySyntax {
    /// Copies one element, unquoted and unescaped, and stops before the comma that ends it.
    ///
    /// A nested array is copied whole, with its quotes. Answers whether the element was quoted.
    static func element(
        of text: UnsafeBufferPointer<UInt8>, from index: inout Int, to end: Int, into scratch: inout [UInt8]
    ) -> Bool {
        scratch.removeAll(keepingCapacity: true)
        var quoted = false
        var insideQuotes = false
        var depth = 0
        while index < end {
            let byte = text[index]
            if byte == UInt8(ascii: "\\"), index + 1 < end {
                if depth > 0 { scratch.append(byte) }
                scratch.append(text[index + 1])
                index += 2
                continue
            }
            if byte == UInt8(ascii: "\"") {
                insideQuotes.toggle()
                quoted = quoted || depth == 0
                if depth > 0 { scratch.append(byte) }
            } else if insideQuotes {
                scratch.append(byte)
            } else {
                if byte == UInt8(ascii: ","), depth == 0 { return quoted }
                if byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "}") { depth -= 1 }
                scratch.append(byte)
            }
            index += 1
        }
        return quoted
    }

    static func isNull(_ bytes: [UInt8]) -> Bool {
        bytes.count == 4 && bytes.elementsEqual("NULL".utf8)
    }
}
