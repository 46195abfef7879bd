/// Reads the rows of an import a piece at a time, with their cells where the kind wants them.
struct ImportReader {
    private let source: ImportSource
    private let columns: [InterchangeColumn]
    private let ignoreUnknown: Bool
    private var reader = CSVReader(raggedRows: .delivered)
    private var digest = SHA256Digest()
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
    var sha256: String { digest.hexadecimal() }

    /// Reads a piece of the file; false at its end. Both lists may stay empty.
    ///
    /// - Throws: ``CSVError`` for a file that cannot be read on from here, ``ServiceError`` for one that the
    ///   system does not let us read.
    mutating func next(rows: inout [ImportRow], shapeFaults: inout [CSVError]) throws -> Bool {
        let count = try source.read(into: &buffer, at: offset)
        offset += count
        let columns = columns
        let ignoreUnknown = ignoreUnknown
        var positions = positions
        defer { self.positions = positions }
        let header = { (header: CSVHeader) throws in
            let known = try header.resolve(
                required: columns.filter(\.isRequired).map(\.name),
                optional: columns.filter { !$0.isRequired }.map(\.name), ignoreUnknown: ignoreUnknown)
            positions = columns.map { known[$0.name] }
        }
        let row = { (row: borrowing CSVRow) in
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
        if count == 0 {
            try reader.finish(header: header, row: row)
            return false
        }
        try buffer.withUnsafeBytes { bytes in
            let piece = UnsafeRawBufferPointer(rebasing: bytes[..<count])
            digest.update(piece)
            try reader.feed(piece, header: header, row: row)
        }
        return true
    }
}
