public import FoundationEssentials

/// One figure of a report, with the records behind it.
public struct ReportFigure: Sendable, Hashable {
    /// The key, such as `take_up/wychavon/starts`.
    public let key: String
    /// The value as the report shows it; nil where it shows none.
    public let value: String?
    /// Positions in the records of the report.
    public let records: [Int]
    /// Whose figure it is; nil for one about several organisations.
    public let organisationID: UUID?

    /// Puts a figure together.
    public init(key: String, value: String?, records: [Int], organisationID: UUID?) {
        self.key = key
        self.value = value
        self.records = records
        self.organisationID = organisationID
    }
}
