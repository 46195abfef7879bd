public import Domain
public import FoundationEssentials
public import Postgres

/// A milestone as a candidate's page shows it.
public struct MilestoneLine: Sendable, Codable, Hashable {
    /// The code.
    public let milestone: String
    /// The name.
    public let name: String
    /// Who acts.
    public let actor: String
    /// `done`, `ready` or `later`.
    public let state: String
    /// The day it happened.
    @ExplicitNull public var happenedOn: CalendarDate?
    /// The day it is expected, while open.
    @ExplicitNull public var expectedOn: CalendarDate?
    /// The last day on which it is of use to the round.
    @ExplicitNull public var latestUsefulOn: CalendarDate?
}

/// What is known of a candidate on a day.
public struct CandidateReport: Sendable, Codable, Hashable {
    /// `candidate show`.
    public let report: String
    /// What was true on this day.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the figures rest on.
    public let rules: [RuleLine]
    /// The particulars.
    public let candidate: CandidateRecord
    /// The round they are in; nil for none, and where the reader may not see it.
    @ExplicitNull public var round: String?
    /// The outlook for that round.
    @ExplicitNull public var outlook: RoundReport.Candidate?
    /// `withdrawn` or `rejected`, with date and reason, for those who left.
    @ExplicitNull public var exit: CandidateExit?
    /// Every milestone of the pathway.
    public let milestones: [MilestoneLine]
}

/// Shows one candidate: particulars, every milestone with its dates, and the outlook for the round, where the reader
/// sees it.
public struct ShowCandidate: Verb {
    /// Everybody who sees candidates.
    public static var action: Action { .viewCandidates }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String
    let asOf: CalendarDate?
    let asAt: Date?

    /// - Parameters:
    ///   - asOf: what was true on this day; today when nil.
    ///   - asAt: as known at this instant; now when nil.
    public init(reference: String, asOf: CalendarDate? = nil, asAt: Date? = nil) {
        self.reference = reference
        self.asOf = asOf
        self.asAt = asAt
    }

    /// Answers from the facts.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> CandidateReport {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        var candidate = try work.candidate(self.reference, on: db)
        let former = try work.former(
            [candidate.candidateId], before: "candidate_changed", at: moment, as: CandidateRecord.self, on: db
        )
        if let record = former[candidate.candidateId] { candidate.record = record }
        let pathway = try reference.pathway(candidate.pathway)
        guard let one = try work.oneCase(candidate, at: moment, reference: reference, on: db) else {
            throw ServiceError.notFound(
                "\(candidate.candidateRef) was not registered on \(moment.asOf), as far as was known then.")
        }
        let round = try one.roundID.flatMap { try work.round(id: $0, on: db) }
        let aim = try round.flatMap { try work.aim(of: $0.roundId, at: moment, on: db) }
        let countsAt = round.flatMap { pathway.index(of: $0.countsAt) } ?? pathway.count - 1
        let progress = try pathway.progress(
            of: one.state, countsAt: countsAt, asOf: moment.asOf, calendar: reference.calendar)
        var latest: [CalendarDate?] = Array(repeating: nil, count: pathway.count)
        var outlook: RoundReport.Candidate?
        var rules: [RuleLine] = []
        if let round, let aim {
            let picture = try RoundPicture(
                aim: aim, countsAt: round.countsAt, cases: [one.asCase(candidate)], asOf: moment.asOf,
                reference: reference)
            outlook = RoundReport.Candidate(picture.cases[0], picture.assessments[0])
            rules = picture.rules.map { RuleLine($0) }
            latest = try pathway.latestUsefulDates(
                countsAt: countsAt, dueOn: aim.dueOn, calendar: reference.calendar)
        }
        return CandidateReport(
            report: "candidate show", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt), rules: rules,
            candidate: candidate.record, round: round?.reference.description, outlook: outlook,
            exit: one.state.exit, milestones: Self.lines(pathway, progress, latest))
    }

    private static func lines(
        _ pathway: Pathway, _ progress: Progress, _ latest: [CalendarDate?]
    ) -> [MilestoneLine] {
        (0..<pathway.count).sorted { pathway.milestones[$0].position < pathway.milestones[$1].position }
            .map { index in
                let milestone = pathway.milestones[index]
                let isDone = progress.happened[index]
                return MilestoneLine(
                    milestone: milestone.code, name: milestone.name, actor: milestone.actor.rawValue,
                    state: isDone ? "done" : progress.ready.contains(index) ? "ready" : "later",
                    happenedOn: isDone ? progress.expectedOn[index] : nil,
                    expectedOn: isDone ? nil : progress.expectedOn[index], latestUsefulOn: latest[index])
            }
    }
}

/// One candidate's state and round at a moment.
struct OneCase {
    let roundID: UUID?
    let state: CandidateState

    func asCase(_ candidate: CandidateRow) -> CandidateCase {
        CandidateCase(
            id: candidate.candidateId, reference: candidate.candidateRef, name: candidate.record.fullName,
            pathwayCode: candidate.pathway, state: state)
    }
}

extension Work {
    /// A candidate's state at a moment; nil before they were registered.
    func oneCase(
        _ candidate: CandidateRow, at moment: Moment, reference: ReferenceData,
        on db: isolated PostgresConnection
    ) throws -> OneCase? {
        let events = try db.query(
            """
            select kind, happened_on, round_id, reason_code
            from berth.candidate_event
            where partnership_id = \(partnership.id) and candidate_id = \(candidate.candidateId)
              and happened_on <= \(moment.asOf) and recorded_at <= \(moment.asAt)
            order by happened_on, sequence
            """, as: (String, CalendarDate, UUID?, String?).self)
        if events.isEmpty { return nil }
        var standing = CandidateStanding()
        for event in events {
            guard let kind = CandidateEventKind(rawValue: event.0) else { continue }
            standing.apply(CandidateEvent(kind: kind, on: event.1, roundID: event.2, reasonCode: event.3))
        }
        let pathway = try reference.pathway(candidate.pathway)
        var facts = MilestoneFacts(count: pathway.count)
        let rows = try db.query(
            """
            select milestone_code, happened_on
            from berth.milestone_fact
            where partnership_id = \(partnership.id) and subject_id = \(candidate.candidateId)
              and recorded_at <= \(moment.asAt)
            order by milestone_code, revision
            """, as: (String, CalendarDate?).self)
        for row in rows {
            if let index = pathway.index(of: row.0) { facts[index] = row.1 }
        }
        return OneCase(
            roundID: standing.roundID,
            state: CandidateState(registeredOn: candidate.registeredOn, facts: facts, exit: standing.exit))
    }

    /// The round with a key; nil where it is out of the reader's reach.
    func round(id: UUID, on db: isolated PostgresConnection) throws -> RoundRow? {
        try db.queryRows(
            """
            select \(Self.roundColumns)
            from \(Self.roundTables)
            where round.partnership_id = \(partnership.id) and round.round_id = \(id)
            """, as: RoundRow.self
        ).first
    }
}
