public import Domain
import FoundationEssentials
public import Postgres

/// Shows the adjustments that a student needs: health data, so that somebody looked is kept in the audit.
public struct ShowAdjustments: Verb {
    /// Those who may see adjustments.
    public static var action: Action { .viewAdjustments }

    let reference: String

    /// - Parameter reference: of the student.
    public init(reference: String) {
        self.reference = reference
    }

    /// Answers the codes in alphabetical order.
    ///
    /// - Throws: `notFound` for a student that does not exist or is out of sight.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [String] {
        let student = try work.student(reference, on: db)
        try work.audit("student_adjustments_read", of: "student", student.id, on: db)
        return try db.query(
            """
            select adjustment
            from berth.student_adjustment
            where partnership_id = \(work.partnership.id) and student_id = \(student.id)
            order by adjustment collate "C"
            """, as: String.self)
    }
}
