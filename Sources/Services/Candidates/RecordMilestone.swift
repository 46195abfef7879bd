public import Domain
import FoundationEssentials
public import Postgres

/// A milestone fact as it is answered.
public struct MilestoneRecord: Sendable, Codable, Hashable {
    /// The candidate.
    public let candidateRef: String
    /// The milestone.
    public let milestone: String
    /// The day it happened; nil when a correction says that it never did.
    public let happenedOn: CalendarDate?
    /// A note.
    public let note: String?
    /// Why it was recorded out of order.
    public let overrideReason: String?
    /// Why it was corrected.
    public let correctionReason: String?
}

/// Records that a candidate passed a milestone.
///
/// A milestone comes after its prerequisites and not in the future. Out of order only with a reason and the
/// permission for it; the audit keeps the reason.
public struct RecordMilestone: Verb {
    /// Those who record milestones.
    public static var action: Action { .recordMilestones }

    let reference: String
    let milestone: String
    let on: CalendarDate?
    let note: String?
    let overrideReason: String?

    /// - Parameters:
    ///   - on: the day it happened; today when nil.
    ///   - overrideReason: why it is recorded out of order.
    public init(
        reference: String, milestone: String, on: CalendarDate?, note: String? = nil,
        overrideReason: String? = nil
    ) {
        self.reference = reference
        self.milestone = milestone
        self.on = on
        self.note = note
        self.overrideReason = overrideReason
    }

    /// Stores the fact.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MilestoneRecord {
        let date = on ?? work.today
        try work.refuseFuture(date, "\(milestone) of \(reference)")
        let candidate = try work.candidate(reference, locked: true, on: db)
        let subject = candidate.subject(try work.standing(of: candidate, on: db).exit)
        try MilestoneChange(
            milestone: milestone, happenedOn: date, note: note, overrideReason: overrideReason
        ).record(of: subject, with: "berth candidate correct", work, on: db)
        let record = MilestoneRecord(
            candidateRef: candidate.candidateRef, milestone: milestone, happenedOn: date, note: note,
            overrideReason: overrideReason, correctionReason: nil)
        try work.audit(
            "milestone_recorded", of: "candidate", candidate.candidateId, reason: overrideReason,
            after: record, on: db)
        return record
    }
}
