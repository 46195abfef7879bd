public import Domain
import FoundationEssentials
public import Postgres

/// Takes a candidate back who had withdrawn or been rejected.
public struct ReinstateCandidate: Verb {
    /// Those who decide about candidates.
    public static var action: Action { .decideCandidates }

    let reference: String
    let on: CalendarDate?
    let reason: String

    /// - Parameter on: the day it was decided; today when nil.
    public init(reference: String, on: CalendarDate?, reason: String) {
        self.reference = reference
        self.on = on
        self.reason = reason
    }

    /// Stores the decision.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> CandidateRecord {
        let date = on ?? work.today
        try work.refuseBlank(reason, for: "The reinstatement of \(reference)")
        try work.refuseFuture(date, "The reinstatement of \(reference)")
        let candidate = try work.candidate(reference, locked: true, on: db)
        let standing = try work.standing(of: candidate, on: db)
        guard let exit = standing.exit else {
            throw ServiceError.conflict(
                "\(candidate.candidateRef) has neither withdrawn nor been rejected, so there is nothing to take back."
            )
        }
        try work.refuseBeforeLastDecision(date, about: candidate, on: db)
        try work.recordCandidateEvent(
            .reinstated, of: candidate.candidateId, on: date, roundID: nil, reason: reason, db: db)
        try work.audit(
            "candidate_reinstated", of: "candidate", candidate.candidateId, reason: reason,
            before: ["exit": exit.kind.rawValue, "on": exit.on.description],
            after: ["happened_on": date.description], on: db)
        return candidate.record
    }
}
