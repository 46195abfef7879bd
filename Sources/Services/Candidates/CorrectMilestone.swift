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
        let history = try work.milestoneHistory(of: candidate, on: db)
        let index = try history.index(of: milestone)
        guard let earlier = history.facts[index] else {
            throw ServiceError.conflict(
                "\(milestone) of \(candidate.candidateRef) is not recorded, so there is nothing to correct.")
        }
        if earlier == happenedOn {
            throw ServiceError.conflict(
                "\(milestone) of \(candidate.candidateRef) is recorded on \(earlier) already; nothing was changed."
            )
        }
        if let happenedOn { try work.refuseAfterExit(happenedOn, of: candidate, on: db) }
        if let objection = try objection(history, index, work) {
            guard let overrideReason, !overrideReason.allSatisfy(\.isWhitespace) else {
                throw ServiceError.badData(
                    "\(objection); correct that first, or repeat with --override and the reason.")
            }
            try work.refuseOverrideWithoutPermission(candidate)
        }
        try db.execute(
            """
            insert into berth.milestone_fact (
                partnership_id, candidate_id, milestone_code, revision, happened_on, override_reason,
                correction_reason, recorded_by, recorded_at)
            values (
                \(work.partnership.id), \(candidate.candidateId), \(milestone),
                \(Int16(clamping: history.revisions[index] + 1)), \(happenedOn), \(overrideReason), \(reason),
                \(work.actor.accountID), \(work.now))
            """)
        let record = MilestoneRecord(
            candidateRef: candidate.candidateRef, milestone: milestone, happenedOn: happenedOn, note: nil,
            overrideReason: overrideReason, correctionReason: reason)
        try work.audit(
            "milestone_corrected", of: "candidate", candidate.candidateId, reason: reason,
            before: ["milestone": milestone, "happened_on": earlier.description], after: record, on: db)
        return record
    }

    private func objection(_ history: MilestoneHistory, _ index: Int, _ work: Work) throws(ServiceError)
        -> String?
    {
        if let happenedOn {
            try work.refuseFuture(happenedOn, "\(milestone) of \(history.candidateRef)")
            return history.objection(to: index, on: happenedOn)
        }
        let dependants = history.recordedDependants(of: index)
        if dependants.isEmpty { return nil }
        return
            "\(milestone) of \(history.candidateRef) cannot be taken back while \(dependants.joined(separator: " and ")), which \(dependants.count == 1 ? "needs" : "need") it, \(dependants.count == 1 ? "is" : "are") recorded"
    }
}
