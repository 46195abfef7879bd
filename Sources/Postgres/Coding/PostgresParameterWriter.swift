/// Takes the bytes of one value on its way to the server.
///
/// Values go straight into memory that the connection keeps, without strings in between.
public struct PostgresParameterWriter: ~Copyable {
    let arena: ByteArena
    private var arrayDepth = 0
    /// Whether the array that is open has an element already.
    private var needsComma = false
    private(set) var isNull = false
    private(set) var isBinary = false
    /// Copies take text only, so bytes are then written in hexadecimal.
    private let allowsBinary: Bool

    init(arena: ByteArena, allowsBinary: Bool) {
        self.arena = arena
        self.allowsBinary = allowsBinary
    }

    /// Writes a null.
    public mutating func writeNull() {
        if arrayDepth > 0 { arena.append("NULL") } else { isNull = true }
    }

    /// Writes an integer in decimal.
    public mutating func write(integer: Int64) { arena.append(decimal: integer) }

    /// Writes text that holds no quotes, commas, braces, backslashes or spaces: numbers, dates, keys.
    public mutating func write(token: StaticString) { arena.append(token) }

    /// Writes text that holds no quotes, commas, braces, backslashes or spaces: numbers, dates, keys.
    mutating func write(tokenCount count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Int) {
        arena.append(count, fill)
    }

    /// Writes any text.
    ///
    /// - Throws: `.encoding` when the text holds a NUL character, which PostgreSQL cannot store.
    public mutating func write(text: String) throws(PostgresError) {
        var text = text
        let quoted = arrayDepth > 0
        let arena = self.arena
        let clean = text.withUTF8 { bytes in
            if quoted { return arena.append(quotedElement: bytes) }
            return arena.append(text: bytes)
        }
        if !clean {
            throw PostgresError(.encoding, "the text holds a NUL character, which PostgreSQL cannot store")
        }
    }

    /// Writes bytes as `bytea`.
    public mutating func write(bytes: UnsafeRawBufferPointer) {
        if arrayDepth == 0 && allowsBinary {
            isBinary = true
            arena.append(raw: bytes)
        } else if arrayDepth > 0 {
            arena.append("\"\\\\x")
            arena.append(hexadecimal: bytes)
            arena.append("\"")
        } else {
            arena.append("\\x")
            arena.append(hexadecimal: bytes)
        }
    }

    mutating func beginArray() {
        arrayDepth += 1
        needsComma = false
        arena.append("{")
    }

    mutating func beginElement() {
        if needsComma { arena.append(",") }
        needsComma = true
    }

    mutating func endArray() {
        arrayDepth -= 1
        needsComma = true
        arena.append("}")
    }
}
