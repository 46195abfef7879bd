public import Domain
import FoundationEssentials
public import Postgres

/// Closes a round: its figures stand, and nobody is added to it any more.
public struct CloseRound: Verb {
    /// Those who manage rounds.
    public static var action: Action { .manageRounds }

    let reference: RoundReference
    let on: CalendarDate?
    let reason: String

    /// - Parameter on: the day it was closed; today when nil.
    public init(reference: RoundReference, on: CalendarDate?, reason: String) {
        self.reference = reference
        self.on = on
        self.reason = reason
    }

    /// Stores the end of the round.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RoundRecord {
        let date = on ?? work.today
        try work.refuseBlank(reason, for: "The closing of round \(reference)")
        try work.refuseFuture(date, "The closing of round \(reference)")
        let round = try work.round(reference, locked: true, on: db)
        try work.refuseFinished(round, to: "close it")
        if date < round.opensOn {
            throw ServiceError.badData(
                "Round \(reference) cannot be closed on \(date), before it opens on \(round.opensOn).")
        }
        var changed = round
        changed.closedOn = date
        try work.save(changed, over: round, event: "closed", on: date, reason: reason, db: db)
        return changed.record
    }
}
