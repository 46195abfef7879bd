/// Where the columns an import knows are in one file.
public struct CSVColumns: Equatable, Sendable {
    /// The whole header, with the columns that were ignored.
    public let header: CSVHeader
    private let positions: [String: Int]

    init(header: CSVHeader, positions: [String: Int]) {
        self.header = header
        self.positions = positions
    }

    /// The index, from 0, of a known column, or nil when it is optional and the file does not have it.
    ///
    /// Look it up once, before the rows.
    public subscript(name: String) -> Int? { positions[name] }
}
