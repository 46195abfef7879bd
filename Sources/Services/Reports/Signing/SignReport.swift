import Crypto
public import Domain
import FoundationEssentials
import Gzip
public import Postgres

/// Signs a report: what it says is kept to the byte, with the hash of the records that went in, the signer and the time.
///
/// The same return signed again after a correction is a further version beside the first, with what differs and because
/// of which records. Signed again without one, or as known before the last version, it is refused.
public struct SignReport: Verb {
    /// Those who sign.
    public static var action: Action { .signReports }
    /// The report and what it is compared with are of one moment.
    public static var seesOneMoment: Bool { true }

    let report: any SignableReport
    let reason: String?

    /// - Parameter reason: why there is a further version; the first needs none.
    public init(_ report: any SignableReport, reason: String? = nil) {
        self.report = report
        self.reason = reason
    }

    /// Makes the report, and keeps it.
    ///
    /// - Throws: `conflict` when it is signed already and nothing has changed since, or as known no later, `badData`
    ///   where there is nothing to sign and for a further version without a reason, `notAllowed` for somebody who may
    ///   not see the report.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ReturnRecord {
        let kind = type(of: report)
        if !work.mayEverywhere(kind.view) {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(kind.view.phrase), so they cannot sign \(kind.name); ask an administrator for the role."
            )
        }
        try report.refuseSigning(work)
        let made = try report.make(work, on: db)
        if made.records.isEmpty {
            throw ServiceError.badData(
                "There is nothing to sign: no record of \(work.partnership.name) is behind a figure of \(kind.name) \(made.returnKey); import them first."
            )
        }
        let earlier = try work.returns(
            where: "kept.report = \(kind.name) and kept.return_key = \(made.returnKey)", on: db)
        let kept = made.kept
        let last = try earlier.last.map { (record: $0.record, kept: try $0.kept()) }
        if let last { try refuseRepeating(made, kept.values == last.kept.values, earlier.map(\.record)) }
        let version = (earlier.last?.record.version ?? 0) + 1
        if version > 1 {
            guard let reason, reason.contains(where: { !$0.isWhitespace }) else {
                throw ServiceError.badData(
                    "\(kind.name) \(made.returnKey) is signed already as \(earlier.last?.record.returnRef ?? "") and records or rules have changed since; say with --reason why there is a version \(version)."
                )
            }
        }
        let id = earlier.last?.id ?? work.newID()
        let reference: String
        if let known = earlier.last?.record.returnRef {
            reference = known
        } else {
            reference = try Reference.make(
                prefix: work.partnership.prefix, kind: .signedReturn,
                number: try work.nextNumber(of: "report_return", on: db))
        }
        let difference = last.map {
            ReturnDifference(from: $0.kept, version: $0.record.version, to: kept)
        }
        try db.execute(
            """
            insert into berth.report_return (
                partnership_id, return_id, reference, version, report, return_key, as_of, as_at, parameters, content,
                content_sha256, inputs_sha256, records, figures, difference, reason, signed_by, signer_name, signed_at)
            values (
                \(work.partnership.id), \(id), \(reference), \(version), \(kind.name), \(made.returnKey), \(made.asOf),
                \(made.asAt), \(try Work.json(report.choices)), \(made.content), \(Array(SHA256.hash(data: made.content))),
                \(made.inputHash), \(made.records.count),
                \(try GzipWriter.packed([UInt8](JSONEncoder().encode(kept)))), \(try Work.json(difference)),
                \(version > 1 ? reason : nil), \(work.actor.accountID), \(work.actor.fullName), \(work.now))
            """)
        let record = try work.signedReturn(reference, version: version, on: db).record
        try work.audit("report_signed", of: "report_return", id, reason: reason, after: record, on: db)
        return try work.told(record)
    }

    /// Refuses what is signed already, and what was known no later than the last version: a later one says what was
    /// learnt since.
    ///
    /// - Parameters:
    ///   - saysTheSame: whether every figure is that of the last version.
    ///   - earlier: the versions, the last one last.
    private func refuseRepeating(
        _ made: MadeReport, _ saysTheSame: Bool, _ earlier: [ReturnRecord]
    ) throws(ServiceError) {
        guard let last = earlier.last else { return }
        let subject = "\(type(of: report).name) \(made.returnKey)"
        let hash = Work.hexadecimal(made.inputHash)
        // A rule that was corrected makes other figures of the same records.
        if saysTheSame, let same = earlier.last(where: { $0.inputsSha256 == hash }) {
            throw .conflict(
                "\(subject) is signed already as \(same.returnRef) version \(same.version), and none of its records has changed since; see berth report show-return \(same.returnRef)."
            )
        }
        if made.asAt <= last.asAt.date {
            throw .conflict(
                "\(last.returnRef) version \(last.version) says what was known of \(subject) at \(last.asAt), so what was known at \(ReportInstant(made.asAt)) cannot come after it; leave --as-at out, or ask for a moment after that."
            )
        }
    }
}
