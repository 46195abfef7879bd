public import Domain
import FoundationEssentials
public import Postgres

/// What the end of a practice placement leaves to do.
public struct EndedPractice: Sendable, Codable, Hashable {
    /// The placement.
    public let practice: PracticeRecord
    /// What the student still owes, in the unit.
    public let owed: Int
    /// What was done, in the unit.
    public let done: Int
    /// Whether the student is to be placed again.
    public let isToBePlaced: Bool
}

/// Ends a practice placement: all is done, it has broken down, or the student has left.
///
/// After a breakdown the place is free again and the student is to be placed again, with what is still owed; matches keep
/// the student from that setting of that organisation.
public struct EndPractice: Verb {
    /// Those who manage practice placements.
    public static var action: Action { .managePractices }

    let reference: String
    let kind: PracticeEndKind
    let on: CalendarDate?
    let reasonCode: String?
    let note: String?
    let overrideReason: String?

    /// - Parameters:
    ///   - reference: the student, or the placement.
    ///   - kind: completed, broken down or withdrawn.
    ///   - on: the last day; today when nil.
    ///   - reasonCode: why it ended early; nil when completed.
    ///   - overrideReason: why it counts as completed although days are owed.
    public init(
        reference: String, kind: PracticeEndKind, on: CalendarDate? = nil, reasonCode: String? = nil,
        note: String? = nil, overrideReason: String? = nil
    ) {
        self.reference = reference
        self.kind = kind
        self.on = on
        self.reasonCode = reasonCode
        self.note = note
        self.overrideReason = overrideReason
    }

    /// Ends it.
    ///
    /// - Throws: `conflict` for one that has ended, or is changed by somebody else at this moment; `badData` for a reason
    ///   that is not known, a day before what is recorded, and a completion that still owes days.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> EndedPractice {
        let date = on ?? work.today
        try work.refuseFuture(date, "The end of the placement of \(reference)")
        let row = try work.practice(reference, locked: true, on: db)
        try work.refuseEnded(row)
        try refuseReason(row, work, on: db)
        guard
            let one = try work.practiceCases(
                of: [row], at: Moment(present: work), on: db
            ).first
        else { throw ServiceError.notFound("There is no practice placement of \(reference).") }
        try refuseBefore(date, one)
        if kind == .completed { try complete(one, on: date, work, db: db) }
        try work.end(row, kind, on: date, reasonCode: reasonCode, note: note, db: db)
        try work.keepPracticeDeadlines(of: [row.id], asOf: work.today, on: db)
        let ended = try work.practice(row.record.practiceRef, on: db)
        let leavesDebt = kind == .brokenDown && one.ledger.owed > 0
        return EndedPractice(
            practice: ended.record, owed: kind == .completed ? 0 : one.ledger.owed, done: one.ledger.done,
            isToBePlaced: leavesDebt)
    }

    private func refuseReason(
        _ row: PracticeRow, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if kind == .moved {
            throw ServiceError.badData("Only a match moves \(row.record.studentRef) elsewhere.")
        }
        if kind == .completed {
            if reasonCode != nil {
                throw ServiceError.badData("A placement that is completed needs no reason code.")
            }
            return
        }
        try work.refuseUnknownReason(reasonCode, for: "practice_\(kind.rawValue)", on: db)
    }

    private func refuseBefore(_ date: CalendarDate, _ one: PracticeCase) throws(ServiceError) {
        let record = one.row.record
        if date < record.placedOn {
            throw .badData("\(record.studentRef) was placed on \(record.placedOn) only; give a later day.")
        }
        if let last = one.ledger.lastRecordedOn, date < last {
            throw .badData(
                "The register of \(record.practiceRef) goes to \(last); it cannot have ended on \(date), before that."
            )
        }
        if let started = one.terms.startedOn, date < started {
            throw .badData("\(record.practiceRef) started on \(started); it cannot have ended before that.")
        }
    }

    private func complete(
        _ one: PracticeCase, on date: CalendarDate, _ work: Work, db: isolated PostgresConnection
    ) throws {
        let record = one.row.record
        if one.ledger.owed > 0 {
            guard let overrideReason, overrideReason.contains(where: { !$0.isWhitespace }) else {
                throw ServiceError.badData(
                    "\(record.studentRef) still owes \(record.unit.words(one.ledger.owed)) of \(record.unit.words(record.required)); record them, or repeat with --override and the reason."
                )
            }
            try work.refuseOverrideWithoutPermission(one.row.subject)
        }
        try MilestoneChange(milestone: "completed", happenedOn: date, overrideReason: overrideReason)
            .record(of: one.row.subject, with: "berth practice correct", work, on: db)
    }
}

extension Work {
    /// Refuses a change of a placement that has ended.
    func refuseEnded(_ row: PracticeRow) throws(ServiceError) {
        if let end = row.record.end, let on = row.record.endedOn {
            throw .conflict("\(row.record.practiceRef) ended on \(on) already: \(end.words).")
        }
    }

    /// Writes the end of a placement, if nobody has ended it since it was read.
    func end(
        _ row: PracticeRow, _ kind: PracticeEndKind, on date: CalendarDate, reasonCode: String?,
        note: String?, db: isolated PostgresConnection
    ) throws {
        let changed = try db.execute(
            """
            update berth.practice
            set ended_on = \(date), end_kind = \(kind.rawValue), end_reason_code = \(reasonCode),
                ended_by = \(actor.accountID), ended_at = \(now), version = version + 1
            where partnership_id = \(partnership.id) and practice_id = \(row.id) and version = \(row.version)
              and ended_on is null
            """)
        if changed == 0 {
            throw ServiceError.conflict(
                "Somebody else changed \(row.record.practiceRef) at this moment; look again and repeat.")
        }
        try audit(
            "practice_ended", of: "practice", row.id, reason: note,
            after: [
                "practice_ref": row.record.practiceRef, "end": kind.rawValue, "ended_on": date.description,
                "reason_code": reasonCode,
            ], on: db)
    }

    /// Ends the placements that students who have withdrawn still have.
    func endPractices(ofWithdrawn students: [UUID], on db: isolated PostgresConnection) throws {
        let rows = try practices(
            where: """
                practice.student_id = any (\(students)) and practice.ended_on is null
                and student.withdrawn_on is not null
                """, at: Moment(present: self), on: db)
        if rows.isEmpty { return }
        let days = Dictionary(
            try db.query(
                """
                select student_id, withdrawn_on
                from berth.student
                where partnership_id = \(partnership.id) and student_id = any (\(students))
                  and withdrawn_on is not null
                """, as: (UUID, CalendarDate).self
            ).map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
        for row in rows {
            let on = max(days[row.studentID] ?? today, row.record.placedOn)
            try end(row, .withdrawn, on: on, reasonCode: "student_withdrew", note: nil, db: db)
        }
        try keepPracticeDeadlines(of: rows.map(\.id), asOf: today, on: db)
    }
}
