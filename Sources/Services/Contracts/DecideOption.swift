public import Domain
import FoundationEssentials
public import Postgres

/// Exercises the option of a round or lets it lapse.
///
/// An option can be exercised until its decide-by date, that day included. Later only by force and with a reason,
/// since then it is no longer a right under the contract but a favour of the supplier. A decision that is only
/// recorded after that date counts as late as well, unless the operator may back-date records.
public struct DecideOption: Verb {
    /// Those who decide options.
    public static var action: Action { .decideOption }

    /// The two ways to decide.
    public enum Decision: String, Sendable {
        /// The further round takes place.
        case exercise = "option_exercised"
        /// It does not.
        case letLapse = "option_lapsed"
    }

    let reference: RoundReference
    let decision: Decision
    let on: CalendarDate?
    let isForced: Bool
    let reason: String?

    /// - Parameters:
    ///   - on: the day it was decided; today when nil.
    ///   - force: exercises after the decide-by date; needs a reason.
    public init(
        reference: RoundReference, decision: Decision, on: CalendarDate?, force: Bool = false, reason: String?
    ) {
        self.reference = reference
        self.decision = decision
        self.on = on
        self.isForced = force
        self.reason = reason
    }

    /// Stores the decision.
    ///
    /// - Throws: `conflict` for an option that was decided, or too late without force and reason; `badData` for what
    ///   is no option or a day after today.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RoundRecord {
        let date = on ?? work.today
        try work.refuseFuture(date, "The decision on the option of round \(reference)")
        let round = try work.round(reference, locked: true, on: db)
        guard round.isOption, let decideBy = round.optionDecideBy else {
            throw ServiceError.badData("Round \(reference) is not an option, so there is nothing to decide.")
        }
        try work.refuseFinished(round, to: "decide the option")
        if let exercised = round.optionExercisedOn {
            throw ServiceError.conflict(
                "The option of round \(reference) was exercised on \(exercised) already.")
        }
        var changed = round
        switch decision {
        case .letLapse:
            changed.optionLapsedOn = date
        case .exercise:
            let isLate =
                date > decideBy || (work.today > decideBy && !mayBackdate(for: round.organisationId, work))
            if isLate && !(isForced && reason?.allSatisfy(\.isWhitespace) == false) {
                throw ServiceError.conflict(
                    "The option of round \(reference) had to be exercised by \(decideBy), and today is \(work.today); with the supplier's consent repeat with --force --reason."
                )
            }
            changed.optionExercisedOn = date
        }
        try work.save(changed, over: round, event: decision.rawValue, on: date, reason: reason, db: db)
        return changed.record
    }

    private func mayBackdate(for organisation: UUID, _ work: Work) -> Bool {
        switch work.actor.reach(of: .backdateRecords, in: work.partnership) {
        case .everyOrganisation: true
        case .organisations(let own): own.contains(organisation)
        case .nothing: false
        }
    }
}
