public import Domain
import FoundationEssentials
import Gzip
import Postgres

/// A signed report, without what it says.
public struct ReturnRecord: Sendable, Codable, Hashable {
    /// The reference; versions of one return share it.
    public let returnRef: String
    /// The version, from 1.
    public let version: Int
    /// Which report.
    public let report: String
    /// The period and the choices.
    public let subject: String
    /// The day that it is about.
    public let asOf: CalendarDate
    /// The moment whose records went in.
    public let asAt: ReportInstant
    /// Who signed.
    public let signer: String
    /// When.
    public let signedAt: ReportInstant
    /// Why there is a further version.
    @ExplicitNull public var reason: String?
    /// How many records went in.
    public let records: Int
    /// SHA-256 of what went in, in hexadecimal.
    public let inputsSha256: String
    /// SHA-256 of what it says, in hexadecimal.
    public let contentSha256: String
    /// What differs from the version before; nil for the first.
    @ExplicitNull public var difference: ReturnDifference?
}

/// A signed report of the database.
struct ReturnRow: Sendable {
    let id: UUID
    let record: ReturnRecord
    let content: Data
    private let packed: Data

    init(id: UUID, record: ReturnRecord, content: Data, packed: Data) {
        self.id = id
        self.record = record
        self.content = content
        self.packed = packed
    }

    /// What is kept beside what it says.
    func kept() throws -> KeptReport {
        try JSONDecoder().decode(KeptReport.self, from: Data(try GzipReader.unpacked([UInt8](packed))))
    }
}

extension Work {
    private typealias ReturnColumns = (
        UUID, String, Int, String, String, CalendarDate, Date, String, Date, String?, Int, Data, Data,
        String?,
        Data, Data
    )

    /// Signed reports for a condition on `kept`, by report, subject and version.
    func returns(where condition: SQL, on db: isolated PostgresConnection) throws -> [ReturnRow] {
        try db.query(
            """
            select kept.return_id, kept.reference, kept.version, kept.report, kept.return_key, kept.as_of, kept.as_at,
                   kept.signer_name, kept.signed_at, kept.reason, kept.records, kept.inputs_sha256,
                   kept.content_sha256, kept.difference::text, kept.content, kept.figures
            from berth.report_return as kept
            where kept.partnership_id = \(partnership.id) and \(condition)
            order by kept.report, kept.as_of, kept.return_key collate "C", kept.version
            """, as: ReturnColumns.self
        ).map { row in
            let difference = try row.13.map {
                try ReportJSON.value(ReturnDifference.self, of: Data($0.utf8))
            }
            return ReturnRow(
                id: row.0,
                record: ReturnRecord(
                    returnRef: row.1, version: row.2, report: row.3, subject: row.4, asOf: row.5,
                    asAt: ReportInstant(row.6), signer: row.7, signedAt: ReportInstant(row.8), reason: row.9,
                    records: row.10, inputsSha256: Self.hexadecimal(row.11),
                    contentSha256: Self.hexadecimal(row.12), difference: difference),
                content: row.14, packed: row.15)
        }
    }

    /// A version of the signed report with a reference, the last when none is named.
    ///
    /// - Throws: `notFound` for one that does not exist.
    func signedReturn(
        _ reference: String, version: Int?, on db: isolated PostgresConnection
    ) throws -> ReturnRow {
        let found = try returns(where: "kept.reference_key = \(Reference.key(reference))", on: db)
        guard let last = found.last else {
            throw ServiceError.notFound(
                "There is no signed report \(reference) in \(partnership.name); see berth report returns.")
        }
        guard let version else { return last }
        guard let named = found.first(where: { $0.record.version == version }) else {
            throw ServiceError.notFound(
                "\(last.record.returnRef) has no version \(version); its versions are 1 to \(last.record.version)."
            )
        }
        return named
    }

    /// The threshold of a signed report that the operator may not read, because it is below that of the rules.
    func thresholdWithheld(of record: ReturnRecord, on db: isolated PostgresConnection) throws -> Int? {
        let usual = try reference(on: db).integer(.smallNumberThreshold, on: record.asOf)
        let kind = try SignableReports.report(named: record.report)
        let given = record.subject.split(separator: " ").first { $0.hasPrefix("threshold=") }
            .flatMap { Int($0.dropFirst("threshold=".count)) }
        let threshold = given ?? kind.unsaidThreshold(usual: usual)
        return threshold < usual && kind.isBound(self) ? threshold : nil
    }

    /// A signed report as the operator may read it: not whom a figure is about that tells of people, where they may not
    /// see these.
    func told(_ record: ReturnRecord) throws(ServiceError) -> ReturnRecord {
        let kind = try SignableReports.report(named: record.report)
        guard kind.isBound(self) else { return record }
        var told = record
        told.difference?.figures = (record.difference?.figures ?? []).map {
            kind.tellsOfPeople($0.figure) ? $0.withoutRecords : $0
        }
        return told
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
