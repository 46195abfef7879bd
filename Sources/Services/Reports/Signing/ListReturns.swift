public import Domain
public import Postgres

/// Lists the signed reports, by report, day and version.
public struct ListReturns: Verb {
    /// Those who see signed reports.
    public static var action: Action { .viewReturns }
    /// A question.
    public static var isReadOnly: Bool { true }

    let report: String?

    /// - Parameter report: of this report only.
    public init(report: String? = nil) {
        self.report = report
    }

    /// Answers from the archive; of a return that the operator may not read without what differs.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [ReturnRecord] {
        try work.returns(where: report.map { "kept.report = \($0)" } ?? "true", on: db).map { row in
            var record = try work.told(row.record)
            if try work.thresholdWithheld(of: record, on: db) != nil { record.difference = nil }
            return record
        }
    }
}
