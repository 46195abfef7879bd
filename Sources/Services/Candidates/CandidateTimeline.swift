public import Domain
import FoundationEssentials
public import Postgres

/// One entry of a candidate's timeline.
public struct TimelineLine: Sendable, Codable, Hashable {
    /// The day it happened.
    @ExplicitNull public var happenedOn: CalendarDate?
    /// What happened: a milestone or a decision.
    public let what: String
    /// `milestone`, `correction` or `decision`.
    public let kind: String
    /// Round, reason or note.
    @ExplicitNull public var detail: String?
    /// When it was recorded.
    public let recordedAt: ReportInstant
    /// By whom.
    public let recordedBy: String
}

/// Shows everything that happened to a candidate, in the order in which it became known.
public struct CandidateTimeline: Verb {
    /// Those who see timelines.
    public static var action: Action { .viewTimeline }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String

    /// - Parameter reference: the candidate.
    public init(reference: String) {
        self.reference = reference
    }

    /// Answers decisions and facts together.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [TimelineLine] {
        let candidate = try work.candidate(reference, on: db)
        return try db.query(
            """
            select entry.happened_on, entry.what, entry.kind, entry.detail, entry.recorded_at,
                   coalesce(account.full_name, 'a former account')
            from (
                select event.happened_on, event.kind as what, 'decision' as kind,
                       nullif(concat_ws(': ', contract.reference || '/' || round.round_no, event.reason_code,
                                        event.reason), '') as detail,
                       event.recorded_at, event.recorded_by, event.sequence as place
                from berth.candidate_event as event
                left join berth.round
                    on round.partnership_id = event.partnership_id and round.round_id = event.round_id
                left join berth.contract
                    on contract.partnership_id = round.partnership_id
                   and contract.contract_id = round.contract_id
                where event.partnership_id = \(work.partnership.id)
                  and event.candidate_id = \(candidate.candidateId)
                union all
                select fact.happened_on, fact.milestone_code,
                       case when fact.revision > 1 then 'correction' else 'milestone' end,
                       nullif(concat_ws('; ', fact.note, 'out of order: ' || fact.override_reason,
                              case when fact.happened_on is null then 'never happened' end,
                              'corrected: ' || fact.correction_reason), ''),
                       fact.recorded_at, fact.recorded_by, 0
                from berth.milestone_fact as fact
                where fact.partnership_id = \(work.partnership.id)
                  and fact.subject_id = \(candidate.candidateId)
            ) as entry
            left join berth.staff_account as account on account.staff_account_id = entry.recorded_by
            order by entry.recorded_at, entry.place desc, entry.happened_on, entry.what
            """,
            as: (CalendarDate?, String, String, String?, Date, String).self
        ).map { row in
            TimelineLine(
                happenedOn: row.0, what: row.1, kind: row.2, detail: row.3,
                recordedAt: ReportInstant(row.4), recordedBy: row.5)
        }
    }
}
