import Domain
import FoundationEssentials
import Postgres

/// `students`: who needs a placement.
///
/// The column of adjustments is health data: only who may see it may import or export it, and the audit says that the
/// adjustments were changed or exported, not what they are.
struct StudentsFile: InterchangeKind {
    static let name = "students"
    static let columns: [InterchangeColumn] = [
        .init("organisation", .code, required: true),
        .init("student_ref", .reference(slashes: true), required: true),
        .init("given_name", .text, required: true),
        .init("family_name", .text, required: true),
        .init("programme", .text, required: true),
        .init("stage", .oneOf(PlacementStage.allCases.map(\.rawValue)), required: true),
        .init("latitude", .decimal(-90...90)),
        .init("longitude", .decimal(-180...180)),
        .init("has_car", .boolean),
        .init("max_travel_minutes", .integer(0...1_440)),
        .init("adjustments", .list(.code)),
        .init("conflicts", .list(.code)),
        .init("prior_settings", .list(.place)),
        .init("days_required", .integer(0...400)),
        .init("attributes", .list(.attribute)),
        .init("term", .text),
        .init("dbs_cleared_on", .date),
        .init("withdrawn_on", .date),
        .init("hours_required", .integer(0...4_600)),
    ]
    static let change = Action.manageStudents
    static let view = Action.viewStudents

    enum Field: Int {
        case organisation, studentRef, givenName, familyName, programme, stage, latitude, longitude, hasCar
        case maxTravelMinutes, adjustments, conflicts, priorSettings, daysRequired, attributes, term
        case dbsClearedOn, withdrawnOn, hoursRequired
    }

    /// A student to add or to change.
    struct Entry {
        let id: UUID
        let known: StudentRow?
        let organisationID: UUID
        let termID: UUID
        let record: StudentRecord
        let adjustments: [String]
    }

    private let organisations: OrganisationDirectory
    private let terms: TermDirectory
    private let seesAdjustments: Bool
    /// Codes of organisations and teams, to warn of a conflict with something that is not known here.
    private let placesKnown: Set<String>

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        organisations = try OrganisationDirectory(work, on: db)
        terms = try TermDirectory(work, on: db)
        seesAdjustments = Self.seesAdjustments(work)
        if run.has(Field.adjustments), !seesAdjustments {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(Action.viewAdjustments.phrase), so the file cannot have the column adjustments; remove it, or ask a coordinator to import the file."
            )
        }
        let teams = try db.query(
            "select distinct team from berth.placement where partnership_id = \(work.partnership.id)",
            as: String.self)
        let organisations = try db.query(
            "select code from berth.organisation where partnership_id = \(work.partnership.id)",
            as: String.self)
        placesKnown = Set(organisations + teams.map { PairGround.teamCode($0) })
    }

    private static func seesAdjustments(_ work: Work) -> Bool {
        work.mayEverywhere(.viewAdjustments)
    }

    static func exportColumns(for work: Work) -> [InterchangeColumn] {
        seesAdjustments(work) ? columns : columns.filter { $0.name != "adjustments" }
    }

    static func exportsSpecialCategory(for work: Work) -> Bool { seesAdjustments(work) }

    static func exportQuery(for work: Work) -> SQL {
        let adjustments: SQL =
            seesAdjustments(work)
            ? """
            nullif((
                select string_agg(needed.adjustment, ';' order by needed.adjustment collate "C")
                from berth.student_adjustment as needed
                where needed.partnership_id = student.partnership_id
                  and needed.student_id = student.student_id), ''),
            """ : ""
        return """
            select array[
                       university.code, student.reference, student.given_name, student.family_name,
                       student.programme, student.stage, student.latitude::text, student.longitude::text,
                       student.has_car::text, student.max_travel_minutes::text, \(adjustments)
                       nullif(array_to_string(\(Work.studentConflicts), ';'), ''),
                       nullif(array_to_string(\(Work.studentPriorSettings), ';'), ''),
                       student.days_required::text, nullif(array_to_string(student.attributes, ';'), ''),
                       term.code, student.dbs_cleared_on::text, student.withdrawn_on::text,
                       student.hours_required::text]
            from \(Work.studentTables)
            where student.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
            order by student.reference collate "C"
            """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let keys = rows.map { Reference.key($0.text(Field.studentRef)) }
        let found = try work.students(
            where: "student.reference_key = any (\(keys))", withAdjustments: run.has(Field.adjustments),
            on: db)
        let known = Dictionary(
            found.map { (Reference.key($0.record.studentRef), $0) }, uniquingKeysWith: { first, _ in first })
        var added: [Entry] = []
        var changed: [Entry] = []
        for (row, key) in zip(rows, keys) {
            let given = row.text(Field.studentRef)
            if run.refuseRepeated(key, row, Field.studentRef, "The student \(given)") { continue }
            let earlier = known[key]
            if let earlier,
                run.refuseOtherCase(given, stored: earlier.record.studentRef, row, Field.studentRef)
            {
                continue
            }
            let organisationID = organisations.id(in: row, Field.organisation, &run)
            let isWell = check(row, earlier?.record, &run, work)
            let term = terms.term(in: row, Field.term, stored: earlier?.record.term, &run)
            guard isWell, let organisationID, let term else { continue }
            let record = Self.record(row, over: earlier?.record, term: term.record.term, run)
            let adjustments =
                run.has(Field.adjustments) ? row.list(Field.adjustments) : earlier?.adjustments ?? []
            let entry = Entry(
                id: earlier?.id ?? work.newID(), known: earlier, organisationID: organisationID,
                termID: term.id, record: record, adjustments: adjustments)
            if let earlier {
                if earlier.record == record && earlier.adjustments == adjustments {
                    run.unchanged += 1
                } else {
                    changed.append(entry)
                }
            } else {
                added.append(entry)
            }
        }
        run.added += added.count
        run.changed += changed.count
        if !run.isClean { return }
        try Self.insert(added, work, on: db)
        try Self.update(changed, withAdjustments: run.has(Field.adjustments), work, on: db)
        let left = changed.filter { $0.record.withdrawnOn != nil && $0.known?.record.withdrawnOn == nil }
        if !left.isEmpty { try work.endPractices(ofWithdrawn: left.map(\.id), on: db) }
    }

    private func check(
        _ row: ImportRow, _ earlier: StudentRecord?, _ run: inout ImportRun, _ work: Work
    ) -> Bool {
        var isGood = run.bothOrNeither(row, Field.latitude, Field.longitude)
        for (field, what) in [
            (Field.dbsClearedOn, "The DBS check is cleared"), (.withdrawnOn, "The student has withdrawn"),
        ] {
            if let date = row.date(field), date > work.today {
                run.fault(row, field, "\(what) on a day after today, \(work.today).")
                isGood = false
            }
        }
        let days = run.has(Field.daysRequired) ? row.integer(Field.daysRequired) : earlier?.daysRequired
        let hours = run.has(Field.hoursRequired) ? row.integer(Field.hoursRequired) : earlier?.hoursRequired
        if days != nil, hours != nil {
            run.fault(
                row, Field.hoursRequired,
                "\(row.text(Field.studentRef)) has days and hours to do; give one of the two.")
            isGood = false
        }
        for conflict in row.list(Field.conflicts) where !placesKnown.contains(conflict) {
            run.warn(
                "\(row.text(Field.studentRef)) has a conflict with \(conflict), which is no organisation and no team that is known here; check its spelling."
            )
        }
        return isGood
    }
}
