/// Writes the file of an import back with what is wrong in each row, for `--errors-to`.
public enum ErrorFile {
    /// Reads the input once more and writes it with a last column `error`, empty where nothing is wrong.
    ///
    /// A row with too few fields is filled up; of one with too many the surplus goes into `error`. Where the file
    /// cannot be read any further, as with a stray quote, the copy ends before that row.
    ///
    /// - Parameters:
    ///   - details: those of the refusal.
    ///   - write: takes the bytes, piece after piece.
    /// - Returns: how many rows were marked.
    /// - Throws: `badData` when the input cannot be read, or whatever `write` throws.
    @discardableResult
    public static func write(
        _ source: ImportSource, details: [ServiceError.Detail], to write: ([UInt8]) throws -> Void
    ) throws -> Int {
        var reasons: [Int: String] = [:]
        for detail in details {
            guard let line = detail.line else { continue }
            let reason = detail.column.map { "\($0): \(detail.reason)" } ?? detail.reason
            reasons[line] = reasons[line].map { "\($0) \(reason)" } ?? reason
        }
        var copy = Copy(reasons: reasons)
        var reader = CSVReader(raggedRows: .delivered)
        var buffer = [UInt8](repeating: 0, count: 256 << 10)
        var offset = 0
        var isReadable = true
        while isReadable {
            let count = try source.read(into: &buffer, at: offset)
            offset += count
            do {
                if count == 0 {
                    isReadable = false
                    try reader.finish(header: { copy.begin($0) }, row: { try copy.add($0) })
                } else {
                    try buffer.withUnsafeBytes {
                        try reader.feed(
                            UnsafeRawBufferPointer(rebasing: $0[..<count]), header: { copy.begin($0) },
                            row: { try copy.add($0) })
                    }
                }
            } catch is CSVError {
                isReadable = false
            }
            let bytes = copy.take()
            if !bytes.isEmpty { try write(bytes) }
        }
        return copy.marked
    }

    private struct Copy {
        let reasons: [Int: String]
        private(set) var marked = 0
        private var writer: CSVWriter?
        private var width = 0
        /// Where the input has an `error` column of its own, which is then overwritten.
        private var errorColumn: Int?

        init(reasons: [Int: String]) { self.reasons = reasons }

        mutating func begin(_ header: CSVHeader) {
            width = header.count
            errorColumn = header.index(of: "error")
            writer = CSVWriter(columns: header.names + (errorColumn == nil ? ["error"] : []))
        }

        mutating func add(_ row: borrowing CSVRow) throws {
            var values: [String?] = row.values()
            var reason = reasons[row.line]
            if reason != nil { marked += 1 }
            if values.count > width {
                let surplus = values[width...].map { $0 ?? "" }.joined(separator: ", ")
                reason = [reason, "The surplus fields: \(surplus)"].compactMap { $0 }.joined(separator: " ")
                values.removeLast(values.count - width)
            }
            while values.count < width { values.append(nil) }
            if let errorColumn { values[errorColumn] = reason } else { values.append(reason) }
            try writer?.append(values)
        }

        mutating func take() -> [UInt8] { writer?.take() ?? [] }
    }
}
