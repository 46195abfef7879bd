import Domain
import Matching

/// Who goes where, as the engine answered, for all students of a match.
struct MatchAnswer: Sendable {
    /// The placement of each student by number, the locked ones included; nil for none.
    let places: [Int?]
    /// What it costs, locked students included.
    let objective: MatchObjective
    /// The best there could be without minimums and pairs.
    let bound: MatchObjective
    let isExact: Bool
    let blockingPairs: Int
    let proof: StoredProof?
    /// Those who had a place and have another now, or none.
    let moved: Int
}

extension MatchProblem {
    /// Solves the match and proves the answer.
    ///
    /// - Throws: `badData` when its numbers cannot be compared exactly; `internal` when the proof fails.
    func solved(_ options: MatchOptions) throws(ServiceError) -> MatchAnswer {
        let solution: Solution
        if options.goal != .lexicographic, let limit = limits.first {
            throw .badData(
                "\(limit.educator) takes \(limit.slots) students at a time and has places for more at \(limit.placements.map { inputs.placements[$0].reference }.joined(separator: ", ")); only --objective lexicographic keeps to that."
            )
        }
        do {
            solution = try Matcher.solve(open.instance, options: options)
        } catch FlowError.noRules {
            throw .badData(
                "The best matching for this objective opens a placement below its minimum or parts a pair, which it cannot avoid; take --objective lexicographic, or repeat with --ignore-minimums or --ignore-pairs."
            )
        } catch {
            throw .badData("The match cannot be solved: \(error).")
        }
        if let verdict = solution.proof?.verify(for: open.instance), !verdict.isValid {
            throw ServiceError(.internal, "The match failed its own proof, so it was not stored: \(verdict).")
        }
        let free = open.instance.peopleCount
        var places: [Int?] = solution.assignment.prefix(free).map { $0 < 0 ? nil : Int($0) }
        places += repeatElement(nil, count: inputs.students.count - places.count)
        for lock in inputs.locks { places[lock.student] = lock.placement }
        let lockedAlone = places.indices.map { $0 < free ? nil : places[$0] }
        return MatchAnswer(
            places: places, objective: MatchObjective(objective(of: places)),
            bound: MatchObjective(withoutMoves(solution.bound) + placedCost(of: lockedAlone)),
            isExact: solution.isExact, blockingPairs: solution.blockingPairs.weak,
            proof: solution.proof, moved: moved(by: places))
    }

    /// What an assignment of all students costs.
    func objective(of places: [Int?]) -> Objective {
        placedCost(of: places) + Objective(unplaced: places.count { $0 == nil })
    }

    private func placedCost(of places: [Int?]) -> Objective {
        var sum = Objective.zero
        for (student, place) in places.enumerated() {
            guard let place, let pair = pair(student, place) else { continue }
            sum += Objective(
                problems: problemCount(of: pair), rank: rank(of: pair), travel: Int(instance.travel[pair]))
        }
        return sum
    }

    /// An objective of the instance without what moves weigh in its problems.
    func withoutMoves(_ objective: Objective) -> Objective {
        guard moveWeight > 0 else { return objective }
        var plain = objective
        plain.problems %= Int(moveWeight)
        return plain
    }

    /// The students who had a place and have another now, or none.
    func moved(by places: [Int?]) -> Int {
        zip(kept, places).count { kept, place in kept != nil && kept != place }
    }
}
