public import Domain
import FoundationEssentials
public import Postgres

/// Changes the target or the due date of a round, with a reason.
public struct RetargetRound: Verb {
    /// Those who manage rounds.
    public static var action: Action { .manageRounds }

    let reference: RoundReference
    let target: Int?
    let dueOn: CalendarDate?
    let reason: String
    let on: CalendarDate?

    /// - Parameters:
    ///   - target: the new target, unchanged when nil.
    ///   - dueOn: the new due date, unchanged when nil.
    ///   - on: the day this was agreed; today when nil.
    public init(
        reference: RoundReference, target: Int?, dueOn: CalendarDate?, reason: String, on: CalendarDate?
    ) {
        self.reference = reference
        self.target = target
        self.dueOn = dueOn
        self.reason = reason
        self.on = on
    }

    /// Stores the change.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RoundRecord {
        let date = on ?? work.today
        try work.refuseBlank(reason, for: "The new target of round \(reference)")
        try work.refuseFuture(date, "The new target of round \(reference)")
        if let dueOn { try work.refuseBeyondCalendar(dueOn, "The due date of round \(reference)", on: db) }
        let round = try work.round(reference, locked: true, on: db)
        try work.refuseFinished(round, to: "change its target")
        var changed = round
        changed.target = target ?? round.target
        changed.dueOn = dueOn ?? round.dueOn
        if changed.target < 1 {
            throw ServiceError.badData("A round needs a target of at least one, not \(changed.target).")
        }
        if changed.dueOn < changed.opensOn {
            throw ServiceError.badData(
                "Round \(reference) cannot be due on \(changed.dueOn), before it opens on \(changed.opensOn)."
            )
        }
        if changed.target == round.target && changed.dueOn == round.dueOn {
            throw ServiceError.badData(
                "Round \(reference) has that target and due date already; give --target or --due-on.")
        }
        try work.save(changed, over: round, event: "retargeted", on: date, reason: reason, db: db)
        return changed.record
    }
}
