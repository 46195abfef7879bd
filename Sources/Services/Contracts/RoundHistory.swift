public import Domain
public import FoundationEssentials
public import Postgres

/// One snapshot of a round.
public struct SnapshotLine: Sendable, Codable, Hashable {
    /// The day.
    public let asOf: CalendarDate
    /// The target on that day.
    public let target: Int
    /// In post.
    public let achieved: Int
    /// On course.
    public let onCourse: Int
    /// At risk.
    public let atRisk: Int
    /// Expected or started after the due date.
    public let willMiss: Int
    /// Withdrawn or rejected.
    public let lost: Int
    /// `green`, `amber` or `red`.
    public let status: String
    /// What changed since the snapshot before.
    public let changes: [SnapshotChange]
    /// When it was taken.
    public let takenAt: ReportInstant
    /// 1, or more when the day was looked at again after a correction; the earlier ones are kept.
    public let revision: Int
}

/// Shows the snapshots of a round, oldest first, of each day the newest revision.
public struct RoundHistory: Verb {
    /// Everybody who sees rounds.
    public static var action: Action { .viewRounds }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: RoundReference
    let asAt: Date?

    /// - Parameters:
    ///   - reference: the round.
    ///   - asAt: what had been reported by this instant; everything when nil.
    public init(reference: RoundReference, asAt: Date? = nil) {
        self.reference = reference
        self.asAt = asAt
    }

    /// Answers in the order of days.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [SnapshotLine] {
        let reportedBy = try asAt.map { try Moment(asOf: nil, asAt: $0, work: work).asAt }
        let round = try work.round(reference, on: db)
        return try db.query(
            """
            select distinct on (as_of) as_of, target, achieved, on_course, at_risk, will_miss, lost, status, changes::text,
                   taken_at, revision
            from berth.round_snapshot
            where partnership_id = \(work.partnership.id) and round_id = \(round.roundId)
              and (\(reportedBy)::timestamptz is null or taken_at <= \(reportedBy))
            order by as_of, revision desc
            """,
            as: (CalendarDate, Int, Int, Int, Int, Int, Int, String, String, Date, Int).self
        ).map { row in
            SnapshotLine(
                asOf: row.0, target: row.1, achieved: row.2, onCourse: row.3, atRisk: row.4, willMiss: row.5,
                lost: row.6, status: row.7,
                changes: try JSONDecoder().decode([SnapshotChange].self, from: Data(row.8.utf8)),
                takenAt: ReportInstant(row.9), revision: row.10)
        }
    }
}
