/// From the vacancies of today to those after what is to come, step by step.
///
/// Everything is in ten-thousandths of a post, so that the steps add up to the result exactly. Who arrives fills one
/// vacancy each, those without agency first; who leaves opens one. Agency stays while there is a vacancy to cover.
public struct VacancyBridge: Sendable, Hashable {
    /// What changes.
    public enum Change: Sendable, Hashable {
        /// People from overseas start.
        case arrivals(FTE)
        /// Newly qualified people start.
        case newlyQualified(FTE)
        /// People leave.
        case leavers(FTE)
        /// Agency comes, or goes when below zero.
        case agency(FTE)

        /// The name in reports.
        public var name: String {
            switch self {
            case .arrivals: "arrivals"
            case .newlyQualified: "newly_qualified"
            case .leavers: "leavers"
            case .agency: "agency"
            }
        }

        /// How many.
        public var amount: FTE {
            switch self {
            case .arrivals(let amount), .newlyQualified(let amount), .leavers(let amount),
                .agency(let amount):
                amount
            }
        }
    }

    /// Vacancies at one point of the bridge.
    public struct State: Sendable, Hashable {
        /// What is established: vacancies and what is filled.
        public let established: FTE
        /// What nobody is employed for.
        public let vacant: FTE
        /// What of that agency covers.
        public let covered: FTE

        /// Makes a state.
        public init(established: FTE, vacant: FTE, covered: FTE) {
            self.established = established
            self.vacant = vacant
            self.covered = covered
        }

        /// What of the vacancies nobody covers.
        public var uncovered: FTE { vacant - covered }
        /// The vacancy rate; nil where nothing is established.
        public var rate: Ratio? { Ratio(vacant.tenThousandths, of: established.tenThousandths) }
    }

    /// One step.
    public struct Step: Sendable, Hashable {
        /// What changes.
        public let change: Change
        /// By how much the vacancies change: below zero where they are filled.
        public let vacant: FTE
        /// By how much the agency cover of vacancies changes.
        public let covered: FTE
        /// Who arrives and finds no vacancy, or agency beyond what there is to cover or to end.
        public let beyond: FTE
        /// What it is afterwards.
        public let after: State
    }

    /// Where it starts.
    public let start: State
    /// The steps in the order given.
    public let steps: [Step]

    /// Where it ends.
    public var result: State { steps.last?.after ?? start }

    /// Takes the steps one after the other.
    public init(from start: State, changes: [Change]) {
        self.start = start
        var state = start
        steps = changes.map { change in
            let step = Self.step(change, from: state)
            state = step.after
            return step
        }
    }

    private static func step(_ change: Change, from state: State) -> Step {
        var vacant = state.vacant
        var covered = state.covered
        var beyond = FTE.zero
        switch change {
        case .arrivals(let amount), .newlyQualified(let amount):
            vacant = max(.zero, vacant - amount)
            beyond = amount - (state.vacant - vacant)
            covered = min(covered, vacant)
        case .leavers(let amount):
            vacant = min(state.established, vacant + amount)
            beyond = amount - (vacant - state.vacant)
        case .agency(let amount):
            covered = max(.zero, min(vacant, covered + amount))
            beyond = amount - (covered - state.covered)
        }
        let after = State(established: state.established, vacant: vacant, covered: covered)
        return Step(
            change: change, vacant: vacant - state.vacant, covered: covered - state.covered, beyond: beyond,
            after: after)
    }

    /// Who leaves in some months when they leave as in the twelve months behind: in post × turnover × months ÷ 12,
    /// rounded half up to the ten-thousandth.
    public static func leavers(inPost: FTE, turnover: Ratio, months: Int) -> FTE {
        let product = (inPost.tenThousandths * months).multipliedFullWidth(by: turnover.numerator)
        let divisor = turnover.denominator * 12
        let (quotient, remainder) = divisor.dividingFullWidth(product)
        return FTE(tenThousandths: quotient + (remainder >= divisor - remainder ? 1 : 0))
    }
}
