public import FoundationEssentials

/// One figure of a report, with the records behind it.
public struct ReportFigure: Sendable, Hashable {
    /// The key, such as `take_up/wychavon/starts`.
    public let key: String
    /// The value as the report shows it; nil where it shows none.
    public let value: String?
    /// Positions in the records of the report.
    public let records: [Int]
    /// Records of people of whom each part may be no small number, where some only of the records tell the figure.
    public let parts: [[Int]]
    /// Whose figure it is; nil for one about several organisations.
    public let organisationID: UUID?

    /// Puts a figure together.
    public init(
        key: String, value: String?, records: [Int], parts: [[Int]] = [], organisationID: UUID?
    ) {
        self.key = key
        self.value = value
        self.records = records
        self.parts = parts
        self.organisationID = organisationID
    }
}
