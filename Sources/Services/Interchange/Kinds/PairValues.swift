import Domain
import FoundationEssentials
import Postgres

/// A table with one number for each student and placement: ranks, bands, minutes.
struct PairValues: Sendable {
    /// One row of it.
    struct Value: Sendable {
        let student: PairDirectory.Named
        let placement: PairDirectory.Named
        /// The mode of travel; empty in the other tables.
        var mode = ""
        let number: Int
        var key: Key { Key(pair: PairKey(student: student.id, placement: placement.id), mode: mode) }
    }

    /// What names a row.
    struct Key: Sendable, Hashable {
        let pair: PairKey
        let mode: String
    }

    /// The table, as `berth.preference`.
    let table: SQL
    /// The column of the number.
    let column: SQL
    /// Whether a row has a mode of travel.
    let hasMode: Bool
    /// What the audit calls a change, and of what: the student or the placement.
    let auditKind: String
    let isOfStudent: Bool

    /// The numbers that are stored for some pairs.
    func read(
        _ values: [Value], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [Key: Int] {
        if values.isEmpty { return [:] }
        var stored: [Key: Int] = [:]
        let mode: SQL = hasMode ? "held.mode" : "''"
        try db.forEachRow(
            """
            select distinct held.student_id, held.placement_id, \(mode), held.\(column)::int
            from \(table) as held
            join unnest(\(values.map(\.student.id)), \(values.map(\.placement.id))) as given (student, placement)
                on held.student_id = given.student and held.placement_id = given.placement
            where held.partnership_id = \(work.partnership.id)
            """, as: (UUID, UUID, String, Int).self
        ) { student, placement, mode, number in
            stored[Key(pair: PairKey(student: student, placement: placement), mode: mode)] = number
        }
        return stored
    }

    /// Adds rows and changes those that there are, with one audit event for each student or placement.
    func write(_ values: [Value], _ work: Work, on db: isolated PostgresConnection) throws {
        if values.isEmpty { return }
        let modeColumn: SQL = hasMode ? ", mode" : ""
        let givenMode: SQL = hasMode ? ", given.mode" : ""
        let rank: SQL = column
        try db.execute(
            """
            insert into \(table) (partnership_id, student_id, placement_id\(modeColumn), \(rank))
            select \(work.partnership.id), given.student_id, given.placement_id\(givenMode), given.number
            from unnest(
                \(values.map(\.student.id)), \(values.map(\.placement.id)), \(values.map(\.mode)),
                \(values.map(\.number))
            ) as given (student_id, placement_id, mode, number)
            on conflict (partnership_id, student_id, placement_id\(modeColumn))
                do update set \(rank) = excluded.\(rank)
            """)
        try work.auditMore(try drafts(values), of: isOfStudent ? "student" : "placement", on: db)
    }

    private func drafts(_ values: [Value]) throws -> [AuditDraft] {
        var order: [UUID] = []
        var set: [UUID: [String: Int]] = [:]
        for value in values {
            let subject = isOfStudent ? value.student : value.placement
            let other = isOfStudent ? value.placement : value.student
            if set[subject.id] == nil { order.append(subject.id) }
            let name = value.mode.isEmpty ? other.reference : "\(other.reference) \(value.mode)"
            set[subject.id, default: [:]][name] = value.number
        }
        return try order.map { id in
            AuditDraft(subjectID: id, kind: auditKind, after: try Work.json(set[id]))
        }
    }
}
