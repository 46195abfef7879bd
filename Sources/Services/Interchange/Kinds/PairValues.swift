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

    /// Everything that is stored of some students or placements, whichever the table is of.
    func readAll(
        of subjects: Set<UUID>, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [Value] {
        let mode: SQL = hasMode ? "held.mode" : "''"
        let subject: SQL = isOfStudent ? "held.student_id" : "held.placement_id"
        let ids = subjects.sorted { $0.uuidString < $1.uuidString }
        return try work.seeingEverything(on: db) {
            try db.query(
                """
                select student.student_id, student.reference, student.term_id, placement.placement_id,
                       placement.reference, placement.term_id, \(mode), held.\(column)::int
                from \(table) as held
                join berth.student
                    on student.partnership_id = held.partnership_id and student.student_id = held.student_id
                join berth.placement
                    on placement.partnership_id = held.partnership_id
                   and placement.placement_id = held.placement_id
                where held.partnership_id = \(work.partnership.id) and \(subject) = any (\(ids))
                order by student.reference collate "C", placement.reference collate "C", 7
                """, as: (UUID, String, UUID, UUID, String, UUID, String, Int).self)
        }.map {
            Value(
                student: .init(id: $0.0, reference: $0.1, termID: $0.2),
                placement: .init(id: $0.3, reference: $0.4, termID: $0.5), mode: $0.6, number: $0.7)
        }
    }

    /// Takes rows away, with one audit event for each student or placement that keeps what they were.
    func remove(_ values: [Value], _ work: Work, on db: isolated PostgresConnection) throws {
        if values.isEmpty { return }
        let sameMode: SQL = hasMode ? "and held.mode = given.mode" : ""
        try db.execute(
            """
            delete from \(table) as held
            using unnest(
                \(values.map(\.student.id)), \(values.map(\.placement.id)), \(values.map(\.mode))
            ) as given (student_id, placement_id, mode)
            where held.partnership_id = \(work.partnership.id) and held.student_id = given.student_id
              and held.placement_id = given.placement_id \(sameMode)
            """)
        let drafts = try drafts(values).map {
            AuditDraft(
                subjectID: $0.subjectID, kind: auditKind.replacing("_set", with: "_removed"), before: $0.after
            )
        }
        try work.auditMore(drafts, of: isOfStudent ? "student" : "placement", on: db)
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
