import Domain
import FoundationEssentials
import Postgres

/// `student_pairs`: students who are to be at one setting, as couples or because they share a car.
struct StudentPairsFile: InterchangeKind {
    static let name = "student_pairs"
    static let columns: [InterchangeColumn] = [
        .init("student_ref", .reference(slashes: true), required: true),
        .init("partner_ref", .reference(slashes: true), required: true),
        .init("kind", .oneOf(["car_share", "couple"]), required: true),
    ]
    static let change = Action.manageStudents
    static let view = Action.viewStudents

    private enum Field: Int {
        case studentRef, partnerRef, kind
    }

    /// With whom somebody is paired, and by which line of the file; nil for a pair that was stored before.
    private struct Partner {
        let id: UUID
        let reference: String
        let kind: String
        var line: Int?
    }

    private var directory = PairDirectory()
    private var partners: [UUID: Partner] = [:]

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        try db.forEachRow(
            """
            select pair.student_id, pair.partner_id, partner.reference, pair.kind
            from berth.student_pair as pair
            join berth.student as partner
                on partner.partnership_id = pair.partnership_id and partner.student_id = pair.partner_id
            where pair.partnership_id = \(work.partnership.id)
            """, as: (UUID, UUID, String, String).self
        ) { student, partner, reference, kind in
            partners[student] = Partner(id: partner, reference: reference, kind: kind)
        }
    }

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[student.reference, partner.reference, pair.kind]
        from berth.student_pair as pair
        join berth.student
            on student.partnership_id = pair.partnership_id and student.student_id = pair.student_id
        join berth.student as partner
            on partner.partnership_id = pair.partnership_id and partner.student_id = pair.partner_id
        where pair.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
          and student.reference collate "C" < partner.reference collate "C"
        order by student.reference collate "C"
        """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        try directory.load(
            students: rows.flatMap { [$0.text(Field.studentRef), $0.text(Field.partnerRef)] }, placements: [],
            work, on: db)
        var added: [(UUID, UUID, String)] = []
        for row in rows {
            let student = directory.student(in: row, Field.studentRef, &run, work)
            let partner = directory.student(in: row, Field.partnerRef, &run, work)
            guard let student, let partner else { continue }
            let kind = row.text(Field.kind)
            if student.id == partner.id {
                run.fault(row, Field.partnerRef, "A student is no pair with themselves.")
            } else if student.termID != partner.termID {
                run.fault(
                    row, Field.partnerRef,
                    "\(student.reference) and \(partner.reference) are of different terms.")
            } else if let held = partners[student.id], held.id == partner.id, held.line == nil {
                if held.kind == kind {
                    run.unchanged += 1
                    partners[student.id]?.line = row.line
                    partners[partner.id]?.line = row.line
                } else {
                    run.fault(
                        row, Field.kind,
                        "\(student.reference) and \(partner.reference) are paired as \(held.kind); part them first with berth student unpair."
                    )
                }
            } else if !refuseSecond(student, Field.studentRef, row, &run),
                !refuseSecond(partner, Field.partnerRef, row, &run)
            {
                partners[student.id] = Partner(
                    id: partner.id, reference: partner.reference, kind: kind, line: row.line)
                partners[partner.id] = Partner(
                    id: student.id, reference: student.reference, kind: kind, line: row.line)
                added.append((student.id, partner.id, kind))
            }
        }
        run.added += added.count
        if !run.isClean || added.isEmpty { return }
        try db.execute(
            """
            insert into berth.student_pair (partnership_id, student_id, partner_id, kind)
            select \(work.partnership.id), mutual.student_id, mutual.partner_id, given.kind
            from unnest(\(added.map(\.0)), \(added.map(\.1)), \(added.map(\.2))) as given (one, other, kind)
            cross join lateral (values (given.one, given.other), (given.other, given.one))
                as mutual (student_id, partner_id)
            """)
        try work.auditMore(
            try added.flatMap { one, other, kind in
                try [one, other].map { id in
                    AuditDraft(
                        subjectID: id, kind: "student_paired",
                        after: try Work.json(
                            ["kind": kind, "partner_ref": partners[id]?.reference ?? ""]))
                }
            }, of: "student", on: db)
    }

    /// Reports somebody who has a partner already: no chains and no rings.
    private func refuseSecond(
        _ student: PairDirectory.Named, _ field: Field, _ row: ImportRow, _ run: inout ImportRun
    ) -> Bool {
        guard let held = partners[student.id] else { return false }
        let place = held.line.map { " in line \($0)" } ?? ""
        run.fault(
            row, field,
            "\(student.reference) is paired with \(held.reference)\(place) already; a student has one partner, so pairs make no chain and no ring."
        )
        return true
    }
}
