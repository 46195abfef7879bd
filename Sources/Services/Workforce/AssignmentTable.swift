import Domain
import FoundationEssentials
import Postgres

/// Writes versions of assignments, many at a time.
enum AssignmentTable {
    /// An assignment to add, or a further version of one.
    struct Change {
        let id: UUID
        let known: AssignmentRow?
        let organisationID: UUID
        let postID: UUID
        let candidateID: UUID?
        let record: AssignmentRecord
        var reason: String?
        var revision: Int { (known?.revision ?? 0) + 1 }
    }

    /// Stores the changes and their audit events, which keep nothing that only some may see.
    ///
    /// - Throws: `conflict` when somebody else has changed one of the assignments since it was read.
    static func write(
        _ changes: [Change], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if changes.isEmpty { return }
        let known = changes.filter { $0.known != nil }
        try close(known.compactMap(\.known), work, on: db)
        try insert(changes, work, on: db)
        try work.auditNew(
            try changes.filter { $0.known == nil }.map {
                AuditDraft(
                    subjectID: $0.id, kind: "assignment_added",
                    after: try Work.json($0.record.withoutSensitive))
            }, of: "assignment", on: db)
        try work.auditMore(
            try known.map {
                AuditDraft(
                    subjectID: $0.id, kind: "assignment_changed",
                    before: try Work.json($0.known?.record.withoutSensitive),
                    after: try Work.json($0.record.withoutSensitive), reason: $0.reason)
            }, of: "assignment", on: db)
    }

    /// Takes back what was never so: no version stands any more, and what was known before stays.
    ///
    /// - Throws: `conflict` when somebody else has changed the assignment since it was read.
    static func takeBack(
        _ row: AssignmentRow, reason: String, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        try close([row], work, on: db)
        try work.auditMore(
            [
                AuditDraft(
                    subjectID: row.id, kind: "assignment_taken_back",
                    before: try Work.json(row.record.withoutSensitive), reason: reason)
            ], of: "assignment", on: db)
    }

    private static func close(
        _ rows: [AssignmentRow], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if rows.isEmpty { return }
        let closed = try db.execute(
            """
            update berth.assignment as version
            set superseded_at = \(work.now)
            from unnest(\(rows.map(\.id)), \(rows.map(\.revision))) as given (id, revision)
            where version.partnership_id = \(work.partnership.id) and version.assignment_id = given.id
              and version.revision = given.revision and version.superseded_at = 'infinity'
            """)
        try work.refuseLostRace(closed, of: rows.count)
    }

    private static func insert(
        _ changes: [Change], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let records = changes.map(\.record)
        try db.execute(
            """
            insert into berth.assignment (
                partnership_id, assignment_id, revision, organisation_id, post_id, person_ref, kind, fte,
                started_on, ended_on, leaving_reason, destination, candidate_id, route, qualified_on,
                birth_year, counted_on, cases, days_lost, cover_until, cover_plan, exit_themes, recorded_by,
                recorded_at)
            select \(work.partnership.id), given.id, given.revision, given.organisation_id, given.post_id,
                   given.person_ref, given.kind, given.fte, given.started_on, given.ended_on,
                   given.leaving_reason, given.destination, given.candidate_id, given.route,
                   given.qualified_on, given.birth_year, given.counted_on::date[], given.cases::integer[],
                   given.days_lost::integer[], given.cover_until, given.cover_plan, string_to_array(given.exit_themes, ';'), \(work.actor.accountID),
                   \(work.now)
            from unnest(
                \(changes.map(\.id)), \(changes.map(\.revision)), \(changes.map(\.organisationID)),
                \(changes.map(\.postID)), \(records.map(\.personRef)), \(records.map(\.kind.rawValue)),
                \(records.map(\.fte.tenThousandths)), \(records.map(\.startedOn)),
                \(records.map(\.endedOn)), \(records.map(\.leavingReason)), \(records.map(\.destination)),
                \(changes.map(\.candidateID)), \(records.map(\.route)), \(records.map(\.qualifiedOn)),
                \(records.map(\.birthYear)), \(records.map { list($0.counts.map(\.countedOn.description)) }),
                \(records.map { list($0.counts.map { $0.cases.map(String.init) }) }),
                \(records.map { list($0.counts.map { $0.daysLost.map { "\($0.tenThousandths)" } }) }),
                \(records.map(\.coverUntil)),
                \(records.map(\.coverPlan)), \(records.map { $0.exitThemes.joined(separator: ";") })
            ) as given (
                id, revision, organisation_id, post_id, person_ref, kind, fte, started_on, ended_on,
                leaving_reason, destination, candidate_id, route, qualified_on, birth_year, counted_on, cases,
                days_lost, cover_until, cover_plan, exit_themes)
            """)
    }

    /// An array as PostgreSQL writes it, of dates or numbers.
    private static func list(_ values: [String?]) -> String {
        "{\(values.map { $0 ?? "null" }.joined(separator: ","))}"
    }
}
