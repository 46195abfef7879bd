/// Whether to take the option of a further round, and why.
public struct OptionAdvice: Sendable, Hashable {
    /// What to do.
    public enum Advice: String, Sendable, Hashable, Codable, CaseIterable {
        /// Take the option now.
        case exercise
        /// The target may still be reached and there is time: look again later.
        case wait
        /// The target is reached without it.
        case notNeeded = "not_needed"
        /// It was taken or let lapse.
        case decided
        /// The decide-by date has passed.
        case tooLate = "too_late"
    }

    /// What to do.
    public let advice: Advice

    /// Working days after the as-of date up to the decide-by date, that day included; 0 on that day and
    /// after it; nil when there is no such date.
    public let workingDaysLeft: Int?

    /// Why, in one plain sentence.
    public let because: String

    /// Advises on the option from the state of the round that it would follow.
    ///
    /// Green: not needed. Red: exercise, because even if everybody at risk arrives the target is missed.
    /// Amber: exercise when fewer than `pressingWorkingDays` are left to decide, otherwise wait. A decision
    /// dated after `asOf` is not yet known; the decide-by date itself is still in time.
    /// Throws when working days are counted beyond the known years.
    public static func advise(
        status: RoundStatus, counts: RoundCounts, decideBy: CalendarDate?, exercisedOn: CalendarDate?,
        lapsedOn: CalendarDate?, asOf: CalendarDate, calendar: WorkingCalendar, pressingWorkingDays: Int = 10
    ) throws(CalendarHorizonError) -> OptionAdvice {
        var left: Int?
        if let decideBy {
            left = decideBy <= asOf ? 0 : try calendar.workingDays(after: asOf, through: decideBy)
        }
        if let exercisedOn, exercisedOn <= asOf {
            return OptionAdvice(
                advice: .decided, workingDaysLeft: left,
                because: "The option was exercised on \(exercisedOn.longText).")
        }
        if let lapsedOn, lapsedOn <= asOf {
            return OptionAdvice(
                advice: .decided, workingDaysLeft: left,
                because: "The option was let lapse on \(lapsedOn.longText).")
        }
        let safe = counts.achieved + counts.onCourse
        if status == .green {
            return OptionAdvice(
                advice: .notNeeded, workingDaysLeft: left,
                because:
                    "\(safe) of \(counts.target) are in post or on course, so the target is reached without it."
            )
        }
        if let decideBy, decideBy < asOf {
            return OptionAdvice(
                advice: .tooLate, workingDaysLeft: left,
                because: "The option had to be decided by \(decideBy.longText).")
        }
        if status == .red {
            return OptionAdvice(
                advice: .exercise, workingDaysLeft: left,
                because: "\(safe + counts.atRisk) of \(counts.target) at most will be in time, even if "
                    + "everybody at risk is.")
        }
        let shortfall =
            "\(counts.needed) of the \(counts.atRisk) at risk are needed to reach \(counts.target)"
        guard let decideBy, let days = left else {
            return OptionAdvice(
                advice: .wait, workingDaysLeft: nil, because: "\(shortfall), and no date presses.")
        }
        let isPressing = days < pressingWorkingDays
        let time =
            "\(days == 1 ? "1 working day is" : "\(days) working days are") left to decide by "
            + "\(decideBy.longText)"
        return OptionAdvice(
            advice: isPressing ? .exercise : .wait, workingDaysLeft: days,
            because: isPressing ? "\(shortfall), and only \(time)." : "\(shortfall), and \(time).")
    }
}
