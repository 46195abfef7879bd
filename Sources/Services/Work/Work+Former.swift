import Domain
import FoundationEssentials
import Postgres

extension Work {
    /// What records were at an earlier moment, of those that were changed since: the audit keeps what stood before
    /// each change. Nothing is asked about the present.
    ///
    /// - Parameter changes: the kinds of the audit events that keep the record, such as `candidate_changed`.
    func former<Record: Decodable>(
        _ ids: some Sequence<UUID>, before changes: String..., at moment: Moment, as type: Record.Type,
        on db: isolated PostgresConnection
    ) throws -> [UUID: Record] {
        let ids = Array(Set(ids))
        if moment.asAt >= now || ids.isEmpty { return [:] }
        let rows = try db.query(
            """
            select distinct on (subject_id) subject_id, before::text
            from berth.audit_event
            where partnership_id = \(partnership.id) and subject_id = any (\(ids)) and kind = any (\(changes))
              and before is not null and recorded_at > \(moment.asAt)
            order by subject_id, sequence
            """, as: (UUID, String).self)
        var records: [UUID: Record] = [:]
        for (id, text) in rows { records[id] = try ReportJSON.value(type, of: Data(text.utf8)) }
        return records
    }

    /// Which of some records were added after an earlier moment, as the audit says of each.
    func added(
        _ ids: [UUID], after moment: Moment, on db: isolated PostgresConnection
    ) throws -> Set<UUID> {
        if moment.asAt >= now || ids.isEmpty { return [] }
        return Set(
            try db.query(
                """
                select subject_id
                from berth.audit_event
                where partnership_id = \(partnership.id) and subject_id = any (\(ids)) and sequence = 1
                  and recorded_at > \(moment.asAt)
                """, as: UUID.self))
    }
}
