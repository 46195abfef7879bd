/// What a round may expect of one candidate, and which milestone is to blame if that is not enough.
public struct Assessment: Sendable, Hashable {
    /// How far the candidate is.
    public let progress: Progress

    /// What may be expected by the due date.
    public let outlook: Outlook

    /// The round's due date, that day included.
    public let dueOn: CalendarDate

    /// When the counting milestone happened or is expected; nil when lost.
    public let expectedOn: CalendarDate?

    /// Calendar days by which that is after the due date; 0 when it is not, and when lost.
    public let daysLate: Int

    /// Working days after the expected date up to the due date; only for those on course and at risk.
    public let slackWorkingDays: Int?

    /// The milestone to blame, only for those at risk and those that will miss.
    ///
    /// The one on the critical path with the most calendar days beyond its usual duration; if there is
    /// none, the open one with the longest remaining duration; the earlier position where equal. Nil when
    /// the counting milestone happened late although no step took longer than usual.
    public let blamed: Int?

    /// Calendar days the blamed milestone took or has taken beyond its usual duration; 0 when none.
    public let blamedDaysBeyondUsual: Int

    /// The withdrawal or rejection, when lost.
    public let exit: CandidateExit?

    /// The code of the milestone to blame.
    public var blamedCode: String? { blamed.map { progress.pathway.milestones[$0].code } }

    /// Why the outlook is what it is, in one or two plain sentences.
    public var becauseSentence: String {
        let name = "'\(progress.pathway.milestones[progress.countsAt].name)'"
        guard let expectedOn else {
            guard let exit else { return "\(name) is no longer expected." }
            let verb = exit.kind == .withdrawn ? "Withdrew" : "Was rejected"
            let reason = String(exit.reasonCode.map { $0 == "_" ? " " : $0 })
            return "\(verb) on \(exit.on.longText): \(reason)."
        }
        let slack = slackWorkingDays.map { $0 == 1 ? "1 working day" : "\($0) working days" }
        switch outlook {
        case .achieved:
            return "\(name) happened on \(expectedOn.longText), by the due date of \(dueOn.longText)."
        case .onCourse, .atRisk:
            let spare = slack.map { ", \($0) before the due date of \(dueOn.longText)" } ?? ""
            return "\(name) is expected on \(expectedOn.longText)\(spare).\(blameSentence)"
        case .willMiss, .lost:
            let verb = progress.happened[progress.countsAt] ? "happened" : "is expected"
            let days = Assessment.days(daysLate)
            return "\(name) \(verb) on \(expectedOn.longText), \(days) after the due date of "
                + "\(dueOn.longText).\(blameSentence)"
        }
    }

    private var blameSentence: String {
        guard let blamed else {
            return outlook == .willMiss ? " No step took longer than usual." : ""
        }
        let milestone = progress.pathway.milestones[blamed]
        let isOpen = !progress.happened[blamed]
        if blamedDaysBeyondUsual > 0 {
            let days = Assessment.days(blamedDaysBeyondUsual)
            let verb = isOpen ? "has taken" : "took"
            let waiting = isOpen ? ", waiting on \(milestone.waitingOn)" : ""
            return " '\(milestone.name)' \(verb) \(days) longer than usual\(waiting)."
        }
        return " The longest step left is '\(milestone.name)', usually \(milestone.usualDuration), "
            + "waiting on \(milestone.waitingOn)."
    }

    private static func days(_ number: Int) -> String { number == 1 ? "1 day" : "\(number) days" }
}
