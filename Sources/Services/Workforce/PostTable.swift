import Domain
import FoundationEssentials
import Postgres

/// Writes versions of posts, many at a time.
enum PostTable {
    /// A post to add, or a further version of one.
    struct Change {
        let id: UUID
        let known: PostRow?
        let organisationID: UUID
        let candidateID: UUID?
        let record: PostRecord
        var reason: String?
        var revision: Int { (known?.revision ?? 0) + 1 }
    }

    /// Stores the changes and their audit events.
    ///
    /// - Throws: `conflict` when somebody else has changed one of the posts since it was read.
    static func write(
        _ changes: [Change], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let added = changes.filter { $0.known == nil }
        if !added.isEmpty {
            try db.execute(
                """
                insert into berth.post (partnership_id, post_id, organisation_id, reference)
                select \(work.partnership.id), given.post_id, given.organisation_id, given.reference
                from unnest(
                    \(added.map(\.id)), \(added.map(\.organisationID)), \(added.map(\.record.postRef))
                ) as given (post_id, organisation_id, reference)
                """)
        }
        let known = changes.filter { $0.known != nil }
        if !known.isEmpty {
            let closed = try db.execute(
                """
                update berth.post_version as version
                set superseded_at = \(work.now)
                from unnest(\(known.map(\.id)), \(known.map { $0.revision - 1 })) as given (post_id, revision)
                where version.partnership_id = \(work.partnership.id) and version.post_id = given.post_id
                  and version.revision = given.revision and version.superseded_at = 'infinity'
                """)
            try work.refuseLostRace(closed, of: known.count)
        }
        if changes.isEmpty { return }
        let records = changes.map(\.record)
        try db.execute(
            """
            insert into berth.post_version (
                partnership_id, post_id, revision, organisation_id, title, role, team, fte, created_on,
                closed_on, frozen, regulator, reserved_candidate_id, reserved_from, recorded_by, recorded_at)
            select \(work.partnership.id), given.post_id, given.revision, given.organisation_id, given.title,
                   given.role, given.team, given.fte, given.created_on, given.closed_on,
                   given.frozen::datemultirange, given.regulator, given.candidate_id, given.reserved_from,
                   \(work.actor.accountID), \(work.now)
            from unnest(
                \(changes.map(\.id)), \(changes.map(\.revision)), \(changes.map(\.organisationID)),
                \(records.map(\.title)), \(records.map(\.role)), \(records.map(\.team)),
                \(records.map(\.fte.tenThousandths)), \(records.map(\.createdOn)),
                \(records.map(\.closedOn)), \(records.map { Multirange.text($0.spells) }),
                \(records.map(\.regulator)), \(changes.map(\.candidateID)), \(records.map(\.reservedFrom))
            ) as given (
                post_id, revision, organisation_id, title, role, team, fte, created_on, closed_on, frozen,
                regulator, candidate_id, reserved_from)
            """)
        try work.auditNew(
            try added.map {
                AuditDraft(subjectID: $0.id, kind: "post_added", after: try Work.json($0.record))
            },
            of: "post", on: db)
        try work.auditMore(
            try known.map {
                AuditDraft(
                    subjectID: $0.id, kind: "post_changed", before: try Work.json($0.known?.record),
                    after: try Work.json($0.record), reason: $0.reason)
            }, of: "post", on: db)
    }
}
