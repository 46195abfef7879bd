import Domain
import FoundationEssentials
import Postgres

/// `host_preferences`: the students that a host would like, in bands; band 1 is the most welcome.
struct HostPreferencesFile: InterchangeKind {
    static let name = "host_preferences"
    static let columns: [InterchangeColumn] = [
        .init("placement_ref", .reference(slashes: true), required: true),
        .init("student_ref", .reference(slashes: true), required: true),
        .init("band", .integer(1...1_000), required: true),
    ]
    static let change = Action.managePlacements
    static let view = Action.viewPlacements

    private enum Field: Int {
        case placementRef, studentRef, band
    }

    static let values = PairValues(
        table: "berth.host_preference", column: "band", hasMode: false, auditKind: "host_preferences_set",
        isOfStudent: false)

    private var directory = PairDirectory()

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {}

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[placement.reference, student.reference, host_preference.band::text]
        from berth.host_preference
        join berth.student
            on student.partnership_id = host_preference.partnership_id
           and student.student_id = host_preference.student_id
        join berth.placement
            on placement.partnership_id = host_preference.partnership_id
           and placement.placement_id = host_preference.placement_id
        where host_preference.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by placement.reference collate "C", host_preference.band, student.reference collate "C"
        """
    }

    static var canReplace: Bool { true }

    mutating func finish(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        try run.removeOthers(Self.values, work, on: db)
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        try directory.load(
            students: rows.map { $0.text(Field.studentRef) },
            placements: rows.map { $0.text(Field.placementRef) }, work, on: db)
        var given: [PairValues.Value] = []
        for row in rows {
            let placement = directory.placement(in: row, Field.placementRef, &run, work)
            let student = directory.student(in: row, Field.studentRef, &run, work)
            guard let student, let placement, let band = row.integer(Field.band) else { continue }
            if run.refuseRepeated(
                "\(student.id) \(placement.id)", row, Field.band,
                "A band of \(placement.reference) for \(student.reference)")
            {
                continue
            }
            if student.termID != placement.termID {
                run.fault(
                    row, Field.studentRef,
                    "\(student.reference) and \(placement.reference) are of different terms.")
                continue
            }
            given.append(PairValues.Value(student: student, placement: placement, number: band))
        }
        try run.settle(given, Self.values, work, on: db)
    }
}

extension ImportRun {
    /// Removes what is stored of those whom a file that replaces names, and that it does not hold.
    mutating func removeOthers(
        _ values: PairValues, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        guard isReplacing, isClean else { return }
        let others = try values.readAll(of: named, work, on: db).filter { !said.contains($0.key) }
        removed += others.count
        try values.remove(others, work, on: db)
    }

    /// Counts what is new, changed and unchanged of a table of pairs, and stores it unless the file has a fault.
    ///
    /// - Parameter judge: reports what is wrong with those that are new.
    mutating func settle(
        _ given: [PairValues.Value], _ values: PairValues, _ work: Work, on db: isolated PostgresConnection,
        judge: ([PairValues.Value], inout ImportRun) throws -> Void = { _, _ in }
    ) throws {
        say(given, isOfStudent: values.isOfStudent)
        let stored = try values.read(given, work, on: db)
        let new = given.filter { stored[$0.key] == nil }
        try judge(new, &self)
        let differing = given.filter { value in stored[value.key].map { $0 != value.number } ?? false }
        added += new.count
        changed += differing.count
        unchanged += given.count - new.count - differing.count
        if !isClean { return }
        try values.write(new + differing, work, on: db)
    }
}
