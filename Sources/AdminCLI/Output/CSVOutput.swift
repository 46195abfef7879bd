import Services

/// The one way to print rows as CSV: what `CSVWriter` writes, whole.
enum CSVOutput {
    /// The text to print, with the header first.
    ///
    /// - Throws: `CSVError` when a row has not as many fields as there are columns.
    static func text(columns: [String], rows: some Sequence<[String?]>) throws(CSVError) -> String {
        var writer = CSVWriter(columns: columns, leavesNumbers: true)
        for row in rows { try writer.append(row) }
        return String(decoding: writer.take(), as: UTF8.self)
    }
}
