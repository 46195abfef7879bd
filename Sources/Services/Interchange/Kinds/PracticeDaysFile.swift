import Domain
import FoundationEssentials
import Postgres

/// `practice_days`: the registers of practice placements, a row a day.
///
/// A row that stands in the register already changes nothing. Another one than stands there is a fault, unless it says in
/// `correction_reason` why what stands there was wrong.
struct PracticeDaysFile: InterchangeKind {
    static let name = "practice_days"
    static let columns: [InterchangeColumn] = [
        .init("practice_ref", .reference(slashes: true), required: true),
        .init("on", .date, required: true),
        .init("kind", .oneOf(PracticeDayKind.allCases.map(\.rawValue) + ["nothing"]), required: true),
        .init("days", .decimal(0...1)),
        .init("hours", .decimal(0...24)),
        .init("absence_reason", .code),
        .init("correction_reason", .text),
    ]
    static let change = Action.recordPractices
    static let view = Action.viewPractices

    private enum Field: Int {
        case practiceRef, on, kind, days, hours, absenceReason, correctionReason
    }

    private var registers: [UUID: PracticeRegister] = [:]
    private var idsByKey: [String: UUID] = [:]
    private var refused: Set<String> = []
    private var touched: Set<UUID> = []

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {}

    static func exportQuery(for work: Work) -> SQL {
        let partnership = work.partnership.id.uuidString
        return """
            select array[
                       student.reference || '/' || practice.practice_no, day.held_on::text, day.kind,
                       case when practice.unit = 'half_days' and day.amount > 0
                            then trim_scale(day.amount::numeric / 2)::text end,
                       case when practice.unit = 'minutes' and day.amount > 0
                            then trim_scale(round(day.amount::numeric / 60, 4))::text end,
                       day.reason_code, null]
            from (
                select distinct on (partnership_id, practice_id, held_on)
                       partnership_id, practice_id, held_on, kind, amount, reason_code
                from berth.practice_day
                where partnership_id = \(literal: partnership)::uuid
                order by partnership_id, practice_id, held_on, revision desc
            ) as day
            join berth.practice
                on practice.partnership_id = day.partnership_id and practice.practice_id = day.practice_id
            join berth.student
                on student.partnership_id = practice.partnership_id and student.student_id = practice.student_id
            where day.kind <> 'nothing'
            order by student.reference collate "C", practice.practice_no, day.held_on
            """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        try load(Set(rows.map { Reference.key($0.text(Field.practiceRef)) }), work, on: db)
        var stored: [StoredEntry] = []
        for row in rows {
            guard let id = idsByKey[Reference.key(row.text(Field.practiceRef))] else {
                run.fault(
                    row, Field.practiceRef,
                    "There is no practice placement \(row.text(Field.practiceRef)) in \(work.partnership.name); it is the student's reference, a slash and its number, as berth practice list shows it."
                )
                continue
            }
            let isRepeated = run.refuseRepeated(
                "\(id) \(row.text(Field.on))", row, Field.on,
                "\(row.text(Field.on)) of \(row.text(Field.practiceRef))")
            guard !isRepeated, let unit = registers[id]?.row.record.unit,
                let entry = entry(row, unit, &run)
            else { continue }
            let correction = row[Field.correctionReason]
            switch registers[id]?.enter(entry, isCorrection: correction != nil, today: work.today) {
            case .refused(let sentence): run.fault(row, Field.on, sentence)
            case .differs(let sentence):
                run.fault(row, Field.kind, "\(sentence); say in correction_reason why that was wrong.")
            case .same: run.unchanged += 1
            case .store(let revision):
                if revision > 1 { run.changed += 1 } else { run.added += 1 }
                touched.insert(id)
                stored.append(
                    StoredEntry(practiceID: id, entry: entry, revision: revision, correction: correction))
            case nil: continue
            }
        }
        if !run.isClean { return }
        try work.store(stored, on: db)
    }

    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        if !run.isClean || touched.isEmpty { return }
        let ids = touched.sorted { $0.uuidString < $1.uuidString }
        try work.auditMore(
            ids.map { id in
                var object = JSONObjectText()
                object.add("practice_ref", registers[id]?.row.record.practiceRef ?? "")
                return AuditDraft(subjectID: id, kind: "days_imported", after: object.finished())
            }, of: "practice", on: db)
        try work.keepPracticeDeadlines(of: ids, asOf: work.today, on: db)
    }

    /// Opens the registers of a chunk that are not open yet, locked in the order of their keys.
    private mutating func load(
        _ keys: Set<String>, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let new = keys.filter { idsByKey[$0] == nil && !refused.contains($0) }.sorted()
        if new.isEmpty { return }
        let wanted = Set(new)
        let students = Set(new.compactMap { PracticeReference($0).numbered?.student }).sorted()
        let rows = try work.practices(
            where: "student.reference_key = any (\(students))",
            at: Moment(present: work), on: db
        ).filter { wanted.contains(Reference.key($0.record.practiceRef)) }
        try db.execute(
            """
            select practice_id
            from berth.practice
            where partnership_id = \(work.partnership.id) and practice_id = any (\(rows.map(\.id)))
            order by practice_id
            for no key update
            """)
        for row in rows { idsByKey[Reference.key(row.record.practiceRef)] = row.id }
        refused.formUnion(new.filter { idsByKey[$0] == nil })
        registers.merge(
            try PracticeRegister.open(rows, work, on: db), uniquingKeysWith: { open, _ in open })
    }

    /// The entry of a row; nil, with the fault reported, for an amount that does not fit.
    private func entry(_ row: ImportRow, _ unit: PracticeUnit, _ run: inout ImportRun) -> RegisterEntry? {
        guard let on = row.date(Field.on) else { return nil }
        let kind = PracticeDayKind(rawValue: row.text(Field.kind))
        let (own, other): (Field, Field) = unit == .halfDays ? (.days, .hours) : (.hours, .days)
        if row[other] != nil {
            run.fault(row, other, "\(row.text(Field.practiceRef)) counts \(unit.name)s; use that column.")
            return nil
        }
        let given = row.decimal(own) ?? 0
        let exact = given * Double(unit.perOne)
        let amount = Int(exact.rounded())
        // Four decimals of an hour name every minute.
        if abs(exact - Double(amount)) > 0.01 {
            run.fault(
                row, own,
                unit == .halfDays
                    ? "Days are whole or half: 1 or 0.5." : "Hours are given to the minute, as in 7.5.")
            return nil
        }
        return RegisterEntry(on: on, kind: kind, amount: amount, absence: row[Field.absenceReason])
    }
}
