import Crypto
/// Reads the rows of an import a piece at a time, with their cells where the kind wants them.
struct ImportReader {
    private let source: ImportSource
    private let columns: [InterchangeColumn]
    private let ignoreUnknown: Bool
    private var reader = CSVReader(raggedRows: .delivered)
    private var digest = SHA256()
    private var buffer = [UInt8](repeating: 0, count: 256 << 10)
    private var offset = 0
    /// For each column of the kind, its position in the file.
    private var positions: [Int?] = []

    init(_ source: ImportSource, columns: [InterchangeColumn], ignoreUnknown: Bool) {
        self.source = source
        self.columns = columns
        self.ignoreUnknown = ignoreUnknown
    }

    /// Whether the file has the column at a position; all false before the header has been read.
    var isPresent: [Bool] { columns.indices.map { $0 < positions.count && positions[$0] != nil } }

    /// SHA-256 of what has been read, in hexadecimal.
    var sha256: String {
        digest.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Reads a piece of the file; false at its end. Both lists may stay empty.
    ///
    /// - Throws: ``CSVError`` for a file that cannot be read on from here, ``ServiceError`` for one that the
    ///   system does not let us read.
    mutating func next(rows: inout [ImportRow], shapeFaults: inout [CSVError]) throws -> Bool {
        let count = try source.read(into: &buffer, at: offset)
        offset += count
        // Copies, so that the closures do not reach into a value that is being changed.
        let (columns, ignoreUnknown, bytes) = (columns, ignoreUnknown, buffer)
        var (reader, positions) = (reader, positions)
        defer { (self.reader, self.positions) = (reader, positions) }
        if count == 0 {
            try reader.finish(
                header: { positions = try Self.resolve($0, columns, ignoreUnknown) },
                row: { Self.take($0, positions, &rows, &shapeFaults) })
            return false
        }
        var digest = digest
        defer { self.digest = digest }
        try bytes.withUnsafeBytes { bytes in
            let piece = UnsafeRawBufferPointer(rebasing: bytes[..<count])
            digest.update(bufferPointer: piece)
            try reader.feed(
                piece, header: { positions = try Self.resolve($0, columns, ignoreUnknown) },
                row: { Self.take($0, positions, &rows, &shapeFaults) })
        }
        return true
    }

    private static func resolve(
        _ header: CSVHeader, _ columns: [InterchangeColumn], _ ignoreUnknown: Bool
    ) throws(CSVError) -> [Int?] {
        let known = try header.resolve(
            required: columns.filter(\.isRequired).map(\.name),
            optional: columns.filter { !$0.isRequired }.map(\.name), ignoreUnknown: ignoreUnknown)
        return columns.map { known[$0.name] }
    }

    private static func take(
        _ row: borrowing CSVRow, _ positions: [Int?], _ rows: inout [ImportRow],
        _ shapeFaults: inout [CSVError]
    ) {
        if let fault = row.shapeError {
            shapeFaults.append(fault)
            return
        }
        var cells: [String?] = []
        cells.reserveCapacity(positions.count)
        for position in positions {
            if let position, !row.isEmpty(position) { cells.append(row[position]) } else { cells.append(nil) }
        }
        rows.append(ImportRow(line: row.line, cells: cells))
    }
}
