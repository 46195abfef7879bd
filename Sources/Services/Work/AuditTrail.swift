import Domain
import FoundationEssentials
import Postgres

extension Work {
    /// Writes the audit event of a change, in the transaction of the change.
    ///
    /// The event takes the next number of its subject and carries the hash of the event before. Two writers of
    /// one subject meet at the primary key: the second is a conflict, never a fork.
    func audit(
        _ kind: String, of subjectKind: String, _ subjectID: UUID, reason: String? = nil,
        before: (any Encodable)? = nil, after: (any Encodable)? = nil, on db: isolated PostgresConnection
    ) throws {
        try db.execute(
            """
            insert into berth.audit_event (
                partnership_id, subject_id, sequence, subject_kind, kind, actor_id, actor_name, reason,
                before, after, request_id, recorded_at, previous_hash)
            select \(partnership.id), \(subjectID), coalesce(last.sequence, 0) + 1, \(subjectKind), \(kind),
                   \(actor.accountID), \(actor.fullName), \(reason),
                   \(try Self.json(before)), \(try Self.json(after)), \(requestID), \(now), last.hash
            from (select) as always
            left join lateral (
                select earlier.sequence, earlier.hash
                from berth.audit_event as earlier
                where earlier.partnership_id = \(partnership.id) and earlier.subject_id = \(subjectID)
                order by earlier.sequence desc
                limit 1
            ) as last on true
            """)
    }

    static func json(_ value: (any Encodable)?) throws -> PostgresJSON? {
        guard let value else { return nil }
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return PostgresJSON(text: String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}
