/// Writes the data of a `copy … from stdin`.
///
/// It belongs to the connection that made it and cannot leave it.
public final class PostgresCopyWriter {
    /// Sent when so much has come together: small enough to keep memory flat, large enough to keep calls few.
    private static let chunk = 32 * 1024

    private let core: ConnectionCore
    private let buffer = ByteArena(capacity: 48 * 1024)
    private var isOpen = true

    init(core: ConnectionCore) { self.core = core }

    /// Writes bytes in the format that the statement names.
    ///
    /// - Throws: `.cancelled`, or the server's error when it has refused an earlier piece.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        if bytes.count >= PostgresCopyWriter.chunk {
            try flush()
            var rest = bytes[...]
            while !rest.isEmpty {
                let piece = rest.prefix(PostgresCopyWriter.chunk)
                try core.putCopyData(UnsafeRawBufferPointer(rebasing: piece))
                rest = rest.dropFirst(piece.count)
            }
        } else {
            buffer.append(raw: bytes)
            try flushIfLarge()
        }
    }

    /// Writes bytes in the format that the statement names.
    public func write(_ bytes: [UInt8]) throws(PostgresError) {
        let outcome: Result<Void, PostgresError> = bytes.withUnsafeBytes { bytes in
            do throws(PostgresError) { return .success(try write(bytes)) } catch { return .failure(error) }
        }
        try outcome.get()
    }

    /// Writes text in the format that the statement names.
    public func write(_ text: String) throws(PostgresError) {
        var text = text
        let outcome: Result<Void, PostgresError> = text.withUTF8 { bytes in
            do throws(PostgresError) { return .success(try write(UnsafeRawBufferPointer(bytes))) } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    /// Writes one row of a copy in text format (the default format of the statement).
    ///
    /// - Throws: `.encoding` when a value cannot be sent; the row is then not written.
    public func writeRow<each Value: PostgresEncodable>(_ values: repeat each Value) throws(PostgresError) {
        let start = buffer.count
        do throws(PostgresError) {
            for value in repeat each values {
                try writeField(value)
                buffer.append(byte: UInt8(ascii: "\t"))
            }
        } catch {
            buffer.truncate(to: start)
            throw error
        }
        if buffer.count > start { buffer.truncate(to: buffer.count - 1) }
        buffer.append(byte: UInt8(ascii: "\n"))
        try flushIfLarge()
    }

    /// Ends the copy well.
    ///
    /// - Returns: the number of rows copied.
    /// - Throws: the server's error; then no row was copied.
    @discardableResult
    public func finish() throws(PostgresError) -> Int {
        guard isOpen else { throw PostgresError(.misuse, "the copy has ended") }
        try flush()
        isOpen = false
        return try core.finishCopyIn()
    }

    /// Ends the copy without keeping any row of it.
    public func abandon() {
        guard isOpen else { return }
        isOpen = false
        core.abandonCopyIn("abandoned")
    }

    private func flushIfLarge() throws(PostgresError) {
        if buffer.count >= PostgresCopyWriter.chunk { try flush() }
    }

    private func flush() throws(PostgresError) {
        guard isOpen else { throw PostgresError(.misuse, "the copy has ended") }
        let bytes = UnsafeRawBufferPointer(start: buffer.base, count: buffer.count)
        do throws(PostgresError) {
            try core.putCopyData(bytes)
        } catch {
            isOpen = false
            throw error
        }
        buffer.removeAll()
    }

    private func writeField<Value: PostgresEncodable>(_ value: Value) throws(PostgresError) {
        let start = buffer.count
        var writer = PostgresParameterWriter(arena: buffer, allowsBinary: false)
        try value.encode(into: &writer)
        if writer.isNull { buffer.append("\\N") } else { buffer.escapeForCopy(from: start) }
    }
}

extension ByteArena {
    /// Escapes what was written since a mark for the text format of a copy.
    ///
    /// Source: PostgreSQL 15 manual, COPY, "Text Format".
    func escapeForCopy(from start: Int) {
        var specials = 0
        for index in start..<count where ByteArena.copyEscape(base[index]) != 0 { specials += 1 }
        if specials == 0 { return }
        reserve(specials)
        let end = count
        append(specials) { _ in specials }
        // From the back, so that nothing is overwritten before it has moved.
        var target = count - 1
        var source = end - 1
        while source >= start {
            let escape = ByteArena.copyEscape(base[source])
            base[target] = escape != 0 ? escape : base[source]
            target -= 1
            if escape != 0 {
                base[target] = UInt8(ascii: "\\")
                target -= 1
            }
            source -= 1
        }
    }

    /// The letter after the backslash, or 0 for a byte that stands for itself.
    private static func copyEscape(_ byte: UInt8) -> UInt8 {
        if byte > 13 && byte != UInt8(ascii: "\\") { return 0 }
        return switch byte {
        case UInt8(ascii: "\\"): UInt8(ascii: "\\")
        case 9: UInt8(ascii: "t")
        case 10: UInt8(ascii: "n")
        case 13: UInt8(ascii: "r")
        default: 0
        }
    }
}
