import Domain
import FoundationEssentials
import Postgres

/// Students and placements by reference, for files of pairs.
struct PairDirectory: Sendable {
    /// Something that a reference names.
    struct Named: Sendable {
        let id: UUID
        let reference: String
        let termID: UUID
        /// The university of a student.
        var organisationID: UUID?
    }

    private(set) var students: [String: Named] = [:]
    private(set) var placements: [String: Named] = [:]

    /// Looks the references of a chunk up; what was known before is forgotten, so memory does not grow with the file.
    ///
    /// Students are those in sight; placements have no secret references, and a university names them.
    mutating func load(
        students: [String], placements: [String], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        self.students = try Self.read(
            "select student_id, reference, term_id, organisation_id from berth.student", students, work,
            on: db)
        self.placements = try work.seeingEverything(on: db) {
            try Self.read(
                "select placement_id, reference, term_id, null::uuid from berth.placement", placements, work,
                on: db)
        }
    }

    private static func read(
        _ select: SQL, _ references: [String], _ work: Work, on db: isolated PostgresConnection
    ) throws -> [String: Named] {
        if references.isEmpty { return [:] }
        let keys = Set(references.map { Reference.key($0) }).sorted()
        var named: [String: Named] = [:]
        try db.forEachRow(
            """
            \(select)
            where partnership_id = \(work.partnership.id) and reference_key = any (\(keys))
            """, as: (UUID, String, UUID, UUID?).self
        ) { id, reference, term, organisation in
            named[Reference.key(reference)] = Named(
                id: id, reference: reference, termID: term, organisationID: organisation)
        }
        return named
    }

    /// The student of a cell; nil, with the fault reported, for one that does not exist.
    func student<Field: RawRepresentable>(
        in row: ImportRow, _ field: Field, _ run: inout ImportRun, _ work: Work
    ) -> Named? where Field.RawValue == Int {
        if let found = students[Reference.key(row.text(field))] { return found }
        run.fault(
            row, field,
            "There is no student \(row.text(field)) in \(work.partnership.name); import the students first or see berth student list."
        )
        return nil
    }

    /// The placement of a cell; nil, with the fault reported, for one that does not exist.
    func placement<Field: RawRepresentable>(
        in row: ImportRow, _ field: Field, _ run: inout ImportRun, _ work: Work
    ) -> Named? where Field.RawValue == Int {
        if let found = placements[Reference.key(row.text(field))] { return found }
        run.fault(
            row, field,
            "There is no placement \(row.text(field)) in \(work.partnership.name); import the placements first or see berth placement list."
        )
        return nil
    }
}
