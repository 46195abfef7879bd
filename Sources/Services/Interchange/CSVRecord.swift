/// One row of a small CSV file, its fields by name.
public struct CSVRecord: Equatable, Sendable {
    /// The physical line, from 1, where the record starts.
    public let line: Int
    /// The header of its file.
    public let header: CSVHeader
    /// The values in the order of the header, without spreadsheet guards.
    public let values: [String]

    /// The value in a column, or nil when the file has no such column; an empty field is an empty string.
    public subscript(name: String) -> String? { header.index(of: name).map { values[$0] } }
}
