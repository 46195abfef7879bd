import Domain
import FoundationEssentials
import Gzip
import Matching
import Postgres

/// Where a student went in a run.
struct MatchedStudent: Sendable {
    let studentID: UUID
    let reference: String
    let university: String
    let stage: String
    let placementID: UUID?
    let placement: String?
    let rank: Int?
    /// The rank that the student gave the placement; nil for one that was not listed.
    let listedRank: Int?
    let problems: [String]
    let travelMinutes: Int?
    let isLocked: Bool
}

extension Work {
    /// The placement of each student of a match in an earlier run, by number; nil for students who had none or are new.
    func places(
        of runID: UUID, _ inputs: MatchInputs, on db: isolated PostgresConnection
    ) throws -> [Int?] {
        var places = [Int?](repeating: nil, count: inputs.students.count)
        let students = Dictionary(
            inputs.students.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let placements = Dictionary(
            inputs.placements.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let rows = try db.query(
            """
            select student_id, placement_id
            from berth.match_student
            where partnership_id = \(partnership.id) and match_run_id = \(runID) and placement_id is not null
            """, as: (UUID, UUID).self)
        for (student, placement) in rows {
            if let student = students[student] { places[student] = placements[placement] }
        }
        return places
    }

    /// The students of a run that the operator may see: a university its own, a host those who come to it.
    func matchedStudentIDs(of runID: UUID, on db: isolated PostgresConnection) throws -> Set<UUID> {
        Set(
            try db.query(
                """
                select student_id
                from berth.match_student
                where partnership_id = \(partnership.id) and match_run_id = \(runID)
                """, as: UUID.self))
    }

    /// The students of a run that the operator may see, by reference.
    func matchedStudents(of runID: UUID, on db: isolated PostgresConnection) throws -> [MatchedStudent] {
        let own = try matchedStudentIDs(of: runID, on: db)
        // What the two sides of a match are called, both may know, though a university sees no placements otherwise and
        // a host no students.
        return try seeingEverything(on: db) { try allMatchedStudents(of: runID, on: db) }
            .filter { own.contains($0.studentID) }
    }

    private func allMatchedStudents(
        of runID: UUID, on db: isolated PostgresConnection
    ) throws -> [MatchedStudent] {
        try db.query(
            """
            select student.student_id, student.reference, university.code, student.stage, placement.placement_id,
                   placement.reference, matched.rank, matched.problems, matched.travel_minutes, matched.is_locked,
                   preference.rank
            from berth.match_student as matched
            join berth.student
                on student.partnership_id = matched.partnership_id and student.student_id = matched.student_id
            join berth.organisation as university
                on university.partnership_id = student.partnership_id
               and university.organisation_id = student.organisation_id
            left join berth.placement
                on placement.partnership_id = matched.partnership_id
               and placement.placement_id = matched.placement_id
            left join berth.preference
                on preference.partnership_id = matched.partnership_id
               and preference.student_id = matched.student_id
               and preference.placement_id = matched.placement_id
            where matched.partnership_id = \(partnership.id) and matched.match_run_id = \(runID)
            order by student.reference collate "C"
            """,
            as: (UUID, String, String, String, UUID?, String?, Int?, [String], Int?, Bool, Int?).self
        ).map {
            MatchedStudent(
                studentID: $0.0, reference: $0.1, university: $0.2, stage: $0.3, placementID: $0.4,
                placement: $0.5, rank: $0.6, listedRank: $0.10, problems: $0.7, travelMinutes: $0.8,
                isLocked: $0.9)
        }
    }

    /// The instance that a run solved and its certificate, as they were stored.
    ///
    /// - Throws: `internal` when what is stored cannot be read.
    func storedProof(
        of runID: UUID, on db: isolated PostgresConnection
    ) throws -> (instance: MatchingInstance, proof: StoredProof?) {
        let row = try db.one(
            """
            select instance, certificate
            from berth.match_run
            where partnership_id = \(partnership.id) and match_run_id = \(runID)
            """, as: (Data, Data?).self)
        do {
            var reader = InstanceReader()
            let read = try reader.feed(try GzipReader.unpacked([UInt8](row.0))) + reader.finish()
            guard let instance = read.first?.instance else {
                throw ServiceError(.internal, "The run holds no instance.")
            }
            return (
                instance, try row.1.map { try StoredProof(decoding: try GzipReader.unpacked([UInt8]($0))) }
            )
        } catch let error as ServiceError {
            throw error
        } catch {
            throw ServiceError(.internal, "What is stored of the run cannot be read: \(error).")
        }
    }
}
