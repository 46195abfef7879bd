/// How far a candidate is on a date, and what comes next: derived from the facts, never stored as truth.
public struct Progress: Sendable, Hashable {
    /// The pathway whose indices are used here.
    public let pathway: Pathway

    /// The index of the milestone that counts for the round.
    public let countsAt: Int

    /// The date for which this was derived.
    public let asOf: CalendarDate

    /// The latest milestone that happened, by date and then position; nil for one who has not begun.
    public let stage: Int?

    /// When that milestone happened.
    public let stageSince: CalendarDate?

    /// Open milestones that only wait for their actor: everything each needs has happened.
    ///
    /// While the counting milestone is open, only those it depends on. Empty after an exit.
    public let ready: [Int]

    /// The open milestone to push: the first open one of the critical path, or after the counting one
    /// happened the ready one of the earliest position; nil when nothing is left or after an exit.
    public let nextMilestone: Int?

    /// By index: when it happened or is expected.
    ///
    /// Nil for open ones after an exit, and for one that the counting milestone does not depend on where
    /// its date lies beyond the known bank holidays.
    public let expectedOn: [CalendarDate?]

    /// By index: calendar days it took, or has taken so far, beyond its usual duration; never below zero.
    public let daysBeyondUsual: [Int32]

    /// By index: whether it happened by the date.
    public let happened: [Bool]

    /// From a beginning to the counting milestone, through the prerequisite that is latest at each step.
    ///
    /// Behind a milestone that happened only others that happened: an open prerequisite that was jumped
    /// over delays nothing any more.
    public let criticalPath: [Int]

    /// Whether every milestone of the pathway has happened.
    public let isComplete: Bool

    /// Whose move it is.
    public var nextActor: ActorKind? { nextMilestone.map { pathway.milestones[$0].actor } }

    /// The code of the stage; nil for one who has not begun.
    public var stageCode: String? { stage.map { pathway.milestones[$0].code } }

    /// The code of the next milestone.
    public var nextMilestoneCode: String? { nextMilestone.map { pathway.milestones[$0].code } }

    /// The codes of the ready milestones, by position.
    public var waitingOn: [String] { ready.map { pathway.milestones[$0].code } }

    /// Who is waited for at the next milestone, in words, such as `Social Work England`.
    public var waitingOnName: String? { nextMilestone.map { pathway.milestones[$0].waitingOn } }

    /// When the counting milestone happened; nil while it is open.
    public var countedOn: CalendarDate? { happened[countsAt] ? expectedOn[countsAt] : nil }

    /// The codes of the critical path.
    public var criticalPathCodes: [String] { criticalPath.map { pathway.milestones[$0].code } }
}
