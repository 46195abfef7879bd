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
    /// Eleven hours of every twenty-four are for rest (Working Time Regulations 1998, regulation 10), and training off the
    /// job is work.
    private static let hoursOfADay = 13

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
    /// - Throws: `badData` for a month without a day in training, and for more than its days up to today hold; `conflict` for
    ///   a month that is recorded already, without a reason.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ApprenticeReport {
        let row = try work.apprenticeship(reference, standard: standard, on: db)
        let record = row.record
        try work.refuseBeyondReach(.manageApprenticeships, of: row.organisationID, record.organisation)
        try work.refuseFuture(month.first, "The training of \(record.apprenticeRef)")
        try refuseMoreThanFits(row, work)
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
            record.apprenticeRef, standard: record.standardRef, Moment(present: work),
            on: db
        )
    }

    /// Refuses more than the days of the month hold that have passed and on which the apprentice was in training.
    private func refuseMoreThanFits(_ row: ApprenticeshipRow, _ work: Work) throws {
        let episode = try row.episode()
        let last = min(month.last, work.today)
        let days = (0...month.first.days(until: last)).count { day in
            let date = month.first.adding(days: day)
            return Period(from: date, to: date).map(episode.participates(in:)) ?? false
        }
        if days == 0 {
            throw ServiceError.badData(
                "\(row.record.apprenticeRef) was not in training in \(month); give a month between the start and the end that is not all break."
            )
        }
        let most = days * Self.hoursOfADay
        if minutes > most * 60 {
            throw ServiceError.badData(
                "\(row.record.apprenticeRef) was in training on \(days.counted("day")) of \(month) up to \(last), which hold \(most) hours at most: \(Self.hoursOfADay) a day, since 11 of 24 are for rest (Working Time Regulations 1998, regulation 10)."
            )
        }
    }

    private struct Audited: Encodable, Sendable {
        let month: Month
        let minutes: Int
    }
}
