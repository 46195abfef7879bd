#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A CSV file on disk, read in chunks of 256 KB so that memory stays flat.
///
/// Reading blocks. An import that has work to do between chunks (a batch to the database) calls `next` in a loop;
/// otherwise `forEachRow` does it all.
public struct CSVFile: ~Copyable {
    private let path: String
    private let descriptor: CInt
    private var reader: CSVReader
    private var buffer = [UInt8](repeating: 0, count: 256 << 10)

    /// Opens a file; `-` is standard input.
    ///
    /// - Throws: `CSVError` of the kind `unreadable`.
    public init(
        path: String, limits: CSVLimits = CSVLimits(), raggedRows: CSVReader.RaggedRows = .refused
    ) throws(CSVError) {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw Self.failure(path, errno) }
        self.path = path
        self.descriptor = descriptor
        reader = CSVReader(limits: limits, raggedRows: raggedRows)
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The header, once its line has been read.
    public var header: CSVHeader? { reader.header }

    /// The rows below the header read so far.
    public var rowsRead: Int { reader.rowsRead }

    /// The bytes looked at so far.
    public var bytesConsumed: Int { reader.bytesConsumed }

    /// Reads one more chunk and says whether there may be another; after false, do not call it again.
    ///
    /// - Throws: `CSVError`, or whatever the closures throw.
    public mutating func next(
        header: (CSVHeader) throws -> Void = { _ in }, row: (borrowing CSVRow) throws -> Void
    ) throws -> Bool {
        let count = try fill()
        if count == 0 {
            try reader.finish(header: header, row: row)
            return false
        }
        try buffer.withUnsafeBytes {
            try reader.feed(UnsafeRawBufferPointer(rebasing: $0[..<count]), header: header, row: row)
        }
        return true
    }

    /// Reads a whole file, calling `header` once, before any row, to find its columns.
    ///
    /// - Throws: `CSVError`, or whatever the closures throw.
    public static func forEachRow<Columns>(
        path: String, limits: CSVLimits = CSVLimits(), raggedRows: CSVReader.RaggedRows = .refused,
        header: (CSVHeader) throws -> Columns, row: (Columns, borrowing CSVRow) throws -> Void
    ) throws {
        var file = try CSVFile(path: path, limits: limits, raggedRows: raggedRows)
        var columns: Columns?
        while try file.next(
            header: { columns = try header($0) },
            row: { record in if let columns { try row(columns, record) } })
        {}
    }

    private mutating func fill() throws(CSVError) -> Int {
        while true {
            let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { return count }
            let code = errno
            if code != EINTR { throw Self.failure(path, code) }
        }
    }

    private static func failure(_ path: String, _ code: CInt) -> CSVError {
        let reason = strerror(code).map { String(cString: $0) } ?? "error \(code)"
        return CSVError(.unreadable(path: path, reason: reason, notFound: code == ENOENT || code == ENOTDIR))
    }
}
