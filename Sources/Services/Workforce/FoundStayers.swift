import Domain
import FoundationEssentials
import Postgres

/// Who came and stayed or left, in the groups whose curves are estimated.
struct FoundStayers {
    /// The round that a candidate was in last, and what says so.
    struct LastRound {
        let candidateID: UUID
        let organisationID: UUID
        let organisation: String
        let candidateRef: String
        let sequence: Int
        let kind: String
        let on: CalendarDate
        let round: String
        let recordedAt: Date
    }

    let book: WorkforceBook
    /// The spells of people by the name of their group; everybody is in one.
    let groups: [String: [EmploymentSpell]]
    /// The same people grouped otherwise, where few are hidden: what is told of them so is subtracted too.
    let beside: [[String: [EmploymentSpell]]]
    /// By the key of the candidate; none where no group is a round.
    let rounds: [UUID: LastRound]

    /// - Parameters:
    ///   - threshold: below which groups are hidden; 1 where none is.
    ///   - startedFrom: who started on this day or later only.
    ///   - book: read with how people came.
    ///   - months: how long somebody is newly qualified, where groups are routes.
    init(
        by grouping: ReportRetention.Grouping, hidingFewerThan threshold: Int, startedFrom: CalendarDate?,
        of book: WorkforceBook, newlyQualifiedFor months: Int, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        self.book = book
        let told = threshold > 1 ? ReportRetention.Grouping.allCases : [grouping]
        let rounds = told.contains(.round) ? try Self.rounds(of: book, work, on: db) : [:]
        self.rounds = grouping == .round ? rounds : [:]
        var groups: [ReportRetention.Grouping: [String: [EmploymentSpell]]] = [:]
        for spell in book.spells where spell.startedOn <= book.moment.asOf {
            if let startedFrom, spell.startedOn < startedFrom { continue }
            for grouping in told {
                let group =
                    switch grouping {
                    case .intake: String(spell.startedOn.year)
                    case .route: book.route(spell, newlyQualifiedFor: months)
                    case .round:
                        book.comings[spell.first].candidateID.flatMap { rounds[$0]?.round }
                            ?? ReportRetention.noRound
                    }
                groups[grouping, default: [:]][group, default: []].append(spell)
            }
        }
        self.groups = groups[grouping] ?? [:]
        beside = told.filter { $0 != grouping }.map { groups[$0] ?? [:] }
    }

    /// Somebody, watched up to the day of the report.
    func subject(_ spell: EmploymentSpell) -> SurvivalCurve.Subject {
        let date = book.moment.asOf
        return SurvivalCurve.Subject(days: spell.days(until: date), hasLeft: spell.hasEnded(by: date))
    }

    /// The round that each candidate in post was in last.
    private static func rounds(
        of book: WorkforceBook, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [UUID: LastRound] {
        let candidates = Set(book.comings.compactMap(\.candidateID))
        if candidates.isEmpty { return [:] }
        var rounds: [UUID: LastRound] = [:]
        try db.forEachRow(
            """
            select distinct on (event.candidate_id) event.candidate_id, candidate.organisation_id, owner.code,
                   candidate.reference, event.sequence, event.kind, event.happened_on, event.recorded_at,
                   contract.reference || '/' || round.round_no
            from berth.candidate_event as event
            join berth.candidate
                on candidate.partnership_id = event.partnership_id
               and candidate.candidate_id = event.candidate_id
            join berth.organisation as owner
                on owner.partnership_id = candidate.partnership_id
               and owner.organisation_id = candidate.organisation_id
            join berth.round
                on round.partnership_id = event.partnership_id and round.round_id = event.round_id
            join berth.contract
                on contract.partnership_id = round.partnership_id and contract.contract_id = round.contract_id
            where event.partnership_id = \(work.partnership.id)
              and event.candidate_id = any (\(candidates.sorted { $0.uuidString < $1.uuidString }))
              and event.happened_on <= \(book.moment.asOf) and event.recorded_at <= \(book.moment.asAt)
            order by event.candidate_id, event.happened_on desc, event.sequence desc
            """, as: (UUID, UUID, String, String, Int, String, CalendarDate, Date, String).self
        ) { id, organisationID, organisation, reference, sequence, kind, on, recordedAt, round in
            rounds[id] = LastRound(
                candidateID: id, organisationID: organisationID, organisation: organisation,
                candidateRef: reference, sequence: sequence, kind: kind, on: on, round: round,
                recordedAt: recordedAt)
        }
        return rounds
    }
}
