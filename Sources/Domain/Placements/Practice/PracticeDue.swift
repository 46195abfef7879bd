/// A milestone of a practice placement that is due by a day, by a rule.
public struct PracticeDue: Sendable, Hashable {
    /// The states of a deadline.
    public enum State: String, Sendable, Hashable, Codable {
        /// Not yet, and there is time.
        case open
        /// It happened in time.
        case met
        /// It happened too late, or has not happened and the day has passed.
        case missed
        /// Nobody can do it while the placement rests.
        case paused
        /// It is no longer to happen.
        case cancelled
    }

    /// The milestone.
    public let milestone: String
    /// Who has to act.
    public let owner: ActorKind
    /// The last day.
    public let dueOn: CalendarDate
    /// Where it stands.
    public let state: State
    /// The day it happened.
    public let happenedOn: CalendarDate?
    /// The rule that made it.
    public let rule: Rule
    /// What the date was reckoned from, by name.
    public let inputs: [String: String]

    /// Whether somebody still has to do something.
    public var isWaiting: Bool { happenedOn == nil && state != .cancelled }

    /// What is due of a placement on a day.
    ///
    /// - Parameters:
    ///   - facts: the milestones that have happened by the day, by code.
    ///   - end: how it ended, if it has.
    ///   - placedOn: the day on which the student was placed: nothing is due before it.
    /// - Throws: when a day lies outside the years whose bank holidays are known.
    public static func all(
        _ pathway: Pathway, _ terms: PracticeTerms, _ ledger: PracticeLedger, facts: [String: CalendarDate],
        end: PracticeEndKind?, placedOn: CalendarDate, rules: PracticeRules, asOf: CalendarDate,
        calendar: WorkingCalendar
    ) throws(CalendarHorizonError) -> [PracticeDue] {
        var found: [PracticeDue] = []
        for milestone in pathway.milestones {
            guard
                let due = try date(
                    milestone.code, terms, ledger, placedOn: placedOn, rules: rules, calendar: calendar)
            else { continue }
            let happened = facts[milestone.code]
            found.append(
                PracticeDue(
                    milestone: milestone.code, owner: milestone.actor, dueOn: due.on,
                    state: state(
                        due.on, happened, due.phase, end, isPaused: terms.isInterrupted(on: asOf), asOf),
                    happenedOn: happened, rule: due.by.rule, inputs: due.inputs))
        }
        return found
    }

    private enum Phase {
        case before, during, after
    }

    private typealias Reckoned = (
        on: CalendarDate, by: PracticeRules.Dated, phase: Phase, inputs: [String: String]
    )

    private static func date(
        _ milestone: String, _ terms: PracticeTerms, _ ledger: PracticeLedger, placedOn: CalendarDate,
        rules: PracticeRules, calendar: WorkingCalendar
    ) throws(CalendarHorizonError) -> Reckoned? {
        switch milestone {
        case "agreement_meeting":
            let rule = rules.agreementBeforeStart
            // Counted back from the start, the first day included, so that the meeting is over by then.
            let wanted = try calendar.subtract(rule.amount, from: terms.startsOn)
            return (
                max(wanted, placedOn), rule, .before,
                ["starts_on": "\(terms.startsOn)", "placed_on": "\(placedOn)"]
            )
        case "midway_report":
            let rule = rules.midwayAfterHalf
            return (
                try calendar.add(rule.amount, to: ledger.halfOn), rule, .during,
                ["half_on": "\(ledger.halfOn)", "required": "\(ledger.required)"]
            )
        case "final_report", "qapl_student", "qapl_educator":
            let rule = milestone == "final_report" ? rules.finalAfterEnd : rules.formsAfterEnd
            return (
                try calendar.add(rule.amount, to: ledger.endsOn), rule,
                milestone == "final_report" ? .during : .after,
                ["ends_on": "\(ledger.endsOn)", "required": "\(ledger.required)"]
            )
        default: return nil
        }
    }

    /// What is due before or during a placement, and the report on all of it, falls away with its early end; the forms on
    /// the quality of one that broke down are wanted all the more.
    private static func state(
        _ dueOn: CalendarDate, _ happened: CalendarDate?, _ phase: Phase, _ end: PracticeEndKind?,
        isPaused: Bool, _ asOf: CalendarDate
    ) -> State {
        if let happened { return happened <= dueOn ? .met : .missed }
        switch end {
        case .moved, .withdrawn: return .cancelled
        case .brokenDown where phase != .after: return .cancelled
        default: break
        }
        if isPaused, end == nil, phase != .before { return .paused }
        return dueOn < asOf ? .missed : .open
    }
}
