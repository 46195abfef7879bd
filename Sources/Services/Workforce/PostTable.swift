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
        let record: PostRecord
        let reservations: [PostReservation]
        var reason: String?
        var revision: Int { (known?.revision ?? 0) + 1 }

        /// A post to add.
        init(_ record: PostRecord, _ reservations: [PostReservation] = [], id: UUID, organisationID: UUID) {
            self.id = id
            known = nil
            self.organisationID = organisationID
            self.record = record
            self.reservations = reservations
        }

        /// A further version of a post.
        init(_ changed: PostRow, of known: PostRow, reason: String?) {
            id = known.id
            self.known = known
            organisationID = known.organisationID
            record = changed.record
            reservations = changed.reservations
            self.reason = reason
        }
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
                closed_on, frozen, regulator, recorded_by, recorded_at)
            select \(work.partnership.id), given.post_id, given.revision, given.organisation_id, given.title,
                   given.role, given.team, given.fte, given.created_on, given.closed_on,
                   given.frozen::datemultirange, given.regulator, \(work.actor.accountID), \(work.now)
            from unnest(
                \(changes.map(\.id)), \(changes.map(\.revision)), \(changes.map(\.organisationID)),
                \(records.map(\.title)), \(records.map(\.role)), \(records.map(\.team)),
                \(records.map(\.fte.tenThousandths)), \(records.map(\.createdOn)),
                \(records.map(\.closedOn)), \(records.map { Multirange.text($0.spells) }),
                \(records.map(\.regulator))
            ) as given (
                post_id, revision, organisation_id, title, role, team, fte, created_on, closed_on, frozen,
                regulator)
            """)
        try writeReservations(of: changes, work, on: db)
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

    private static func writeReservations(
        of changes: [Change], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let kept = changes.flatMap { change in change.reservations.map { (change, $0) } }
        if kept.isEmpty { return }
        try db.execute(
            """
            insert into berth.post_reservation (
                partnership_id, post_id, revision, organisation_id, candidate_id, reserved_on, released_on,
                expected_on)
            select \(work.partnership.id), given.post_id, given.revision, given.organisation_id,
                   given.candidate_id, given.reserved_on, given.released_on, given.expected_on
            from unnest(
                \(kept.map(\.0.id)), \(kept.map(\.0.revision)), \(kept.map(\.0.organisationID)),
                \(kept.map(\.1.candidateID)), \(kept.map(\.1.from)), \(kept.map(\.1.until)),
                \(kept.map(\.1.expectedOn))
            ) as given (
                post_id, revision, organisation_id, candidate_id, reserved_on, released_on, expected_on)
            """)
    }
}
