public import Domain
import FoundationEssentials
public import Postgres

/// Closes a round: nobody is added to it any more, and the snapshot of its last day is kept.
///
/// The snapshot keeps what stood at closing. Facts that become known later, or happen later, still change what
/// ``ShowRound`` answers.
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

    /// Stores the end of the round and its last snapshot, in one transaction.
    ///
    /// - Throws: `conflict` for a round that is finished; `badData` for a day after today or before the round opens,
    ///   or where the round cannot be assessed.
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
        try takeLastSnapshot(of: round, on: date, work, db: db)
        return changed.record
    }

    /// Somebody of one organisation may close its round, but a snapshot is of the whole round: it sees every
    /// organisation, as the nightly batch does, and tells the operator nothing of what it saw.
    private func takeLastSnapshot(
        of round: RoundRow, on date: CalendarDate, _ work: Work, db: isolated PostgresConnection
    ) throws {
        try work.seeingEverything(on: db) {
            _ = try TakeRoundSnapshot(roundID: round.roundId, asOf: date, dryRun: false).take(work, on: db)
        }
    }
}
