public import Domain

/// The vacancies after what is assumed, as a bridge from now, for each way in which a round may end.
public struct VacancyOutlook: Sendable, Codable, Hashable {
    /// What a bridge is at one point.
    public struct State: Sendable, Codable, Hashable {
        /// Vacancies and what is filled.
        public let established: FTE
        /// What nobody is employed for.
        public let vacant: FTE
        /// What of that agency covers.
        public let coveredByAgency: FTE
        /// What nobody covers.
        public let uncovered: FTE
        /// The vacancy rate with six decimals.
        @ExplicitNull public var vacancyRate: Double?
        /// The rate as a return prints it.
        @ExplicitNull public var printed: String?

        init(_ state: VacancyBridge.State) {
            established = state.established
            vacant = state.vacant
            coveredByAgency = state.covered
            uncovered = state.uncovered
            _vacancyRate = ExplicitNull(wrappedValue: state.rate?.fraction)
            _printed = ExplicitNull(wrappedValue: state.rate?.percent())
        }
    }

    /// One step.
    public struct Step: Sendable, Codable, Hashable {
        /// `arrivals`, `newly_qualified`, `leavers` or `agency`.
        public let name: String
        /// How many it was assumed to be.
        public let amount: FTE
        /// By how much the vacancies change.
        public let vacant: FTE
        /// By how much the cover changes.
        public let coveredByAgency: FTE
        /// How many found no vacancy, or nothing to cover or to end.
        public let beyond: FTE
        /// What it is afterwards.
        public let after: State

        init(_ step: VacancyBridge.Step) {
            name = step.change.name
            amount = step.change.amount
            vacant = step.vacant
            coveredByAgency = step.covered
            beyond = step.beyond
            after = State(step.after)
        }
    }

    /// A bridge.
    public struct Bridge: Sendable, Codable, Hashable {
        /// `posts` or `fte`.
        public let basis: String
        /// Now.
        public let start: State
        /// The steps, which add up to the result exactly.
        public let steps: [Step]
        /// Afterwards.
        public let result: State

        init(_ bridge: VacancyBridge, basis: WorkforceMeasure.Basis) {
            self.basis = basis.rawValue
            start = State(bridge.start)
            steps = bridge.steps.map { Step($0) }
            result = State(bridge.result)
        }
    }

    /// One way in which it may go.
    public struct Scenario: Sendable, Codable, Hashable {
        /// `as_given`, `on_course` or `with_at_risk`.
        public let name: String
        /// What it means, in words.
        public let words: String
        /// By posts, and by full-time equivalents.
        public let bridges: [Bridge]
    }

    /// What was assumed, as given.
    public let assumed: String
    /// The ways in which it may go.
    public let scenarios: [Scenario]
}
