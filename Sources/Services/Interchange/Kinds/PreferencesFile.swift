import Domain
import FoundationEssentials
import Postgres

/// `preferences`: the placements that students would like, the first choice with rank 1; equal ranks are ties.
///
/// A preference that a rule refuses is a fault, with every reason, but for a check that may still be cleared; one that
/// is stored already stays, whatever the rules have come to say since. A file adds and changes; it removes only with
/// `--replace`, and then what it leaves out of the students that it names.
struct PreferencesFile: InterchangeKind {
    static let name = "preferences"
    static let columns: [InterchangeColumn] = [
        .init("student_ref", .reference(slashes: true), required: true),
        .init("placement_ref", .reference(slashes: true), required: true),
        .init("rank", .integer(1...1_000), required: true),
    ]
    static let change = Action.setPreferences
    static let view = Action.viewStudents

    private enum Field: Int {
        case studentRef, placementRef, rank
    }

    static let values = PairValues(
        table: "berth.preference", column: "rank", hasMode: false, auditKind: "preferences_set",
        isOfStudent: true)

    private var directory = PairDirectory()

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {}

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[student.reference, placement.reference, preference.rank::text]
        from berth.preference
        join berth.student
            on student.partnership_id = preference.partnership_id
           and student.student_id = preference.student_id
        join berth.placement
            on placement.partnership_id = preference.partnership_id
           and placement.placement_id = preference.placement_id
        where preference.partnership_id = \(literal: work.partnership.id.uuidString)::uuid
        order by student.reference collate "C", preference.rank, placement.reference collate "C"
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
        var rowOf: [PairValues.Key: ImportRow] = [:]
        for row in rows {
            let student = directory.student(in: row, Field.studentRef, &run, work)
            if let student, let university = student.organisationID,
                !work.may(.setPreferences, on: university)
            {
                run.fault(row, Field.studentRef, "\(student.reference) is of another university.")
                continue
            }
            let placement = directory.placement(in: row, Field.placementRef, &run, work)
            guard let student, let placement, let rank = row.integer(Field.rank) else { continue }
            if run.refuseRepeated(
                "\(student.id) \(placement.id)", row, Field.rank,
                "A rank of \(placement.reference) for \(student.reference)")
            {
                continue
            }
            let value = PairValues.Value(student: student, placement: placement, number: rank)
            rowOf[value.key] = row
            given.append(value)
        }
        try run.settle(given, Self.values, work, on: db) { new, run in
            try refuseImpossible(
                new.compactMap { value in rowOf[value.key].map { ($0, value) } }, &run, work, on: db)
        }
    }

    /// Reports the new preferences that a rule refuses.
    private func refuseImpossible(
        _ new: [(row: ImportRow, value: PairValues.Value)], _ run: inout ImportRun, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        if new.isEmpty { return }
        let students = Set(new.map(\.value.student.id)).sorted { $0.uuidString < $1.uuidString }
        let placements = Set(new.map(\.value.placement.id)).sorted { $0.uuidString < $1.uuidString }
        // A university sees no placements, and is told by the rules all the same.
        let (ground, travel) = try work.seeingEverything(on: db) {
            (
                try PairGround(
                    students: "student.student_id = any (\(students))",
                    placements: "placement.placement_id = any (\(placements))", date: work.today, work, on: db
                ),
                try work.givenTravel(
                    where:
                        "travel.student_id = any (\(students)) and travel.placement_id = any (\(placements))",
                    on: db)
            )
        }
        for (row, value) in new {
            guard let student = ground.student(value.student.id),
                let placement = ground.placement(value.placement.id)
            else { continue }
            let verdict = ground.verdict(student, placement, given: travel[value.key.pair] ?? .nothing)
            let refusals = verdict.refusals.subtracting(.passing)
            if refusals.isEmpty { continue }
            run.fault(
                row, Field.placementRef,
                "\(value.student.reference) cannot go to \(value.placement.reference): \(work.words(for: refusals))."
            )
        }
    }
}

extension Work {
    /// The reasons of refusals in words, without what would tell of somebody's health where the operator may not see
    /// that.
    func words(for refusals: PairRefusals) -> String {
        if mayEverywhere(.viewAdjustments) { return refusals.words }
        let told = refusals.subtracting(.confidential)
        let rest = refusals.intersection(.confidential).isEmpty ? [] : ["a reason that is confidential"]
        return ((told.isEmpty ? [] : [told.words]) + rest).joined(separator: "; ")
    }
}
