/// Writes CSV that `CSVReader` gives back value for value.
///
/// RFC 4180 quoting where a field needs it, the formula guard of `CSVGuard` on every cell, and LF as the line end:
/// the RFC says CRLF, but every spreadsheet takes LF, and files made by exports are compared line by line.
public struct CSVWriter: Sendable {
    /// The UTF-8 written since the last `take`.
    public private(set) var bytes: [UInt8] = []
    private let width: Int
    /// Whether a negative number is left as it is: a report has numbers of ours, an export what people typed.
    private let leavesNumbers: Bool

    /// Starts a file with its header row.
    ///
    /// - Parameter leavesNumbers: writes a minus sign with nothing but a number behind it without the guard.
    public init(columns: [String], leavesNumbers: Bool = false) {
        width = columns.count
        self.leavesNumbers = leavesNumbers
        // A header is made of our own names, so it needs quotes at most.
        write(columns.map { $0 }, guarding: false)
    }

    /// Writes a row; nil, like an empty string, is an empty field.
    ///
    /// A NUL, which the reader refuses and PostgreSQL text cannot hold, is written as U+FFFD.
    ///
    /// - Throws: `CSVError` when the row has not as many fields as the header.
    public mutating func append(_ row: [String?]) throws(CSVError) {
        if row.count < width { throw CSVError(.tooFewFields(found: row.count, expected: width)) }
        if row.count > width { throw CSVError(.tooManyFields(expected: width)) }
        write(row, guarding: true)
    }

    /// Hands over what has been written so far and forgets it, so that a long export stays small.
    public mutating func take() -> [UInt8] {
        let written = bytes
        bytes = []
        bytes.reserveCapacity(written.count)
        return written
    }

    /// The value as it is written in a cell, see `CSVGuard`.
    public static func guarded(_ value: String) -> String { CSVGuard.guarded(value) }

    private mutating func write(_ row: [String?], guarding: Bool) {
        for (index, value) in row.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            field(value ?? "", guarding: guarding)
        }
        bytes.append(0x0A)
    }

    private mutating func field(_ value: String, guarding: Bool) {
        if value.isEmpty {
            // Alone on its line, an empty field needs quotes to be told from no line at all.
            if width == 1 { bytes.append(contentsOf: "\"\"".utf8) }
            return
        }
        let utf8 = value.utf8
        let guarded = guarding && CSVGuard.isFormula(utf8) && !(leavesNumbers && Self.isNegative(utf8))
        let special = utf8.contains { $0 <= 0x2C && Self.special($0) }
        if !special {
            if guarded { bytes.append(UInt8(ascii: "'")) }
            bytes.append(contentsOf: utf8)
            return
        }
        bytes.append(UInt8(ascii: "\""))
        if guarded { bytes.append(UInt8(ascii: "'")) }
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes.append(contentsOf: "\"\"".utf8)
            case 0: bytes.append(contentsOf: "\u{FFFD}".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isNegative(_ utf8: String.UTF8View) -> Bool {
        guard utf8.first == UInt8(ascii: "-") else { return false }
        let parts = utf8.dropFirst().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { 0x30...0x39 ~= $0 } }
    }

    private static func special(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D || byte == 0
    }
}
