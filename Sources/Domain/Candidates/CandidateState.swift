/// The dated facts about one candidate from which everything else is derived.
public struct CandidateState: Sendable, Hashable {
    /// The day on which the candidate was registered for the round: milestones without prerequisite start here.
    public var registeredOn: CalendarDate

    /// The milestones that happened.
    public var facts: MilestoneFacts

    /// Withdrawal or rejection, nil for one who is still in; reinstated candidates have nil again.
    public var exit: CandidateExit?

    /// Makes a state.
    public init(registeredOn: CalendarDate, facts: MilestoneFacts, exit: CandidateExit? = nil) {
        self.registeredOn = registeredOn
        self.facts = facts
        self.exit = exit
    }
}
