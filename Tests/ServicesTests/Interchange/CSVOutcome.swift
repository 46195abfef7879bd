import Services

/// What reading some bytes came to, so that two ways of reading the same bytes can be compared.
struct CSVOutcome: Equatable, CustomStringConvertible {
    struct Row: Equatable {
        let line: Int
        let fields: [String]
        let shapeError: CSVError?
    }

    var header: [String]?
    var rows: [Row] = []
    var error: CSVError?
    var bytesConsumed = 0

    /// Reads bytes cut into chunks after the given positions.
    init(
        _ bytes: [UInt8], cuts: [Int] = [], limits: CSVLimits = CSVLimits(),
        raggedRows: CSVReader.RaggedRows = .refused
    ) {
        var reader = CSVReader(limits: limits, raggedRows: raggedRows)
        let take: (borrowing CSVRow) -> Row = { row in
            Row(line: row.line, fields: (0..<row.count).map { row.raw($0) }, shapeError: row.shapeError)
        }
        do {
            var start = 0
            for end in cuts + [bytes.count] {
                try reader.feed(
                    Array(bytes[start..<end]), header: { header = $0.names }, row: { rows.append(take($0)) })
                start = end
            }
            try reader.finish(header: { header = $0.names }, row: { rows.append(take($0)) })
        } catch {
            self.error = error as? CSVError
        }
        bytesConsumed = reader.bytesConsumed
    }

    init(_ text: String, limits: CSVLimits = CSVLimits(), raggedRows: CSVReader.RaggedRows = .refused) {
        self.init(Array(text.utf8), limits: limits, raggedRows: raggedRows)
    }

    var fields: [[String]] { rows.map(\.fields) }
    var lines: [Int] { rows.map(\.line) }
    var message: String? { error?.description }
    var description: String {
        "header \(header ?? []), rows \(rows.map { ($0.line, $0.fields) }), error \(message ?? "none")"
    }

    /// Equal but for the bytes consumed, which depend on where the chunks end.
    func sameReading(as other: CSVOutcome) -> Bool {
        header == other.header && rows == other.rows && error == other.error
    }
}
