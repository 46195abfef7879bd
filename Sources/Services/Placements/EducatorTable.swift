import Domain
import FoundationEssentials
import Postgres

/// Reads and writes practice educators, many at a time.
enum EducatorTable {
    /// An educator, stored or to be stored.
    struct Row: Sendable {
        let id: UUID
        var organisationID: UUID?
        var record: EducatorRecord
        var version = 0
        /// The record as it was read.
        var before: EducatorRecord?

        /// The same educator with other particulars.
        func changed(to record: EducatorRecord, organisationID: UUID?) -> Row {
            Row(
                id: id, organisationID: organisationID, record: record, version: version,
                before: before ?? self.record)
        }
    }

    /// The educators with references, by ``Reference/key(_:)``.
    static func read(
        _ keys: [String], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [String: Row] {
        if keys.isEmpty { return [:] }
        return try read(where: "educator.reference_key = any (\(keys))", work, on: db)
    }

    /// The educators for a condition on `educator`, by ``Reference/key(_:)``.
    static func read(
        where condition: SQL, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [String: Row] {
        var known: [String: Row] = [:]
        try db.forEachRow(
            """
            select educator.educator_id, educator.version, educator.organisation_id, educator.reference,
                   host.code, educator.stage, educator.current_until, educator.slots
            from berth.practice_educator as educator
            left join berth.organisation as host
                on host.partnership_id = educator.partnership_id
               and host.organisation_id = educator.organisation_id
            where educator.partnership_id = \(work.partnership.id) and \(condition)
            """, as: (UUID, Int, UUID?, String, String?, Int?, CalendarDate?, Int?).self
        ) { id, version, organisationID, reference, organisation, stage, currentUntil, slots in
            known[Reference.key(reference)] = Row(
                id: id, organisationID: organisationID,
                record: EducatorRecord(
                    educatorRef: reference, organisation: organisation, stage: stage,
                    currentUntil: currentUntil, slots: slots), version: version)
        }
        return known
    }

    static func insert(_ added: [Row], _ work: Work, on db: isolated PostgresConnection) throws {
        if added.isEmpty { return }
        try db.execute(
            """
            insert into berth.practice_educator (
                partnership_id, educator_id, organisation_id, reference, stage, current_until, slots)
            select \(work.partnership.id), given.id, given.organisation_id, given.reference, given.stage,
                   given.current_until, given.slots
            from unnest(
                \(added.map(\.id)), \(added.map(\.organisationID)), \(added.map(\.record.educatorRef)),
                \(added.map(\.record.stage)), \(added.map(\.record.currentUntil)),
                \(added.map(\.record.slots))
            ) as given (id, organisation_id, reference, stage, current_until, slots)
            """)
        try work.auditNew(
            try added.map {
                AuditDraft(subjectID: $0.id, kind: "educator_added", after: try Work.json($0.record))
            }, of: "practice_educator", on: db)
    }

    static func update(_ changed: [Row], _ work: Work, on db: isolated PostgresConnection) throws {
        if changed.isEmpty { return }
        let count = try db.execute(
            """
            update berth.practice_educator as educator
            set organisation_id = given.organisation_id, stage = given.stage,
                current_until = given.current_until, slots = given.slots, version = educator.version + 1
            from unnest(
                \(changed.map(\.id)), \(changed.map(\.version)), \(changed.map(\.organisationID)),
                \(changed.map(\.record.stage)), \(changed.map(\.record.currentUntil)),
                \(changed.map(\.record.slots))
            ) as given (id, version, organisation_id, stage, current_until, slots)
            where educator.partnership_id = \(work.partnership.id) and educator.educator_id = given.id
              and educator.version = given.version
            """)
        try work.refuseLostRace(count, of: changed.count)
        try work.auditMore(
            try changed.map {
                AuditDraft(
                    subjectID: $0.id, kind: "educator_changed", before: try Work.json($0.before),
                    after: try Work.json($0.record))
            }, of: "practice_educator", on: db)
    }
}
