import Domain
import Matching

/// Turns what the engine can say about a student into words and references.
struct MatchExplainer {
    /// How many changes are told.
    static let changeCount = 3
    /// Minutes by which a limit of travel may be relaxed, one way.
    static let extraMinutes = 15

    private let problem: MatchProblem
    private let flow: EditableFlow
    private let mayName: Bool
    private let seesAdjustments: Bool

    private var inputs: MatchInputs { problem.inputs }

    /// - Parameters:
    ///   - decided: what the run decided for minimums and pairs, so that the flow arrives at its matching.
    ///   - mayName: whether other students may be named to the operator.
    init(
        _ problem: MatchProblem, decided: Restrictions?, mayName: Bool, seesAdjustments: Bool
    ) throws(ServiceError) {
        self.problem = problem
        self.mayName = mayName
        self.seesAdjustments = seesAdjustments
        var restrictions = problem.restrictions
        if let decided {
            restrictions.closed += decided.closed
            restrictions.withdrawn += decided.withdrawn
            restrictions.locked += decided.locked
        }
        do {
            // What is relaxed may travel longer and have more problems than any pair of the instance.
            var limits = PackedCost.Limits(of: problem.instance)
            limits.travel = max(limits.travel, 1_440 + 60)
            limits.problems += 32
            limits.rank = max(limits.rank, (problem.inputs.preferences.values.max() ?? 0) + 1)
            flow = try EditableFlow(problem.instance, restrictions: restrictions, limits: limits)
        } catch {
            throw .badData("The match cannot be explained: \(error).")
        }
    }

    /// Why a student has no place: the students and places that prove it.
    func whyUnplaced(_ student: Int) -> StudentExplanation.WhyUnplaced? {
        switch flow.reasonUnplaced(student) {
        case nil: return nil
        case .noAcceptablePlace:
            return .init(kind: "no_acceptable_place", students: 1, places: 0, settings: [])
        case .notEnoughPlaces(let set):
            return .init(
                kind: "not_enough_places", students: set.students.count, places: set.places,
                settings: set.settings.filter { flow.capacity(of: Int($0)) > 0 }
                    .map { inputs.placements[Int($0)].reference })
        }
    }

    /// The placements that the rules refuse a student, of all those of the term.
    func refused(_ student: Int) -> [StudentExplanation.Refused] {
        inputs.placements.indices.compactMap { placement in
            let verdict = inputs.verdict(student, placement)
            if verdict.isPossible { return nil }
            let shown =
                seesAdjustments ? verdict.refusals : verdict.refusals.subtracting(PairRefusals.confidential)
            return .init(
                placementRef: inputs.placements[placement].reference,
                reasons: shown.isEmpty ? ["not_possible"] : shown.codes)
        }
    }

    /// The placements with a better rank than the present one, and what each would cost.
    func preferred(_ student: Int, over place: Int?) -> [StudentExplanation.Alternative] {
        let held = place.flatMap { problem.pair(student, $0) }.map { problem.rank(of: $0) } ?? .max
        var better: [(rank: Int, placement: Int)] = []
        for index in problem.instance.pairRange(of: student) {
            let placement = Int(problem.instance.settings[index])
            let key = MatchInputs.NumberPair(student, placement)
            if inputs.preferences[key] != nil, problem.rank(of: index) < held, placement != place {
                better.append((problem.rank(of: index), placement))
            }
        }
        return better.sorted { $0 < $1 }.map { rank, placement in
            StudentExplanation.Alternative(
                placementRef: inputs.placements[placement].reference, rank: rank,
                price: flow.priceOfPlacing(student, at: placement).map { objective($0) })
        }
    }

    /// The smallest changes that place a student.
    func smallestChanges(_ student: Int) -> [StudentExplanation.Change] {
        let offers = Relaxations(problem, student)
        let changes = flow.smallestChanges(
            placing: student, relaxations: offers.relaxations, count: Self.changeCount)
        return changes.map { change in
            StudentExplanation.Change(
                kind: offers.words[change.index].kind, detail: offers.words[change.index].detail,
                objectiveChange: objective(change.objectiveChange), moves: change.moves.map { step($0) })
        }
    }

    private func step(_ move: Move) -> StudentExplanation.Step {
        func name(_ setting: Int32) -> String? {
            setting < 0 ? nil : inputs.placements[Int(setting)].reference
        }
        return .init(
            studentRef: mayName ? inputs.students[Int(move.student)].reference : nil, from: name(move.from),
            to: name(move.to))
    }

    /// A change of the objective, without what moves weigh in it.
    private func objective(_ change: Objective) -> MatchObjective {
        MatchObjective(problem.changeWithoutMoves(change))
    }
}

extension MatchProblem {
    /// A difference of two objectives of the instance, without what moves weigh in its problems.
    func changeWithoutMoves(_ change: Objective) -> Objective {
        guard moveWeight > 0 else { return change }
        let weight = Int(moveWeight)
        var plain = change
        plain.problems %= weight
        // A remainder past half the weight is a move more with fewer problems, or the other way round.
        if plain.problems > weight / 2 { plain.problems -= weight }
        if plain.problems < -weight / 2 { plain.problems += weight }
        return plain
    }
}
