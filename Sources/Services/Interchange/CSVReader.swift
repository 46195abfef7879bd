/// Reads a CSV file in chunks: the one way into Berth for a CSV.
///
/// Strict RFC 4180 in UTF-8 with or without a BOM, a header row first, line ends LF or CRLF, quotes only around a
/// whole field. Anything else is refused with its line and column rather than guessed at. A carriage return or a
/// line feed inside quotes is part of the value. Memory is one record, whatever the size of the file, and where
/// the chunks are cut makes no difference to rows or errors.
///
/// ```swift
/// var reader = CSVReader()
/// try reader.feed(bytes) { row in print(row.line, row[0]) }
/// try reader.finish { row in print(row.line, row[0]) }
/// ```
public struct CSVReader: Sendable {
    /// What becomes of a row that has not as many fields as the header.
    public enum RaggedRows: Sendable {
        /// It ends the reading with an error.
        case refused
        /// It is delivered with its `shapeError`, so that an import can report every bad row.
        case delivered
    }

    enum State {
        case fieldStart
        case unquoted
        case quoted
        /// Behind a quote inside a quoted field: its end, or half of a doubled quote.
        case quoteSeen
        /// Behind a carriage return outside quotes.
        case returnSeen
    }

    /// The header, once its line has been read.
    public internal(set) var header: CSVHeader?
    /// The rows below the header read so far.
    public internal(set) var rowsRead = 0
    /// The bytes looked at so far; after an error, those up to it.
    public internal(set) var bytesConsumed = 0

    let limits: CSVLimits
    let raggedRows: RaggedRows

    var state = State.fieldStart
    var stopped = false
    /// The physical line being read, from 1; a line feed inside quotes counts.
    var line = 1
    var recordLine = 1
    var quoteLine = 1
    /// The bytes of the record so far. Separators may stand between the fields: `bounds` says where those are.
    var record: [UInt8] = []
    /// Start and end, in `record`, of each complete field.
    var bounds: [Int] = []
    var fieldStart = 0
    /// Where the field ends once a closing quote or a carriage return has been seen.
    var fieldEnd = 0
    var recordHasQuotes = false
    var check = CSVCharacterCheck()
    /// The first bytes of the file, kept back until there are enough to recognise a BOM or UTF-16.
    var opening: [UInt8]? = []

    /// Makes a reader for one file.
    public init(limits: CSVLimits = CSVLimits(), raggedRows: RaggedRows = .refused) {
        self.limits = limits
        self.raggedRows = raggedRows
    }

    /// Reads the next bytes, calling `header` once and `row` for every record that they complete.
    ///
    /// - Throws: `CSVError`, or whatever the closures throw. Either way the reader is stopped for good.
    public mutating func feed(
        _ bytes: UnsafeRawBufferPointer, header: (CSVHeader) throws -> Void = { _ in },
        row: (borrowing CSVRow) throws -> Void
    ) throws {
        if stopped { throw CSVError(.readerStopped) }
        stopped = true
        var bytes = bytes[...]
        if var first = opening {
            let wanted = bytes.prefix(4 - first.count)
            first.append(contentsOf: wanted)
            bytes = bytes.dropFirst(wanted.count)
            opening = first
            if first.count == 4 { try open(first, header, row) }
        }
        try scan(UnsafeRawBufferPointer(rebasing: bytes), header, row)
        stopped = false
    }

    /// Reads the next bytes, calling `header` once and `row` for every record that they complete.
    ///
    /// - Throws: `CSVError`, or whatever the closures throw. Either way the reader is stopped for good.
    public mutating func feed(
        _ bytes: [UInt8], header: (CSVHeader) throws -> Void = { _ in },
        row: (borrowing CSVRow) throws -> Void
    ) throws {
        try bytes.withUnsafeBytes { try feed($0, header: header, row: row) }
    }

    /// Says that there are no more bytes; a last record without a line end is delivered.
    ///
    /// - Throws: `CSVError` for an empty file, an unclosed quote, or a half record, or what the closures throw.
    public mutating func finish(
        header: (CSVHeader) throws -> Void = { _ in }, row: (borrowing CSVRow) throws -> Void
    ) throws {
        if stopped { throw CSVError(.readerStopped) }
        stopped = true
        if let opening { try open(opening, header, row) }
        do {
            try check.end()
        } catch {
            throw failure(.notUTF8(byte: error.byte, likelyLatin1: error.likelyLatin1))
        }
        switch state {
        case .quoted: throw failure(.unclosedQuote, line: quoteLine)
        case .returnSeen: throw failure(.loneCarriageReturn)
        case .quoteSeen: try closeField(at: fieldEnd)
        case .unquoted: try closeField(at: record.count)
        case .fieldStart:
            if bounds.isEmpty {
                if self.header == nil { throw CSVError(.emptyFile) }
                return
            }
            try closeField(at: record.count)
        }
        try endRecord(header, row)
    }

    private mutating func open(
        _ first: [UInt8], _ header: (CSVHeader) throws -> Void, _ row: (borrowing CSVRow) throws -> Void
    ) throws {
        opening = nil
        let marked = first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF])
        // Without a mark, Western text in UTF-16 has a NUL for every second byte.
        let nuls = first.map { $0 == 0 }
        if marked || nuls == [false, true, false, true] || nuls == [true, false, true, false] {
            bytesConsumed = first.count
            throw CSVError(.utf16)
        }
        let mark = first.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        bytesConsumed = mark
        try first[mark...].withUnsafeBytes { try scan($0, header, row) }
    }
}
