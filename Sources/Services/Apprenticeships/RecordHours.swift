public import Domain
public import Postgres

/// Records how long an apprentice trained off the job in a month.
public struct RecordHours: Verb {
    /// Those who manage apprenticeships.
    public static var action: Action { .manageApprenticeships }

    let reference: String
    let standard: String?
    let month: Month
    let minutes: Int
    let reason: String?

    /// - Parameters:
    ///   - minutes: in all in the month.
    ///   - reason: why; demanded where the month has been recorded already.
    public init(reference: String, standard: String? = nil, month: Month, minutes: Int, reason: String? = nil)
    {
        self.reference = reference
        self.standard = standard
        self.month = month
        self.minutes = minutes
        self.reason = reason
    }

    /// Stores the time.
    ///
    /// - Throws: `badData` for a month before the start or after today, and for more than a month holds; `conflict` for
    ///   a month that is recorded already, without a reason.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ApprenticeReport {
        let row = try work.apprenticeship(reference, standard: standard, on: db)
        let record = row.record
        try work.refuseBeyondReach(.manageApprenticeships, of: row.organisationID, record.organisation)
        try work.refuseFuture(month.first, "The training of \(record.apprenticeRef)")
        let episode = try row.episode()
        guard let start = episode.startedOn, start <= month.last,
            episode.endedOn.map({ $0 >= month.first }) ?? true
        else {
            throw ServiceError.badData(
                "\(record.apprenticeRef) was not in training in \(month); give a month between the start and the end."
            )
        }
        let last = try db.first(
            """
            select revision, minutes
            from berth.off_the_job_hours
            where partnership_id = \(work.partnership.id) and apprenticeship_id = \(row.id)
              and month = \(month.first)
            order by revision desc
            limit 1
            """, as: (Int, Int).self)
        if let last, reason?.contains(where: { !$0.isWhitespace }) != true {
            throw ServiceError.conflict(
                "\(last.1 / 60) hours \(last.1 % 60) minutes are recorded for \(record.apprenticeRef) in \(month) already; say with --reason why that changes."
            )
        }
        try db.execute(
            """
            insert into berth.off_the_job_hours (
                partnership_id, apprenticeship_id, month, revision, minutes, reason, recorded_by, recorded_at)
            values (\(work.partnership.id), \(row.id), \(month.first), \((last?.0 ?? 0) + 1), \(minutes), \(reason),
                    \(work.actor.accountID), \(work.now))
            """)
        try work.audit(
            "training_hours_recorded", of: "apprenticeship", row.id, reason: reason,
            after: Audited(month: month, minutes: minutes), on: db)
        return try work.apprenticeReport(
            record.apprenticeRef, standard: record.standardRef, Moment(asOf: nil, asAt: nil, work: work),
            on: db
        )
    }

    private struct Audited: Encodable, Sendable {
        let month: Month
        let minutes: Int
    }
}
