import Domain
import FoundationEssentials
import Matching

/// The inputs of a match as the engine's instance, with what each pair means in words.
struct MatchProblem: Sendable {
    let inputs: MatchInputs
    let instance: MatchingInstance
    /// The problems of each pair of the instance.
    let problems: [PairProblems]
    /// The pairs that are decided.
    let restrictions: Restrictions
    /// What is left to decide when the locked students have their places.
    let open: OpenProblem
    /// What is added to the rank of every pair but the one that a student has now, so that a move weighs more than all
    /// ranks together; 0 when nobody has anything to keep.
    let moveWeight: Int32
    /// The placement that each student has now, by number; empty when nothing is kept.
    let kept: [Int?]

    /// Judges the pairs and builds the instance.
    ///
    /// - Parameter kept: the placement that each student has now, by number; nil for none.
    init(_ inputs: MatchInputs, keeping kept: [Int?] = []) throws(ServiceError) {
        self.inputs = inputs
        self.kept = kept
        let pairs = JudgedPairs(inputs)
        let worst = pairs.rows.map(\.rank).max() ?? 1
        let isKeeping = kept.contains { $0 != nil }
        // One more than the sum of all ranks can be: then one move less outweighs every rank (dictionary order).
        let weight = isKeeping ? Int32(clamping: Int(worst) * inputs.students.count + 1) : 0
        moveWeight = weight
        var rows = pairs.rows
        if isKeeping {
            guard Int(worst) + Int(weight) < Int(Int32.max) else {
                throw .badData("There are too many students and ranks to keep the places of an earlier run.")
            }
            for index in rows.indices {
                let row = rows[index]
                if let held = kept[Int(row.student)], held != Int(row.setting) { rows[index].rank += weight }
            }
        }
        let capacities = Self.capacities(inputs)
        let minimums = inputs.placements.map { Int32(clamping: $0.minimum) }
        do {
            instance = try MatchingInstance(
                studentCount: inputs.students.count, capacities: capacities,
                minimums: zip(minimums, capacities).map { min($0, $1) }, pairs: rows, together: inputs.together)
        } catch {
            throw .badData("The match cannot be put together: \(error).")
        }
        problems = pairs.problems
        restrictions = Restrictions(
            locked: inputs.locks.map {
                .init(student: Int32(clamping: $0.student), setting: Int32(clamping: $0.placement))
            })
        open = try OpenProblem(instance, inputs)
    }

    /// The places of each placement: none when the host has withdrawn it, and no more than its educator can take.
    private static func capacities(_ inputs: MatchInputs) -> [Int32] {
        inputs.placements.map { placement in
            placement.facts.isWithdrawn
                ? 0
                : Int32(clamping: min(placement.capacity, placement.educatorSlots ?? placement.capacity))
        }
    }

    /// The position of a pair in the instance; nil for one that the rules refuse or nobody looked at.
    func pair(_ student: Int, _ placement: Int) -> Int? {
        instance.indexOfPair(student: student, setting: placement)
    }

    /// The rank that the student gave, without the weight of a move.
    func rank(of pair: Int) -> Int {
        let rank = instance.ranks[pair]
        return Int(moveWeight > 0 && rank > moveWeight ? rank - moveWeight : rank)
    }
}
