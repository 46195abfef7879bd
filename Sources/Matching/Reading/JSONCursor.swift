/// A position in one line of JSON, with the few steps that these documents need.
///
/// Foundation's decoder builds a tree of boxed values, is some twenty times slower, and would be the only
/// reason to link it; the documents are numbers in a fixed shape, so a strict cursor over bytes is the
/// smaller program.
struct JSONCursor {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let line: Int
    private var index = 0

    /// Starts at the first byte of a line; the bytes outlive the cursor.
    init(_ bytes: UnsafeBufferPointer<UInt8>, line: Int) {
        self.bytes = bytes
        self.line = line
    }

    /// An error on this line.
    func error(_ reason: ReadingError.Reason) -> ReadingError { ReadingError(line: line, reason: reason) }

    /// An error that names what should stand here.
    func wanted(_ what: String) -> ReadingError {
        if index < bytes.count, bytes[index] == 0 { return error(.zeroByte) }
        return error(.notJSON(expected: what, column: index + 1))
    }

    /// Goes past blanks.
    @inline(__always)
    mutating func skipBlanks() {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == .space || byte == .tab || byte == .carriageReturn else { return }
            index += 1
        }
    }

    /// Goes past blanks and this byte, and answers whether it stood there.
    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Goes past blanks and this byte, which has to stand there.
    @inline(__always)
    mutating func expect(_ byte: UInt8) throws(ReadingError) {
        guard take(byte) else { throw wanted("\"\(Character(Unicode.Scalar(byte)))\"") }
    }

    /// Makes sure that nothing follows.
    mutating func expectEnd() throws(ReadingError) {
        skipBlanks()
        guard index == bytes.count else { throw wanted("the end of the line") }
    }

    /// A whole number from 0 to `Int32.max`, without fraction or exponent.
    mutating func wholeNumber() throws(ReadingError) -> Int32 {
        skipBlanks()
        let start = index
        var value = 0
        while index < bytes.count, bytes[index].isDigit {
            value = value * 10 + Int(bytes[index] &- .zero)
            if value > Int(Int32.max) {
                let shown = String(decoding: bytes[start...index], as: UTF8.self)
                throw error(.numberTooLarge(found: shown + "…", largest: Int(Int32.max)))
            }
            index += 1
        }
        let isNumber = index > start && (index == start + 1 || bytes[start] != .zero)
        guard isNumber, index == bytes.count || !isPartOfNumber(bytes[index]) else {
            index = start
            throw wanted("a whole number from 0")
        }
        return Int32(truncatingIfNeeded: value)
    }

    private func isPartOfNumber(_ byte: UInt8) -> Bool {
        byte == .point || byte == UInt8(ascii: "e") || byte == UInt8(ascii: "E")
    }

    /// The bytes of a string that has no escapes, or nil, with the cursor unmoved, if it has some.
    @inline(__always)
    private mutating func plainString() throws(ReadingError) -> UnsafeBufferPointer<UInt8>? {
        try expect(.quote)
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == .quote {
                index += 1
                return UnsafeBufferPointer(rebasing: bytes[start..<(index - 1)])
            }
            if byte == .backslash {
                index = start - 1
                return nil
            }
            guard byte >= .space else { throw wanted("a character that may stand in a string") }
            index += 1
        }
        throw wanted("the closing quotation mark")
    }

    /// The next key or text.
    mutating func string() throws(ReadingError) -> String {
        if let plain = try plainString() {
            guard let text = String(validating: plain, as: UTF8.self) else { throw wanted("valid UTF-8") }
            return text
        }
        try expect(.quote)
        return try escapedString()
    }

    /// Goes past the next key and answers which of the known ones it is, if any.
    ///
    /// No string is made for a plain key, because an instance of a million pairs has six million of them.
    @inline(__always)
    mutating func key(among known: [StaticString]) throws(ReadingError) -> Int? {
        skipBlanks()
        guard let plain = try plainString() else {
            let text = try string()
            return known.firstIndex { "\($0)" == text }
        }
        return known.firstIndex { candidate in
            candidate.utf8CodeUnitCount == plain.count
                && zip(UnsafeBufferPointer(start: candidate.utf8Start, count: plain.count), plain)
                    .allSatisfy { $0 == $1 }
        }
    }

    /// The rest of a string whose opening mark has been passed, with its escapes resolved.
    private mutating func escapedString() throws(ReadingError) -> String {
        var text: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case .quote:
                index += 1
                guard let text = String(validating: text, as: UTF8.self) else { throw wanted("valid UTF-8") }
                return text
            case .backslash:
                index += 1
                try appendEscape(to: &text)
            case .space...:
                text.append(byte)
                index += 1
            default:
                throw wanted("a character that may stand in a string")
            }
        }
        throw wanted("the closing quotation mark")
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(ReadingError) {
        guard index < bytes.count else { throw wanted("an escape") }
        switch bytes[index] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[index])
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(.newline)
        case UInt8(ascii: "r"): text.append(.carriageReturn)
        case UInt8(ascii: "t"): text.append(.tab)
        case UInt8(ascii: "u"):
            try appendUnicodeEscape(to: &text)
            return
        default: throw wanted("an escape")
        }
        index += 1
    }

    private mutating func appendUnicodeEscape(to text: inout [UInt8]) throws(ReadingError) {
        var value = try fourHexDigits()
        if (0xD800..<0xDC00).contains(value) {
            guard index < bytes.count, bytes[index] == .backslash else { throw wanted("a low surrogate") }
            index += 1
            guard index < bytes.count, bytes[index] == UInt8(ascii: "u") else {
                throw wanted("a low surrogate")
            }
            let low = try fourHexDigits()
            guard (0xDC00..<0xE000).contains(low) else { throw wanted("a low surrogate") }
            value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw wanted("a character") }
        text.append(contentsOf: Character(scalar).utf8)
    }

    /// The number behind `u`, on which the cursor stands.
    private mutating func fourHexDigits() throws(ReadingError) -> UInt32 {
        index += 1
        guard index + 4 <= bytes.count,
            bytes[index..<(index + 4)].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }),
            let value = UInt32(String(decoding: bytes[index..<(index + 4)], as: UTF8.self), radix: 16)
        else { throw wanted("four hexadecimal digits") }
        index += 4
        return value
    }

    /// Goes past a value of any kind, which has to be well formed.
    mutating func skipValue(depth: Int = 0) throws(ReadingError) {
        guard depth < ReadingLimits.depth else {
            throw wanted("a value that is less than \(ReadingLimits.depth) deep")
        }
        skipBlanks()
        guard index < bytes.count else { throw wanted("a value") }
        switch bytes[index] {
        case .openBrace:
            index += 1
            if take(.closeBrace) { return }
            repeat {
                _ = try string()
                try expect(.colon)
                try skipValue(depth: depth + 1)
            } while take(.comma)
            try expect(.closeBrace)
        case .openBracket:
            index += 1
            if take(.closeBracket) { return }
            repeat { try skipValue(depth: depth + 1) } while take(.comma)
            try expect(.closeBracket)
        case .quote:
            _ = try string()
        default:
            try skipScalar()
        }
    }

    private mutating func skipScalar() throws(ReadingError) {
        for word: StaticString in ["true", "false", "null"] {
            let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
            if bytes[index...].starts(with: letters) {
                index += letters.count
                return
            }
        }
        let start = index
        if index < bytes.count, bytes[index] == .minus { index += 1 }
        let whole = index
        skipDigits()
        guard index > whole, index == whole + 1 || bytes[whole] != .zero else {
            index = start
            throw wanted("a value")
        }
        if index < bytes.count, bytes[index] == .point {
            index += 1
            try skipSomeDigits()
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == .minus || bytes[index] == UInt8(ascii: "+") { index += 1 }
            try skipSomeDigits()
        }
    }

    private mutating func skipDigits() {
        while index < bytes.count, bytes[index].isDigit { index += 1 }
    }

    private mutating func skipSomeDigits() throws(ReadingError) {
        let start = index
        skipDigits()
        guard index > start else { throw wanted("a digit") }
    }
}
