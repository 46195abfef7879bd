public import Domain
public import FoundationEssentials
import Crypto

/// A report as it was made: what it says, from which records, and which figure rests on which of them.
public struct MadeReport: Sendable {
    /// What makes it the same return when it is signed again: the period and the choices, not the moment.
    public let returnKey: String
    /// The day that it is about.
    public let asOf: CalendarDate
    /// The moment whose records it is made from.
    public let asAt: Date
    /// The report as JSON, to the byte.
    public let content: Data
    /// The records that are behind its figures; others that it looked at are left out.
    public let records: [ReportRecord]
    /// Its figures, by key.
    public let figures: [ReportFigure]

    /// Puts a report together, and writes its JSON.
    ///
    /// - Throws: `EncodingError`, such as for a number that is infinite.
    public init(
        returnKey: String, asOf: CalendarDate, asAt: Date, report: some Encodable, records: [ReportRecord],
        figures: [ReportFigure]
    ) throws {
        self.returnKey = returnKey
        self.asOf = asOf
        self.asAt = asAt
        content = try ReportJSON.data(report)
        let used = Set(figures.flatMap(\.records)).sorted()
        let places = Dictionary(
            used.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        self.records = used.map { records[$0] }
        self.figures = figures.sorted { $0.key < $1.key }.map { figure in
            func placed(_ records: [Int]) -> [Int] { Set(records.compactMap { places[$0] }).sorted() }
            return ReportFigure(
                key: figure.key, value: figure.value, records: placed(figure.records),
                parts: figure.parts.map(placed), organisationID: figure.organisationID)
        }
    }

    /// SHA-256 of the records, whatever their order.
    var inputHash: [UInt8] {
        var hash = SHA256()
        for line in records.map(\.line).sorted() { hash.update(data: Array(line.utf8)) }
        return Array(hash.finalize())
    }

    /// The figures with the keys of their records, as a signed report keeps them.
    var kept: [KeptFigure] {
        figures.map { figure in
            KeptFigure(
                key: figure.key, value: figure.value, records: figure.records.map { records[$0].key }.sorted()
            )
        }
    }
}

/// A figure of a signed report, as it is kept.
struct KeptFigure: Sendable, Codable, Hashable {
    let key: String
    let value: String?
    let records: [String]
}
