public import Domain
import FoundationEssentials
public import Postgres

/// Records that a student needs no placement any more.
public struct WithdrawStudent: Verb {
    /// Those who manage students.
    public static var action: Action { .manageStudents }

    let reference: String
    let on: CalendarDate?
    let reason: String

    /// - Parameters:
    ///   - on: the day; today when nil.
    ///   - reason: why; kept in the audit only.
    public init(reference: String, on: CalendarDate? = nil, reason: String) {
        self.reference = reference
        self.on = on
        self.reason = reason
    }

    /// Stores the day.
    ///
    /// - Throws: `conflict` for a student who has withdrawn already, or is changed by somebody else at this moment.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> StudentRecord {
        let date = on ?? work.today
        try work.refuseBlank(reason, for: "The withdrawal of \(reference)")
        try work.refuseFuture(date, "The withdrawal of \(reference)")
        let student = try work.student(reference, on: db)
        if let earlier = student.record.withdrawnOn {
            throw ServiceError.conflict("\(student.record.studentRef) withdrew on \(earlier) already.")
        }
        try work.withdraw(
            "berth.student", key: "student_id", student.id, version: student.version, on: date, db: db)
        var record = student.record
        record.withdrawnOn = date
        try work.audit(
            "student_withdrawn", of: "student", student.id, reason: reason, before: student.record,
            after: record, on: db)
        try work.endPractices(ofWithdrawn: [student.id], on: db)
        return record
    }
}

extension Work {
    /// Writes the day of a withdrawal, if nobody changed the record since it was read.
    func withdraw(
        _ table: SQL, key: SQL, _ id: UUID, version: Int, on date: CalendarDate,
        db: isolated PostgresConnection
    ) throws {
        let changed = try db.execute(
            """
            update \(table) set withdrawn_on = \(date), version = version + 1
            where partnership_id = \(partnership.id) and \(key) = \(id) and version = \(version)
            """)
        if changed == 0 {
            throw ServiceError.conflict(
                "Somebody else changed the same record at this moment; look again and repeat.")
        }
    }
}
