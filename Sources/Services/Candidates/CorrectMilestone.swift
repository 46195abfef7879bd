public import Domain
import FoundationEssentials
public import Postgres

/// Corrects a milestone that was recorded wrongly: another date, or it never happened.
///
/// The earlier fact stays: what was known at any moment can still be read.
public struct CorrectMilestone: Verb {
    /// Those who record milestones.
    public static var action: Action { .recordMilestones }

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

    /// Stores the correction.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MilestoneRecord {
        try work.refuseBlank(reason, for: "The correction of \(milestone) of \(reference)")
        let candidate = try work.candidate(reference, locked: true, on: db)
        let subject = candidate.subject(try work.standing(of: candidate, on: db).exit)
        let earlier = try MilestoneChange(
            milestone: milestone, happenedOn: happenedOn, overrideReason: overrideReason
        ).correct(of: subject, reason: reason, work, on: db)
        let record = MilestoneRecord(
            candidateRef: candidate.candidateRef, milestone: milestone, happenedOn: happenedOn, note: nil,
            overrideReason: overrideReason, correctionReason: reason)
        try work.audit(
            "milestone_corrected", of: "candidate", candidate.candidateId, reason: reason,
            before: ["milestone": milestone, "happened_on": earlier.description], after: record, on: db)
        return record
    }
}
