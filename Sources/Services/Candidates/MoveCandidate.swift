public import Domain
import FoundationEssentials
public import Postgres

/// Moves a candidate to another round; from that day they count there and no longer where they were.
public struct MoveCandidate: Verb {
    /// Those who decide about candidates.
    public static var action: Action { .decideCandidates }

    let reference: String
    let round: RoundReference
    let on: CalendarDate?
    let reason: String

    /// - Parameter on: the day it was decided; today when nil.
    public init(reference: String, to round: RoundReference, on: CalendarDate?, reason: String) {
        self.reference = reference
        self.round = round
        self.on = on
        self.reason = reason
    }

    /// Stores the move.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> CandidateRecord {
        let date = on ?? work.today
        try work.refuseBlank(reason, for: "The move of \(reference)")
        try work.refuseFuture(date, "The move of \(reference)")
        let candidate = try work.candidate(reference, locked: true, on: db)
        let target = try work.roundToJoin(round, to: "move anybody into it", on: db)
        try work.reference(on: db).refusePathway(
            candidate.pathway, thatLacks: target.countsAt, of: target.reference)
        let standing = try work.standing(of: candidate, on: db)
        if let exit = standing.exit {
            throw ServiceError.conflict(
                "\(candidate.candidateRef) was \(exit.kind.rawValue) on \(exit.on); reinstate them before a move."
            )
        }
        if standing.roundID == target.roundId {
            throw ServiceError.conflict("\(candidate.candidateRef) is in round \(round) already.")
        }
        try work.refuseBeforeLastDecision(date, about: candidate, on: db)
        try work.recordCandidateEvent(
            .moved, of: candidate.candidateId, on: date, roundID: target.roundId, reason: reason, db: db)
        try work.audit(
            "candidate_moved", of: "candidate", candidate.candidateId, reason: reason,
            before: ["round_id": standing.roundID?.uuidString.lowercased()],
            after: ["round": round.description, "happened_on": date.description], on: db)
        return candidate.record
    }
}
