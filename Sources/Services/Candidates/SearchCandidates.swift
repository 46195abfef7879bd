public import Domain
public import FoundationEssentials
public import Postgres

/// A candidate in a list.
public struct CandidateLine: Sendable, Codable, Hashable {
    /// The reference.
    public let candidateRef: String
    /// Given name.
    public let givenName: String
    /// Family name.
    public let familyName: String
    /// The organisation that recruits.
    public let organisation: String
    /// The pathway.
    public let pathway: String
    /// The round they were placed in last.
    @ExplicitNull public var round: String?
    /// The milestone recorded last.
    @ExplicitNull public var stage: String?
    /// `withdrawn`, `rejected` or nothing.
    @ExplicitNull public var exit: String?
}

/// Finds candidates by name, reference or e-mail; accents, case and the order of names do not matter.
public struct SearchCandidates: Verb {
    /// Everybody who sees candidates.
    public static var action: Action { .viewCandidates }
    /// A question.
    public static var isReadOnly: Bool { true }

    /// The most answers that are given.
    public static let limit = 200

    let text: String?
    let round: RoundReference?
    let asOf: CalendarDate?
    let asAt: Date?

    /// - Parameters:
    ///   - text: part of a name as it is now, a reference, or an e-mail; everybody when nil.
    ///   - round: only those placed in this round.
    ///   - asOf: what was true on this day; today when nil.
    ///   - asAt: as known at this instant; now when nil.
    public init(
        text: String? = nil, round: RoundReference? = nil, asOf: CalendarDate? = nil, asAt: Date? = nil
    ) {
        self.text = text
        self.round = round
        self.asOf = asOf
        self.asAt = asAt
    }

    private struct Row: Decodable {
        let candidateRef: String
        let givenName: String
        let familyName: String
        let organisation: String
        let pathway: String
        let contractRef: String?
        let roundNo: Int?
        let stage: String?
        let exit: String?
    }

    /// Answers at most ``limit`` in the order of family and given name.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [CandidateLine] {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let isPast = moment.asAt < work.now
        // The audit keeps what stood before a change.
        let former: SQL =
            isPast
            ? """
            left join lateral (
                select event.before
                from berth.audit_event as event
                where event.partnership_id = candidate.partnership_id
                  and event.subject_id = candidate.candidate_id and event.kind = 'candidate_changed'
                  and event.recorded_at > \(moment.asAt)
                order by event.sequence
                limit 1
            ) as former on true
            """ : ""
        func stood(_ key: SQL, _ present: SQL) -> SQL {
            isPast ? "coalesce(former.before ->> '\(key)', \(present))" : present
        }
        let isKnown: SQL = "event.happened_on <= \(moment.asOf) and event.recorded_at <= \(moment.asAt)"
        let roundID = try round.map { try work.round($0, on: db).roundId }
        let rows = try db.queryRows(
            """
            select candidate.reference as candidate_ref,
                   \(stood("given_name", "candidate.given_name")) as given_name,
                   \(stood("family_name", "candidate.family_name")) as family_name,
                   \(stood("organisation", "employer.code")) as organisation,
                   \(stood("pathway", "candidate.pathway_code")) as pathway,
                   contract.reference as contract_ref, round.round_no, latest.milestone_code as stage,
                   case when decided.kind <> 'reinstated' then decided.kind end as exit
            from \(Work.candidateTables)
            \(former)
            join lateral (
                select event.round_id
                from berth.candidate_event as event
                where event.partnership_id = candidate.partnership_id
                  and event.candidate_id = candidate.candidate_id
                  and event.kind in ('registered', 'moved') and \(isKnown)
                order by event.happened_on desc, event.sequence desc
                limit 1
            ) as placed on true
            left join lateral (
                select event.kind
                from berth.candidate_event as event
                where event.partnership_id = candidate.partnership_id
                  and event.candidate_id = candidate.candidate_id
                  and event.kind in ('withdrawn', 'rejected', 'reinstated') and \(isKnown)
                order by event.happened_on desc, event.sequence desc
                limit 1
            ) as decided on true
            left join lateral (
                select fact.milestone_code
                from berth.milestone_fact as fact
                join berth.milestone_definition as definition
                    on definition.pathway_code = \(stood("pathway", "candidate.pathway_code"))
                   and definition.milestone_code = fact.milestone_code
                   and \(Work.standing("definition", at: isPast ? moment.asAt : nil))
                where fact.partnership_id = candidate.partnership_id
                  and fact.subject_id = candidate.candidate_id
                  and fact.happened_on <= \(moment.asOf) and fact.recorded_at <= \(moment.asAt)
                  and not exists (
                      select from berth.milestone_fact as later
                      where later.partnership_id = fact.partnership_id
                        and later.subject_id = fact.subject_id
                        and later.milestone_code = fact.milestone_code
                        and later.revision > fact.revision and later.recorded_at <= \(moment.asAt)
                  )
                order by fact.happened_on desc, definition.position desc
                limit 1
            ) as latest on true
            left join berth.round
                on round.partnership_id = candidate.partnership_id and round.round_id = placed.round_id
            left join berth.contract
                on contract.partnership_id = round.partnership_id and contract.contract_id = round.contract_id
            where candidate.partnership_id = \(work.partnership.id)
              and (\(roundID)::uuid is null or placed.round_id = \(roundID))
              and \(condition)
            order by family_name, given_name, candidate.reference
            limit \(Self.limit)
            """, as: Row.self)
        return rows.map { row in
            CandidateLine(
                candidateRef: row.candidateRef, givenName: row.givenName, familyName: row.familyName,
                organisation: row.organisation, pathway: row.pathway,
                round: row.contractRef.flatMap { contract in row.roundNo.map { "\(contract)/\($0)" } },
                stage: row.stage, exit: row.exit)
        }
    }

    /// Each word has to begin a word of the name; or the whole is a reference or an e-mail.
    private var condition: SQL {
        guard let text, !text.isEmpty else { return "true" }
        let words = CandidateName.tokens(text)
        let byName: SQL =
            words.isEmpty
            ? "false"
            : SQL.joined(
                words.map { word in
                    "(candidate.name_key like \(word + "%") or candidate.name_key like \("% " + word + "%"))"
                        as SQL
                }, separator: " and ")
        return """
            (candidate.reference_key = \(Reference.key(text))
             or lower(candidate.email) = lower(\(text))
             or (\(byName)))
            """
    }
}
