public import Domain
public import FoundationEssentials
public import Postgres

/// A recruit who is recorded as started and whom no assignment names.
public struct StarterWithoutPost: Sendable, Codable, Hashable {
    /// Who recruited them.
    public let organisation: String
    /// The candidate.
    public let candidateRef: String
    /// The role recruited for.
    public let role: String
    /// The team they would join.
    @ExplicitNull public var team: String?
    /// The day they started.
    public let startedOn: CalendarDate
    /// The post that is kept for them; only for who may see people.
    @ExplicitNull public var reservedPost: String?
}

/// Lists recruits who are recorded as started and whom no assignment names, by organisation and candidate.
///
/// Somebody sees those whom they may see as candidates.
public struct ListStartersWithoutPost: Verb {
    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
    /// A question.
    public static var isReadOnly: Bool { true }

    let scope: WorkforceScope
    let asOf: CalendarDate?
    let asAt: Date?

    /// Asks on a day, today when nil, as known at an instant, now when nil.
    public init(scope: WorkforceScope = WorkforceScope(), asOf: CalendarDate? = nil, asAt: Date? = nil) {
        self.scope = scope
        self.asOf = asOf
        self.asAt = asAt
    }

    /// Answers in the order of organisation and candidate.
    ///
    /// - Throws: `notAllowed` for who may not see candidates.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [StarterWithoutPost] {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let book = try WorkforceBook(
            scope, wanting: [.establishment, .coming], at: moment, work, on: db)
        guard let found = try work.startersWithoutPost(book, on: db) else {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(Action.viewCandidates.phrase), so they cannot see who has started."
            )
        }
        return found.map(\.starter)
    }
}

/// Such a recruit with what names them among records.
struct FoundStarter {
    let starter: StarterWithoutPost
    let candidateID: UUID
    let organisationID: UUID
    /// When it was recorded that they started.
    let recordedAt: Date
}

extension Work {
    /// Who has started by the day of a book and is in none of its assignments, over or not; nil for who may not see
    /// candidates.
    ///
    /// - Parameter book: with posts, and how people came.
    func startersWithoutPost(
        _ book: WorkforceBook, on db: isolated PostgresConnection
    ) throws -> [FoundStarter]? {
        if actor.reach(of: .viewCandidates, in: partnership) == .nothing { return nil }
        let inPost = Set(book.comings.compactMap(\.candidateID))
        let moment = book.moment
        let rows = try db.query(
            """
            select candidate.candidate_id, candidate.organisation_id, owner.code, candidate.reference,
                   candidate.role, candidate.team, started.happened_on, started.recorded_at
            from berth.candidate
            join berth.organisation as owner
                on owner.partnership_id = candidate.partnership_id
               and owner.organisation_id = candidate.organisation_id
            cross join lateral (
                select fact.happened_on, fact.recorded_at
                from berth.milestone_fact as fact
                where fact.partnership_id = candidate.partnership_id
                  and fact.subject_id = candidate.candidate_id and fact.milestone_code = 'started'
                  and fact.recorded_at <= \(moment.asAt)
                order by fact.revision desc
                limit 1
            ) as started
            left join lateral (
                select event.kind
                from berth.candidate_event as event
                where event.partnership_id = candidate.partnership_id
                  and event.candidate_id = candidate.candidate_id
                  and event.kind in ('withdrawn', 'rejected', 'reinstated')
                  and event.happened_on <= \(moment.asOf) and event.recorded_at <= \(moment.asAt)
                order by event.happened_on desc, event.sequence desc
                limit 1
            ) as decided on true
            where candidate.partnership_id = \(partnership.id) and started.happened_on <= \(moment.asOf)
              and (decided.kind is null or decided.kind = 'reinstated')
            """,
            as: (UUID, UUID, String, String, String, String?, CalendarDate, Date).self)
        var kept: [UUID: String] = [:]
        for post in book.posts.reversed() {
            if let candidate = post.keptFor { kept[candidate] = post.reference }
        }
        let former = try former(
            rows.map(\.0), before: "candidate_changed", at: moment, as: CandidateRecord.self, on: db)
        return rows.filter { row in !inPost.contains(row.0) && may(.viewCandidates, on: row.1) }.map { row in
            let then = former[row.0]
            return FoundStarter(
                starter: StarterWithoutPost(
                    organisation: then?.organisation ?? row.2, candidateRef: row.3, role: then?.role ?? row.4,
                    team: then == nil ? row.5 : then?.team, startedOn: row.6,
                    reservedPost: may(.viewWorkforcePersons, on: row.1) ? kept[row.0] : nil),
                candidateID: row.0, organisationID: row.1, recordedAt: row.7)
        }.filter {
            book.scope.holds(
                organisation: $0.starter.organisation, role: $0.starter.role, team: $0.starter.team)
        }.sorted {
            ($0.starter.organisation, $0.starter.candidateRef)
                < ($1.starter.organisation, $1.starter.candidateRef)
        }
    }
}
