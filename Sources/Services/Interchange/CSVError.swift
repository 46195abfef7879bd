/// Why a CSV file was refused, and where.
///
/// The description is one sentence for the person who made the file; the parts are for `--format json`.
public struct CSVError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong with the file.
    public enum Kind: Equatable, Sendable {
        /// There is not even a header row.
        case emptyFile
        /// A byte that cannot be part of UTF-8; `likelyLatin1` when it reads as an accented letter of Windows-1252.
        case notUTF8(byte: UInt8, likelyLatin1: Bool)
        /// The file is UTF-16, as some spreadsheets call "Unicode text".
        case utf16
        /// A NUL byte, which PostgreSQL text cannot hold.
        case nulByte
        /// A quote inside a field that did not begin with one.
        case strayQuote
        /// Something other than a comma or a line end after the closing quote of a field.
        case textAfterQuote
        /// A quoted field that never ends; the line is the one where it began.
        case unclosedQuote
        /// A carriage return outside quotes without a line feed behind it.
        case loneCarriageReturn
        /// More columns in the header than the limit.
        case tooManyColumns(limit: Int)
        /// One field longer than the limit in bytes.
        case fieldTooLong(limit: Int)
        /// One record longer than the limit in bytes.
        case recordTooLong(limit: Int)
        /// More data rows than the limit.
        case tooManyRows(limit: Int)
        /// A header of one column that has others in it, with something other than commas between them.
        case otherSeparator(String)
        /// A column of the header without a name.
        case emptyColumnName
        /// The same name twice in the header; `first` is the number of the earlier column, from 1.
        case duplicateColumnName(String, first: Int)
        /// A line with nothing on it where the header has several columns.
        case blankLine
        /// A record with fewer fields than the header.
        case tooFewFields(found: Int, expected: Int)
        /// A record with more fields than the header.
        case tooManyFields(expected: Int)
        /// Columns the import needs and the header lacks, and columns the import does not know.
        case wrongColumns(missing: [String], unknown: [String])
        /// The file could not be opened or read; `notFound` when there is no such file.
        case unreadable(path: String, reason: String, notFound: Bool)
        /// The reader was used again after it had finished, failed, or its caller had thrown.
        case readerStopped
    }

    /// What is wrong.
    public let kind: Kind
    /// The physical line, from 1, or nil when the fault is in no particular line.
    public let line: Int?
    /// The number of the column, from 1, or nil when the fault is in no particular column.
    public let column: Int?
    /// The name of the column, once the header has been read.
    public let columnName: String?

    /// Makes an error of a kind at a place.
    public init(_ kind: Kind, line: Int? = nil, column: Int? = nil, columnName: String? = nil) {
        self.kind = kind
        self.line = line
        self.column = column
        self.columnName = columnName
    }

    /// One sentence that says what is wrong, where, and what to do about it.
    public var description: String {
        switch kind {
        case .emptyFile: "the file is empty: its first line must be the header"
        case .notUTF8(let byte, let likelyLatin1):
            "not UTF-8 at \(place) (byte 0x\(Self.hex(byte))\(likelyLatin1 ? ", as in Latin-1 or Windows-1252" : "")): "
                + "save it as CSV UTF-8"
        case .utf16: "the file is UTF-16: save it as CSV UTF-8"
        case .nulByte: "NUL byte at \(place): the file is not plain text"
        case .strayQuote:
            "stray quote at \(place): put quotes around the whole field and double those inside it"
        case .textAfterQuote:
            "text after the closing quote at \(place): double a quote that belongs to the field"
        case .unclosedQuote: "the quote that begins at \(place) is never closed"
        case .loneCarriageReturn:
            "carriage return without line feed at \(place): save it with line ends LF or CRLF"
        case .tooManyColumns(let limit): "\(place): more than \(limit) columns"
        case .fieldTooLong(let limit): "\(place): the field is longer than \(limit) bytes"
        case .recordTooLong(let limit): "\(place): the record is longer than \(limit) bytes"
        case .tooManyRows(let limit): "\(place): more than \(limit) rows, split the file"
        case .otherSeparator(let separator):
            "\(place): the columns are separated by \(separator): write commas, as CSV (comma delimited)"
        case .emptyColumnName: "\(place): the header has a column without a name"
        case .duplicateColumnName(let name, let first):
            "\(place): the header has the column \"\(Self.clipped(name))\" twice, first as column \(first)"
        case .blankLine: "\(place): the line is empty, remove it"
        case .tooFewFields(let found, let expected):
            "\(place): \(found == 1 ? "1 field" : "\(found) fields") where the header has \(expected)"
        case .tooManyFields(let expected): "\(place): more fields than the header's \(expected)"
        case .wrongColumns(let missing, let unknown): Self.wrongColumns(missing: missing, unknown: unknown)
        case .unreadable(let path, let reason, _): "cannot read \(path): \(reason)"
        case .readerStopped: "the reader has stopped: start again from the beginning of the file"
        }
    }

    /// The same without the line, for a list that names it already.
    public var descriptionWithoutLine: String {
        let text = CSVError(kind, column: column, columnName: columnName).description
        return text.hasPrefix(": ") ? String(text.dropFirst(2)) : text
    }

    private var place: String {
        var parts: [String] = []
        if let line { parts.append("line \(line)") }
        if let column {
            parts.append("column \(column)" + (columnName.map { " \"\(Self.clipped($0))\"" } ?? ""))
        }
        return parts.joined(separator: ", ")
    }

    private static func wrongColumns(missing: [String], unknown: [String]) -> String {
        func list(_ what: String, _ names: [String]) -> String? {
            guard !names.isEmpty else { return nil }
            return "\(what) \(names.count == 1 ? "column" : "columns") "
                + names.map(clipped).joined(separator: ", ")
        }
        return [list("missing", missing), list("unknown", unknown)].compactMap { $0 }.joined(separator: "; ")
    }

    /// A name from a file can be a megabyte long; a message cannot.
    private static func clipped(_ name: String) -> String {
        name.unicodeScalars.count <= 60
            ? name : String(String.UnicodeScalarView(name.unicodeScalars.prefix(60))) + "…"
    }

    private static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return byte < 16 ? "0" + digits : digits
    }
}
