public import Domain
import FoundationEssentials
public import Postgres

/// A concern, or a stretch of rest, as it is answered.
public struct PracticeEventRecord: Sendable, Codable, Hashable {
    /// The placement.
    public let practiceRef: String
    /// `interrupted`, `resumed`, `concern_raised`, `action_agreed`, `concern_escalated` or `concern_resolved`.
    public let kind: String
    /// The day.
    public let happenedOn: CalendarDate
    /// The number of the concern.
    @ExplicitNull public var concern: Int?
    /// The category of a concern or the reason of an interruption, as a code.
    @ExplicitNull public var reason: String?
    /// The note.
    @ExplicitNull public var note: String?
}

/// Raises a concern about a practice placement.
///
/// A concern is about the placement, never about a service user: nothing that could name one belongs in its note.
public struct RaiseConcern: Verb {
    /// Those who record what happens on practice placements.
    public static var action: Action { .recordPractices }

    /// Of what kind whoever raises a concern is.
    public enum Side: String, Sendable, Hashable, Codable, CaseIterable {
        /// The student.
        case student
        /// The host.
        case host
        /// The university.
        case university
        /// The practice educator.
        case educator
    }

    let reference: String
    let category: String
    let side: Side
    let note: String
    let on: CalendarDate?

    /// - Parameters:
    ///   - reference: the student, or the placement.
    ///   - category: a code, such as `supervision`.
    ///   - by: who raises it.
    ///   - note: what it is about.
    ///   - on: the day; today when nil.
    public init(reference: String, category: String, by side: Side, note: String, on: CalendarDate? = nil) {
        self.reference = reference
        self.category = category
        self.side = side
        self.note = note
        self.on = on
    }

    /// Stores the concern under the next number of the placement.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticeEventRecord {
        let row = try work.practice(reference, locked: true, on: db)
        try work.refuseUnknownReason(category, for: "practice_concern", on: db)
        let concerns = try work.practiceCases(
            of: [row], at: Moment(present: work), on: db
        ).first?.concerns
        if row.record.end == .moved { try work.refuseEnded(row) }
        return try work.recordPracticeEvent(
            .init(
                practiceRef: row.record.practiceRef, kind: "concern_raised", happenedOn: on ?? work.today,
                concern: (concerns?.map(\.number).max() ?? 0) + 1, reason: category, note: note),
            of: row, by: side.rawValue, on: db)
    }
}

/// Says what became of a concern: an action was agreed, it was taken further, it is settled.
public struct AnswerConcern: Verb {
    /// Those who record what happens on practice placements.
    public static var action: Action { .recordPractices }

    /// What became of it.
    public enum Answer: String, Sendable, Hashable, Codable, CaseIterable {
        /// Something was agreed, which the note says.
        case actionAgreed = "action_agreed"
        /// It was taken to those above.
        case escalated = "concern_escalated"
        /// It is settled.
        case resolved = "concern_resolved"
    }

    let reference: String
    let answer: Answer
    let concern: Int?
    let note: String?
    let on: CalendarDate?

    /// - Parameters:
    ///   - concern: its number; nil where only one is open.
    ///   - note: what was agreed; needed for an action.
    ///   - on: the day; today when nil.
    public init(
        reference: String, answer: Answer, concern: Int? = nil, note: String? = nil, on: CalendarDate? = nil
    ) {
        self.reference = reference
        self.answer = answer
        self.concern = concern
        self.note = note
        self.on = on
    }

    /// Stores the answer.
    ///
    /// - Throws: `conflict` where no concern is open, or several are and none is named.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticeEventRecord {
        let row = try work.practice(reference, locked: true, on: db)
        let concerns = try work.practiceCases(
            of: [row], at: Moment(present: work), on: db
        ).first?.concerns
        let open = (concerns ?? []).filter(\.isOpen)
        let ref = row.record.practiceRef
        let chosen = concern.map { number in open.filter { $0.number == number } } ?? open
        guard let one = chosen.first else {
            throw ServiceError.conflict(
                concern.map { "Concern \($0) about \(ref) is not open; see berth practice show \(ref)." }
                    ?? "No concern about \(ref) is open.")
        }
        if chosen.count > 1 {
            let numbers = open.map { "\($0.number) (\($0.category))" }.joined(separator: ", ")
            throw ServiceError.conflict(
                "Several concerns about \(ref) are open: \(numbers); name one with --concern.")
        }
        let date = on ?? work.today
        if date < one.lastOn {
            throw ServiceError.badData(
                "The last word on concern \(one.number) about \(ref) is of \(one.lastOn); give that day or a later one."
            )
        }
        return try work.recordPracticeEvent(
            .init(
                practiceRef: ref, kind: answer.rawValue, happenedOn: date, concern: one.number, reason: nil,
                note: note), of: row, on: db)
    }
}

/// Lets a practice placement rest: what is due waits, and the end moves.
public struct InterruptPractice: Verb {
    /// Those who record what happens on practice placements.
    public static var action: Action { .recordPractices }

    let reference: String
    let reasonCode: String
    let on: CalendarDate?
    let note: String?

    /// - Parameters:
    ///   - reasonCode: why, such as `student_leave`.
    ///   - on: the first day of rest; today when nil.
    public init(reference: String, reasonCode: String, on: CalendarDate? = nil, note: String? = nil) {
        self.reference = reference
        self.reasonCode = reasonCode
        self.on = on
        self.note = note
    }

    /// Stores the interruption and pauses what is due.
    ///
    /// - Throws: `conflict` for one that rests already or has ended, `badData` for a day that is in the register.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticeEventRecord {
        let row = try work.practice(reference, locked: true, on: db)
        try work.refuseEnded(row)
        try work.refuseUnknownReason(reasonCode, for: "practice_interrupted", on: db)
        let date = on ?? work.today
        let ref = row.record.practiceRef
        let one = try work.practiceCases(
            of: [row], at: Moment(present: work), on: db
        ).first
        if let last = one?.terms.interruptions.last {
            guard let through = last.through else {
                throw ServiceError.conflict("\(ref) has rested since \(last.from) already.")
            }
            if date <= through {
                throw ServiceError.badData("\(ref) rested until \(through); give a later day.")
            }
        }
        if let last = one?.ledger.lastRecordedOn, date <= last {
            throw ServiceError.badData(
                "The register of \(ref) goes to \(last); it can rest from a later day on.")
        }
        if date < row.record.placedOn {
            throw ServiceError.badData("\(row.record.studentRef) was placed on \(row.record.placedOn) only.")
        }
        return try work.recordPracticeEvent(
            .init(
                practiceRef: ref, kind: "interrupted", happenedOn: date, concern: nil, reason: reasonCode,
                note: note), of: row, on: db)
    }
}

/// Lets a practice placement that rested go on.
public struct ResumePractice: Verb {
    /// Those who record what happens on practice placements.
    public static var action: Action { .recordPractices }

    let reference: String
    let on: CalendarDate?
    let note: String?

    /// - Parameter on: the first day after the rest; today when nil.
    public init(reference: String, on: CalendarDate? = nil, note: String? = nil) {
        self.reference = reference
        self.on = on
        self.note = note
    }

    /// Stores that it goes on.
    ///
    /// - Throws: `conflict` for one that does not rest.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticeEventRecord {
        let row = try work.practice(reference, locked: true, on: db)
        try work.refuseEnded(row)
        let date = on ?? work.today
        let ref = row.record.practiceRef
        let one = try work.practiceCases(
            of: [row], at: Moment(present: work), on: db
        ).first
        guard let last = one?.terms.interruptions.last, last.through == nil else {
            throw ServiceError.conflict("\(ref) does not rest.")
        }
        if date <= last.from {
            throw ServiceError.badData("\(ref) has rested since \(last.from); it can go on from a later day.")
        }
        return try work.recordPracticeEvent(
            .init(
                practiceRef: ref, kind: "resumed", happenedOn: date, concern: nil, reason: nil, note: note),
            of: row, on: db)
    }
}

extension Work {
    /// Stores an event of a placement that is locked, with its audit, and moves what is due.
    fileprivate func recordPracticeEvent(
        _ record: PracticeEventRecord, of row: PracticeRow, by side: String? = nil,
        on db: isolated PostgresConnection
    ) throws -> PracticeEventRecord {
        try refuseFuture(record.happenedOn, "What happens on \(record.practiceRef)")
        if record.kind == "concern_raised" || record.kind == "action_agreed",
            record.note?.allSatisfy(\.isWhitespace) ?? true
        {
            throw ServiceError.badData("Say what it is about, or what was agreed, with --note.")
        }
        try db.execute(
            """
            insert into berth.practice_event (
                partnership_id, practice_id, sequence, kind, happened_on, concern_no, reason_code, by_kind, note,
                recorded_by, recorded_at)
            select \(partnership.id), \(row.id),
                   1 + coalesce((
                       select max(earlier.sequence)
                       from berth.practice_event as earlier
                       where earlier.partnership_id = \(partnership.id) and earlier.practice_id = \(row.id)
                   ), 0),
                   \(record.kind), \(record.happenedOn), \(record.concern), \(record.reason), \(side),
                   \(record.note), \(actor.accountID), \(now)
            """)
        // The note is about people at work and stays where it can be corrected by law; the audit says that there was one.
        let told = PracticeEventRecord(
            practiceRef: record.practiceRef, kind: record.kind, happenedOn: record.happenedOn,
            concern: record.concern, reason: record.reason, note: nil)
        try audit("practice_\(record.kind)", of: "practice", row.id, after: told, on: db)
        try keepPracticeDeadlines(of: [row.id], asOf: today, on: db)
        return record
    }
}
