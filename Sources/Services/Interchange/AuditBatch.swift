import FoundationEssentials
import Postgres

/// An audit event of an import, before it has its number.
struct AuditDraft {
    let subjectID: UUID
    let kind: String
    var before: PostgresJSON?
    var after: PostgresJSON?
    var reason: String?
}

extension Work {
    /// Writes the first audit event of records that are new.
    func auditNew(
        _ drafts: [AuditDraft], of subjectKind: String, on db: isolated PostgresConnection
    ) throws {
        if drafts.isEmpty { return }
        try db.execute(
            """
            insert into berth.audit_event (
                partnership_id, subject_id, sequence, subject_kind, kind, actor_id, actor_name, before, after,
                request_id, recorded_at)
            select \(partnership.id), given.subject_id, 1, \(subjectKind), given.kind, \(actor.accountID),
                   \(actor.fullName), given.before, given.after, \(requestID), \(now)
            from unnest(
                \(drafts.map(\.subjectID)), \(drafts.map(\.kind)), \(drafts.map(\.before)),
                \(drafts.map(\.after))
            ) as given (subject_id, kind, before, after)
            """)
    }

    /// Writes further audit events of records, in the order given.
    ///
    /// An event carries the hash of the one before, which the database computes, so a statement can add at most
    /// one event for each record: the second of a record waits for the next statement.
    func auditMore(
        _ drafts: [AuditDraft], of subjectKind: String, on db: isolated PostgresConnection
    ) throws {
        var waiting = drafts
        while !waiting.isEmpty {
            var seen: Set<UUID> = []
            var turn: [AuditDraft] = []
            var later: [AuditDraft] = []
            for draft in waiting {
                if seen.insert(draft.subjectID).inserted { turn.append(draft) } else { later.append(draft) }
            }
            try auditTurn(turn, of: subjectKind, on: db)
            waiting = later
        }
    }

    private func auditTurn(
        _ drafts: [AuditDraft], of subjectKind: String, on db: isolated PostgresConnection
    ) throws {
        try db.execute(
            """
            insert into berth.audit_event (
                partnership_id, subject_id, sequence, subject_kind, kind, actor_id, actor_name, reason,
                before, after, request_id, recorded_at, previous_hash)
            select \(partnership.id), given.subject_id, coalesce(last.sequence, 0) + 1, \(subjectKind),
                   given.kind, \(actor.accountID), \(actor.fullName), given.reason, given.before, given.after,
                   \(requestID), \(now), last.hash
            from unnest(
                \(drafts.map(\.subjectID)), \(drafts.map(\.kind)), \(drafts.map(\.reason)),
                \(drafts.map(\.before)), \(drafts.map(\.after))
            ) as given (subject_id, kind, reason, before, after)
            left join lateral (
                select earlier.sequence, earlier.hash
                from berth.audit_event as earlier
                where earlier.partnership_id = \(partnership.id) and earlier.subject_id = given.subject_id
                order by earlier.sequence desc
                limit 1
            ) as last on true
            """)
    }
}
