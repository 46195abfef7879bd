public import Domain
import FoundationEssentials
public import Postgres

/// Records that a candidate withdrew or was rejected, with a coded reason.
public struct DecideCandidate: Verb {
    /// Those who decide about candidates.
    public static var action: Action { .decideCandidates }

    /// The two ways out.
    public enum Decision: String, Sendable {
        /// The candidate's own decision.
        case withdrawn
        /// Ours.
        case rejected
    }

    let reference: String
    let decision: Decision
    let reasonCode: String
    let on: CalendarDate?
    let note: String?

    /// - Parameters:
    ///   - reasonCode: a code of the reference data for this decision.
    ///   - on: the day it was decided; today when nil.
    public init(reference: String, decision: Decision, reasonCode: String, on: CalendarDate?, note: String?) {
        self.reference = reference
        self.decision = decision
        self.reasonCode = reasonCode
        self.on = on
        self.note = note
    }

    /// Stores the decision.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> CandidateRecord {
        let date = on ?? work.today
        try work.refuseFuture(date, "The decision about \(reference)")
        let candidate = try work.candidate(reference, locked: true, on: db)
        try work.refuseUnknownReason(reasonCode, for: decision.rawValue, on: db)
        let standing = try work.standing(of: candidate, on: db)
        if let exit = standing.exit {
            throw ServiceError.conflict(
                "\(candidate.candidateRef) was \(exit.kind.rawValue) on \(exit.on) already; reinstate them first if that was wrong."
            )
        }
        try work.refuseBeforeLastDecision(date, about: candidate, on: db)
        try refuseBeforeLastMilestone(date, of: candidate, work, on: db)
        let kind: CandidateEventKind = decision == .withdrawn ? .withdrawn : .rejected
        try work.recordCandidateEvent(
            kind, of: candidate.candidateId, on: date, roundID: nil, reasonCode: reasonCode, reason: note,
            db: db)
        try work.audit(
            "candidate_\(kind.rawValue)", of: "candidate", candidate.candidateId, reason: note,
            after: ["happened_on": date.description, "reason_code": reasonCode], on: db)
        return candidate.record
    }

    /// Nobody leaves before something that is known to have happened afterwards.
    private func refuseBeforeLastMilestone(
        _ date: CalendarDate, of candidate: CandidateRow, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let history = try work.milestoneHistory(of: candidate.subject(nil), on: db)
        for (index, happened) in history.facts.dates.enumerated() {
            guard let happened, happened > date else { continue }
            throw ServiceError.badData(
                "\(candidate.candidateRef) cannot have been \(decision.rawValue) on \(date): \(history.pathway.milestones[index].code) is recorded on \(happened); correct that first, or give a later date."
            )
        }
    }
}
