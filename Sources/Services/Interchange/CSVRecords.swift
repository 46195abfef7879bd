/// All rows of a small CSV file in memory, such as the reference data that Berth is seeded with.
///
/// For a file whose size somebody else decides, use `CSVFile`.
public struct CSVRecords: Equatable, Sendable {
    /// The columns of the file.
    public let header: CSVHeader
    /// The rows in their order in the file.
    public let rows: [CSVRecord]

    /// Reads a file; `-` is standard input.
    ///
    /// - Throws: `CSVError`.
    public init(path: String, limits: CSVLimits = CSVLimits()) throws {
        var file = try CSVFile(path: path, limits: limits)
        var values: [(line: Int, values: [String])] = []
        while try file.next(row: { values.append(($0.line, $0.values())) }) {}
        try self.init(file.header, values)
    }

    /// Reads the text of a file.
    ///
    /// - Throws: `CSVError`.
    public init(text: String, limits: CSVLimits = CSVLimits()) throws {
        var reader = CSVReader(limits: limits)
        var values: [(line: Int, values: [String])] = []
        try reader.feed(Array(text.utf8)) { values.append(($0.line, $0.values())) }
        try reader.finish { values.append(($0.line, $0.values())) }
        try self.init(reader.header, values)
    }

    /// Refuses the file unless it has all required columns and no others than these and the optional ones.
    ///
    /// - Throws: `CSVError` that names every missing and every unknown column.
    public func expect(required: [String], optional: [String] = []) throws(CSVError) {
        _ = try header.resolve(required: required, optional: optional)
    }

    private init(_ header: CSVHeader?, _ values: [(line: Int, values: [String])]) throws(CSVError) {
        guard let header else { throw CSVError(.emptyFile) }
        self.header = header
        rows = values.map { CSVRecord(line: $0.line, header: header, values: $0.values) }
    }
}
