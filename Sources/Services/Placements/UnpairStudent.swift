public import Domain
import FoundationEssentials
public import Postgres

/// Parts a pair of students, so that they are placed each on their own.
public struct UnpairStudent: Verb {
    /// Those who manage students.
    public static var action: Action { .manageStudents }

    let reference: String
    let reason: String

    /// - Parameters:
    ///   - reference: of one of the two.
    ///   - reason: why.
    public init(reference: String, reason: String) {
        self.reference = reference
        self.reason = reason
    }

    /// Removes the pair and answers the reference of the partner.
    ///
    /// - Throws: `conflict` for a student who is in no pair.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> String {
        try work.refuseBlank(reason, for: "Parting the pair of \(reference)")
        let student = try work.student(reference, on: db)
        let partner = try db.first(
            """
            select partner.student_id, partner.reference
            from berth.student_pair as pair
            join berth.student as partner
                on partner.partnership_id = pair.partnership_id and partner.student_id = pair.partner_id
            where pair.partnership_id = \(work.partnership.id) and pair.student_id = \(student.id)
            """, as: (UUID, String).self)
        guard let partner else {
            throw ServiceError.conflict("\(student.record.studentRef) is in no pair.")
        }
        try work.clearStudentLists(of: [student.id, partner.0], tables: ["berth.student_pair"], on: db)
        for (id, other) in [(student.id, partner.1), (partner.0, student.record.studentRef)] {
            try work.audit(
                "student_unpaired", of: "student", id, reason: reason, before: ["partner_ref": other], on: db)
        }
        return partner.1
    }
}
