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
    /// The records that are behind its figures.
    public let records: [ReportRecord]
    /// The records that it looked at and left out: why somebody is not counted.
    public let leftOut: [ReportRecord]
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
        let used = Set(figures.lazy.flatMap(\.records))
        var places = Array(repeating: 0, count: records.count)
        for (place, record) in used.sorted().enumerated() { places[record] = place }
        self.records = used.sorted().map { records[$0] }
        leftOut = records.indices.filter { !used.contains($0) }.map { records[$0] }
        self.figures = figures.sorted { $0.key < $1.key }.map { figure in
            ReportFigure(
                key: figure.key, value: figure.value, isHidden: figure.isHidden,
                sums: figure.sums.map { $0.map { $0.moved(to: places[$0.record]) } },
                others: figure.others.map { places[$0] }, organisationID: figure.organisationID)
        }
    }

    /// SHA-256 of the records, whatever their order.
    var inputHash: [UInt8] {
        var hash = SHA256()
        for line in records.map(\.line).sorted() { hash.update(data: Array(line.utf8)) }
        return Array(hash.finalize())
    }

    /// What a signed report keeps of it.
    var kept: KeptReport {
        KeptReport(
            figures: figures.map { figure in
                KeptReport.Figure(
                    key: figure.key, value: figure.isHidden ? nil : figure.value,
                    sums: figure.sums.map {
                        KeptReport.Sum(records: $0.map(\.record), amounts: $0.map(\.amount))
                    }, records: Set(figure.records).sorted())
            },
            records: (records + leftOut).map {
                KeptReport.Record(key: $0.key, about: [$0.subjectID] + $0.otherSubjects)
            }, behind: records.count)
    }
}
