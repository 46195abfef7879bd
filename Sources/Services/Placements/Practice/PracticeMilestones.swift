public import Domain
import FoundationEssentials
public import Postgres

/// A milestone of a practice placement as it is answered.
public struct PracticeMilestoneRecord: Sendable, Codable, Hashable {
    /// The placement.
    public let practiceRef: String
    /// The milestone.
    public let milestone: String
    /// The day it happened; nil when a correction says that it never did.
    @ExplicitNull public var happenedOn: CalendarDate?
    /// A note.
    @ExplicitNull public var note: String?
    /// Why it was recorded out of order.
    @ExplicitNull public var overrideReason: String?
    /// Why it was corrected.
    @ExplicitNull public var correctionReason: String?
}

/// Records that a practice placement passed a milestone.
public struct RecordPracticeMilestone: Verb {
    /// Those who record what happens on practice placements.
    public static var action: Action { .recordPractices }

    let reference: String
    let milestone: String
    let on: CalendarDate?
    let note: String?
    let overrideReason: String?

    /// - Parameters:
    ///   - reference: the student, or the placement.
    ///   - on: the day it happened; today when nil.
    ///   - overrideReason: why it is recorded out of order.
    public init(
        reference: String, milestone: String, on: CalendarDate? = nil, note: String? = nil,
        overrideReason: String? = nil
    ) {
        self.reference = reference
        self.milestone = milestone
        self.on = on
        self.note = note
        self.overrideReason = overrideReason
    }

    /// Stores the fact and moves what is due.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticeMilestoneRecord {
        let date = on ?? work.today
        try work.refuseFuture(date, "\(milestone) of \(reference)")
        let row = try work.practice(reference, locked: true, on: db)
        try work.refuseMilestone(milestone, of: row, on: date)
        try MilestoneChange(
            milestone: milestone, happenedOn: date, note: note, overrideReason: overrideReason
        ).record(of: row.subject, with: "berth practice correct", work, on: db)
        let record = PracticeMilestoneRecord(
            practiceRef: row.record.practiceRef, milestone: milestone, happenedOn: date, note: note,
            overrideReason: overrideReason, correctionReason: nil)
        try work.audit(
            "milestone_recorded", of: "practice", row.id, reason: overrideReason, after: record, on: db)
        try work.keepPracticeDeadlines(of: [row.id], asOf: work.today, on: db)
        return record
    }
}

/// Corrects a milestone of a practice placement: another date, or it never happened.
public struct CorrectPracticeMilestone: Verb {
    /// Those who record what happens on practice placements.
    public static var action: Action { .recordPractices }

    let reference: String
    let milestone: String
    let happenedOn: CalendarDate?
    let reason: String
    let overrideReason: String?

    /// - Parameters:
    ///   - happenedOn: the right date; nil when it never happened.
    ///   - reason: why the earlier record was wrong.
    ///   - overrideReason: why the right date is out of order.
    public init(
        reference: String, milestone: String, happenedOn: CalendarDate?, reason: String,
        overrideReason: String? = nil
    ) {
        self.reference = reference
        self.milestone = milestone
        self.happenedOn = happenedOn
        self.reason = reason
        self.overrideReason = overrideReason
    }

    /// Stores the correction and moves what is due.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticeMilestoneRecord {
        try work.refuseBlank(reason, for: "The correction of \(milestone) of \(reference)")
        let row = try work.practice(reference, locked: true, on: db)
        try work.refuseMilestone(milestone, of: row, on: happenedOn ?? work.today)
        if milestone == "started" {
            let one = try work.practiceCases(
                of: [row], at: Moment(present: work), on: db
            ).first
            if let first = one?.entries.first?.day.on, happenedOn.map({ $0 > first }) ?? true {
                throw ServiceError.conflict(
                    "The register of \(row.record.practiceRef) begins on \(first); correct those days first.")
            }
        }
        let earlier = try MilestoneChange(
            milestone: milestone, happenedOn: happenedOn, overrideReason: overrideReason
        ).correct(of: row.subject, reason: reason, work, on: db)
        let record = PracticeMilestoneRecord(
            practiceRef: row.record.practiceRef, milestone: milestone, happenedOn: happenedOn, note: nil,
            overrideReason: overrideReason, correctionReason: reason)
        try work.audit(
            "milestone_corrected", of: "practice", row.id, reason: reason,
            before: ["milestone": milestone, "happened_on": earlier.description], after: record, on: db)
        try work.keepPracticeDeadlines(of: [row.id], asOf: work.today, on: db)
        return record
    }
}

extension Work {
    /// Refuses milestones that a verb of their own records, and anything that happens to a placement which never began.
    fileprivate func refuseMilestone(
        _ milestone: String, of row: PracticeRow, on date: CalendarDate
    ) throws(ServiceError) {
        if milestone == "completed" {
            throw .badData(
                "\(row.record.practiceRef) is completed with berth practice end --completed, which looks at the register."
            )
        }
        if row.record.end == .moved { try refuseEnded(row) }
        if milestone == "started" {
            try refuseEnded(row)
            if date < row.record.placedOn {
                throw .badData(
                    "\(row.record.studentRef) was placed on \(row.record.placedOn), so \(row.record.practiceRef) cannot have started on \(date)."
                )
            }
        }
    }
}
