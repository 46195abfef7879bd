public import Domain
import FoundationEssentials
import Postgres

/// A post of the establishment.
public struct PostRecord: Sendable, Codable, Hashable {
    /// Whose it is.
    public var organisation: String
    /// The reference, unique within the organisation.
    public var postRef: String
    /// The title.
    public var title: String
    /// The role, such as `social_worker`.
    public var role: String
    /// The team.
    @ExplicitNull public var team: String?
    /// How much of a full-time post it is.
    public var fte: FTE
    /// The first day.
    public var createdOn: CalendarDate
    /// The day it is deleted.
    @ExplicitNull public var closedOn: CalendarDate?
    /// When it is frozen: `2022-04-01/2022-09-01`, from a day up to the day before another.
    public var frozen: [String]
    /// The regulator that its holder must be registered with.
    @ExplicitNull public var regulator: String?
    /// The candidate it is kept for.
    @ExplicitNull public var reservedFor: String?
    /// From when they are expected.
    @ExplicitNull public var reservedFrom: CalendarDate?
    /// The day from which it is kept for them.
    @ExplicitNull public var reservedOn: CalendarDate?
    /// For whom it was kept before: `PLY-C-0001-T 2022-04-01/2022-09-01`, from a day up to the day before another.
    public var reservedBefore: [String]

    /// The spells for which it is frozen.
    var spells: [FrozenSpell] {
        get { frozen.compactMap { FrozenSpell($0) } }
        set { frozen = FrozenSpell.merged(newValue).map(\.description) }
    }

    /// What the rates reckon with.
    public var established: EstablishedPost {
        EstablishedPost(fte: fte, createdOn: createdOn, closedOn: closedOn, frozen: spells)
    }

    /// What it is at the close of a day: `established`, `frozen`, `deleted`, or `planned` before it is created.
    public func status(on date: CalendarDate) -> String {
        established.status(on: date)?.rawValue ?? "planned"
    }
}

extension PostRecord {
    /// Says for whom the post is kept as long as it lasts, and was.
    mutating func tell(_ reservations: [PostReservation]) {
        tell(reservations.lasting, before: reservations.filter { $0.until != nil })
    }

    /// Says for whom the post is kept, and was.
    mutating func tell(_ standing: PostReservation?, before: [PostReservation]) {
        reservedFor = standing?.candidate
        reservedFrom = standing?.expectedOn
        reservedOn = standing?.from
        reservedBefore = before.compactMap(\.text)
    }
}

/// A post of the database as a version of it has it.
struct PostRow: Sendable {
    let id: UUID
    let revision: Int
    let organisationID: UUID
    var record: PostRecord
    /// For whom it was and is kept, in order of time. The record tells of it.
    var reservations: [PostReservation] = [] {
        didSet { record.tell(reservations) }
    }

    typealias Columns = (
        UUID, Int, UUID, String, String, String, String, String?, Int, CalendarDate, CalendarDate?, String,
        String?, UUID?, String?, CalendarDate?, CalendarDate?, CalendarDate?
    )

    init(_ row: Columns) {
        id = row.0
        revision = row.1
        organisationID = row.2
        record = PostRecord(
            organisation: row.3, postRef: row.4, title: row.5, role: row.6, team: row.7,
            fte: FTE(tenThousandths: row.8), createdOn: row.9, closedOn: row.10,
            frozen: Multirange.spells(row.11).map(\.description), regulator: row.12, reservedFor: nil,
            reservedFrom: nil, reservedOn: nil, reservedBefore: [])
    }

    /// The post as it was on a day: kept for who was to come then, and neither for who had come nor for who was promised
    /// it later.
    ///
    /// - Parameter known: the assignments to the post, of candidates at least.
    func record(on date: CalendarDate, _ known: some Sequence<AssignmentRow>) -> PostRecord {
        var shown = record
        let begun = reservations.filter { $0.from <= date }.compactMap { one -> PostReservation? in
            let came = known.filter { $0.candidateID == one.candidateID }.map(\.record.startedOn).min()
            guard let came, came <= date else { return one }
            if came <= one.from { return nil }
            var taken = one
            taken.until = min(one.until ?? came, came)
            return taken
        }
        shown.tell(
            begun.first { $0.stands(on: date) }, before: begun.filter { !$0.stands(on: date) })
        return shown
    }
}

/// Spells as a `datemultirange` has them.
enum Multirange {
    /// The spells in the text of a multirange.
    static func spells(_ text: String) -> [FrozenSpell] {
        text.split(separator: "[").compactMap { part in
            let ends = part.prefix { $0 != ")" }.split(separator: ",", omittingEmptySubsequences: false)
            guard ends.count == 2 else { return nil }
            return FrozenSpell("\(ends[0])/\(ends[1])")
        }
    }

    /// The text of a multirange of spells.
    static func text(_ spells: [FrozenSpell]) -> String {
        let ranges = spells.map { "[\($0.from),\($0.until?.description ?? ""))" }
        return "{\(ranges.joined(separator: ","))}"
    }
}

extension Work {
    /// The versions of posts that stood at a moment; those of now when nil.
    static func standing(_ name: SQL, at moment: Date?) -> SQL {
        guard let moment else { return "\(name).superseded_at = 'infinity'" }
        return "\(name).recorded_at <= \(moment) and \(name).superseded_at > \(moment)"
    }

    /// Posts for a condition on `post`, `version` and `owner`, as they were known at a moment, by organisation and
    /// reference.
    func posts(
        where condition: SQL, asAt: Date? = nil, on db: isolated PostgresConnection
    ) throws -> [PostRow] {
        var posts: [PostRow] = []
        let rows = try db.query(
            """
            select post.post_id, version.revision, post.organisation_id, owner.code, post.reference,
                   version.title, version.role, version.team, version.fte, version.created_on,
                   version.closed_on, version.frozen::text, version.regulator, kept.candidate_id,
                   candidate.reference, kept.reserved_on, kept.released_on, kept.expected_on
            from \(Self.postTables)
            where version.partnership_id = \(partnership.id) and \(Self.standing("version", at: asAt))
              and \(condition)
            order by owner.code collate "C", post.reference collate "C", kept.reserved_on
            """, as: PostRow.Columns.self)
        for row in rows {
            if posts.last?.id != row.0 { posts.append(PostRow(row)) }
            guard let candidate = row.13, let from = row.15 else { continue }
            posts[posts.count - 1].reservations.append(
                PostReservation(
                    candidateID: candidate, candidate: row.14, from: from, until: row.16,
                    expectedOn: row.17))
        }
        return posts
    }

    /// Versions of posts with whose they are, a row for each candidate for whom they are or were kept.
    static var postTables: SQL {
        """
        berth.post_version as version
        join berth.post
            on post.partnership_id = version.partnership_id and post.post_id = version.post_id
        join berth.organisation as owner
            on owner.partnership_id = version.partnership_id
           and owner.organisation_id = version.organisation_id
        left join berth.post_reservation as kept
            on kept.partnership_id = version.partnership_id and kept.post_id = version.post_id
           and kept.revision = version.revision
        left join berth.candidate
            on candidate.partnership_id = kept.partnership_id
           and candidate.candidate_id = kept.candidate_id
        """
    }

    /// The one post with a reference.
    ///
    /// - Throws: `notFound` when there is none, `usage` when several organisations have one and none is named.
    func post(
        _ reference: String, of organisation: String?, asAt: Date? = nil, on db: isolated PostgresConnection
    ) throws -> PostRow {
        let found = try posts(
            where: """
                post.reference_key = \(Reference.key(reference))
                and (\(organisation)::text is null or owner.code = \(organisation))
                """, asAt: asAt, on: db)
        guard let post = found.first else {
            let place = organisation ?? partnership.name
            throw ServiceError.notFound("There is no post \(reference) in \(place); see berth post list.")
        }
        if found.count > 1 {
            let owners = found.map(\.record.organisation).joined(separator: ", ")
            throw ServiceError(
                .usage,
                "Several organisations have a post \(reference): \(owners); name one with --organisation.")
        }
        return post
    }

    /// The candidate with a reference, which is as it was given to them.
    func candidateNamed(
        _ reference: String, on db: isolated PostgresConnection
    ) throws -> (id: UUID, reference: String) {
        let found = try db.first(
            """
            select candidate_id, reference
            from berth.candidate
            where partnership_id = \(partnership.id) and reference_key = \(Reference.key(reference))
            """, as: (UUID, String).self)
        guard let found else {
            throw ServiceError.notFound(
                "There is no candidate \(reference) in \(partnership.name); see berth candidate search.")
        }
        return (found.0, found.1)
    }

    /// A scope with its team as it is recorded, however its capitals and accents were typed.
    ///
    /// - Throws: `notFound` for an organisation or a team that there is not, `notAllowed` for an organisation beyond the
    ///   operator's role, `badData` for an unknown role.
    func known(_ scope: WorkforceScope, on db: isolated PostgresConnection) throws -> WorkforceScope {
        if let code = scope.organisation { _ = try organisation(code, to: .viewWorkforce, on: db) }
        if let role = scope.role { try codes(.role, on: db).refuseUnknown(role) }
        guard let typed = scope.team else { return scope }
        let teams = try db.query(
            """
            select distinct team collate "C" as team
            from berth.post_version
            where partnership_id = \(partnership.id) and team is not null
            order by team
            """, as: String.self)
        let alike = teams.filter { CandidateName.folded($0) == CandidateName.folded(typed) }
        guard let team = teams.first(where: { $0 == typed }) ?? (alike.count == 1 ? alike.first : nil) else {
            throw ServiceError.notFound(
                "There is no team \"\(typed)\" in \(partnership.name); \(teams.isEmpty ? "no post is of a team" : "the teams are \(teams.joined(separator: ", "))")."
            )
        }
        return WorkforceScope(organisation: scope.organisation, role: scope.role, team: team)
    }
}
