public import Domain
import FoundationEssentials
public import Postgres

/// What is known of one apprentice.
public struct ApprenticeReport: Sendable, Codable, Hashable {
    /// Something that happened.
    public struct Event: Sendable, Codable, Hashable {
        /// Its number, for corrections.
        public let number: Int
        /// What.
        public let event: String
        /// When.
        public let happenedOn: CalendarDate
        /// Why, as a code.
        @ExplicitNull public var reasonCode: String?
        /// Why, in words; of an event that was corrected, why it was.
        @ExplicitNull public var reason: String?
        /// Why a start was recorded that not both sides had agreed to.
        @ExplicitNull public var overrideReason: String?
    }

    /// Training off the job; minutes.
    public struct Hours: Sendable, Codable, Hashable {
        /// Needed by the end of training.
        @ExplicitNull public var neededMinutes: Int?
        /// Recorded.
        public let doneMinutes: Int
        /// Behind an even pace.
        @ExplicitNull public var minutesBehind: Int?
    }

    /// `apprentice show`.
    public let report: String
    /// The day of which it is true.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// The particulars.
    public let apprentice: ApprenticeRecord
    /// The title of the standard.
    @ExplicitNull public var standardTitle: String?
    /// Its level.
    @ExplicitNull public var level: Int?
    /// `not_started`, `in_learning`, `on_break`, `at_gateway`, `achieved`, `withdrawn` or `transferred`.
    public let state: String
    /// Since when.
    @ExplicitNull public var since: CalendarDate?
    /// The planned end, moved by breaks.
    @ExplicitNull public var expectedEndOn: CalendarDate?
    /// Days of break so far.
    public let breakDays: Int
    /// What funding pays of the price: no more than the funding band; nil where the price is not known.
    @ExplicitNull public var fundingPaysPence: Int?
    /// What the employer pays besides.
    @ExplicitNull public var employerPaysPence: Int?
    /// The sides that have agreed to the present terms.
    public let approvedBy: [String]
    /// Training off the job.
    public let offTheJob: Hours
    /// What happened, by day.
    public let events: [Event]
}

extension Work {
    /// The report on an apprentice.
    func apprenticeReport(
        _ reference: String, standard: String?, _ moment: Moment, on db: isolated PostgresConnection
    ) throws -> ApprenticeReport {
        let present = try apprenticeship(reference, standard: standard, on: db)
        guard
            let row = try apprenticeships(
                where: "apprenticeship.apprenticeship_id = \(present.id)", at: moment.asAt, on: db
            ).first
        else {
            throw ServiceError.notFound(
                "\(present.record.apprenticeRef) was not known yet at that moment; choose a later one with --as-at."
            )
        }
        let episode = try row.episode(on: moment.asOf)
        let found = StandardBook(try standards(at: moment.asAt, on: db)).standard(
            row.record.standardRef, on: episode.startedOn ?? row.record.plannedStartOn)
        let done = try db.one(
            """
            select coalesce(sum(kept.minutes), 0)
            from (
                select distinct on (month) minutes
                from berth.off_the_job_hours
                where partnership_id = \(partnership.id) and apprenticeship_id = \(row.id)
                  and month <= \(moment.asOf) and recorded_at <= \(moment.asAt)
                order by month, revision desc
            ) as kept
            """, as: Int.self)
        let planned = (episode.startedOn ?? row.record.plannedStartOn).flatMap { start in
            row.record.plannedEndOn.map { start.days(until: $0) + 1 }
        }
        let hours = OffTheJobHours(
            minimum: found?.record.minimumHours, agreed: row.record.agreedHours, done: done,
            learned: episode.learningDays(before: moment.asOf.adding(days: 1)), planned: planned)
        let price = row.record.price(
            found, from: episode.startedOn ?? row.record.plannedStartOn,
            try self.reference(at: moment, on: db))
        return ApprenticeReport(
            report: "apprentice show", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: partnership.code, apprentice: row.record, standardTitle: found?.record.title,
            level: found?.record.level, state: episode.state.rawValue, since: episode.events.last?.on,
            expectedEndOn: episode.state.isOver
                ? episode.endedOn : row.record.plannedEndOn.map { episode.plannedEnd($0, on: moment.asOf) },
            breakDays: episode.breakDays(before: episode.endedOn ?? moment.asOf),
            fundingPaysPence: price?.fundingPays, employerPaysPence: price?.employerPays,
            approvedBy: try approvals(of: row, on: db).filter { $0.at <= moment.asAt }.map(\.party.rawValue),
            offTheJob: ApprenticeReport.Hours(
                neededMinutes: hours.neededMinutes, doneMinutes: hours.doneMinutes,
                minutesBehind: hours.minutesBehind),
            events: row.events.filter { $0.event.on <= moment.asOf }
                .sorted { ($0.event.on, $0.sequence) < ($1.event.on, $1.sequence) }
                .map {
                    ApprenticeReport.Event(
                        number: $0.sequence, event: $0.event.kind.rawValue, happenedOn: $0.event.on,
                        reasonCode: $0.reasonCode, reason: $0.reason, overrideReason: $0.overrideReason)
                })
    }
}

/// Shows one apprentice.
public struct ShowApprentice: Verb {
    /// Everybody who sees apprenticeships.
    public static var action: Action { .viewApprenticeships }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String
    let standard: String?
    let question: ReportQuestion

    /// - Parameters:
    ///   - standard: where the person has been on several.
    ///   - question: its day and its moment; the rest is not asked.
    public init(reference: String, standard: String? = nil, _ question: ReportQuestion = ReportQuestion()) {
        self.reference = reference
        self.standard = standard
        self.question = question
    }

    /// Answers from the events.
    ///
    /// - Throws: `notFound` for one that does not exist, is out of sight, or was not known at that moment.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ApprenticeReport {
        try work.apprenticeReport(
            reference, standard: standard, Moment(asOf: question.asOf, asAt: question.asAt, work: work),
            on: db)
    }
}
