/// How large a CSV file may be before it is refused; each bound is inclusive.
public struct CSVLimits: Equatable, Sendable {
    /// The most columns of the header.
    public var columns: Int
    /// The most bytes of one field, without its quotes.
    public var fieldBytes: Int
    /// The most bytes of one record: without it a row of long fields would fill the memory.
    public var recordBytes: Int
    /// The most rows below the header.
    public var rows: Int

    /// Limits that no honest spreadsheet reaches.
    public init(
        columns: Int = 200, fieldBytes: Int = 1 << 20, recordBytes: Int = 16 << 20, rows: Int = 10_000_000
    ) {
        self.columns = columns
        self.fieldBytes = fieldBytes
        self.recordBytes = recordBytes
        self.rows = rows
    }
}
