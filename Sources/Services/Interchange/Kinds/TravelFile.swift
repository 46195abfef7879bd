import Domain
import FoundationEssentials
import Postgres

/// `travel`: measured journeys, in minutes one way, which win over the estimate.
struct TravelFile: InterchangeKind {
    static let name = "travel"
    static let columns: [InterchangeColumn] = [
        .init("student_ref", .reference(slashes: true), required: true),
        .init("placement_ref", .reference(slashes: true), required: true),
        .init("mode", .oneOf(TravelMode.allCases.map(\.rawValue)), required: true),
        .init("minutes", .integer(0...1_440), required: true),
    ]
    static let change = Action.manageStudents
    static let view = Action.viewStudents

    private enum Field: Int {
        case studentRef, placementRef, mode, minutes
    }

    static let values = PairValues(
        table: "berth.travel", column: "minutes", hasMode: true, auditKind: "travel_set", isOfStudent: true)

    private var directory = PairDirectory()

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {}

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[student.reference, placement.reference, travel.mode, travel.minutes::text]
        from berth.travel
        join berth.student
            on student.partnership_id = travel.partnership_id and student.student_id = travel.student_id
        join berth.placement
            on placement.partnership_id = travel.partnership_id
           and placement.placement_id = travel.placement_id
        where travel.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by student.reference collate "C", placement.reference collate "C", travel.mode collate "C"
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
            let student = directory.student(in: row, Field.studentRef, &run, work)
            let placement = directory.placement(in: row, Field.placementRef, &run, work)
            guard let student, let placement, let minutes = row.integer(Field.minutes) else { continue }
            let mode = row.text(Field.mode)
            if run.refuseRepeated(
                "\(student.id) \(placement.id) \(mode)", row, Field.mode,
                "The journey of \(student.reference) to \(placement.reference) by \(mode)")
            {
                continue
            }
            given.append(
                PairValues.Value(student: student, placement: placement, mode: mode, number: minutes))
        }
        try run.settle(given, Self.values, work, on: db)
    }
}
