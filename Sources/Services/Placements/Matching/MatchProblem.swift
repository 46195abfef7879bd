import Domain
import FoundationEssentials
import Matching

/// The inputs of a match as the engine's instance, with what each pair means in words.
struct MatchProblem: Sendable {
    let inputs: MatchInputs
    private(set) var instance: MatchingInstance
    /// The problems of each pair of the instance.
    private(set) var problems: [PairProblems]
    /// The pairs that are decided.
    let restrictions: Restrictions
    /// The educators who take fewer students than their placements have places together; holders of the instance keep
    /// these limits.
    let limits: [EducatorLimit]
    /// What is left to decide when the locked students have their places.
    let open: OpenProblem
    /// What is added to the problems of every pair but the one that a student has now, so that a move weighs more than
    /// all problems together and less than a student without a place; 0 when nobody has anything to keep.
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
        let worst = Int(pairs.rows.map(\.problems).max() ?? 0)
        let isKeeping = kept.contains { $0 != nil }
        // One more than all problems together can be: then one move less outweighs every problem (dictionary order).
        let weight = worst * inputs.students.count + 1
        guard weight + worst < Int(Int32.max) else {
            throw .badData("There are too many students and problems to keep the places of an earlier run.")
        }
        moveWeight = isKeeping ? Int32(weight) : 0
        var rows = pairs.rows
        for index in rows.indices where isKeeping {
            let row = rows[index]
            if let held = kept[Int(row.student)], held != Int(row.setting) {
                rows[index].problems += moveWeight
            }
        }
        let capacities = Self.capacities(inputs)
        let minimums = inputs.placements.map { Int32(clamping: $0.minimum) }
        let people: MatchingInstance
        limits = EducatorLimit.limits(of: inputs.placements)
        do {
            people = try MatchingInstance(
                studentCount: inputs.students.count, capacities: capacities,
                minimums: zip(minimums, capacities).map { min($0, $1) }, pairs: rows,
                together: inputs.together)
            instance = try people.limited(by: limits)
        } catch {
            throw .badData("The match cannot be put together: \(error).")
        }
        problems = pairs.problems
        restrictions = Restrictions(
            locked: inputs.locks.map {
                .init(student: Int32(clamping: $0.student), setting: Int32(clamping: $0.placement))
            })
        open = try OpenProblem(people, inputs, limits)
    }

    /// The places of each placement: none when the host has withdrawn it, and no more than its educator can take; but
    /// whoever is on placement there stays.
    private static func capacities(_ inputs: MatchInputs) -> [Int32] {
        var held = [Int](repeating: 0, count: inputs.placements.count)
        for lock in inputs.locks where lock.isOnPlacement { held[lock.placement] += 1 }
        return inputs.placements.enumerated().map { number, placement in
            let room =
                placement.facts.isWithdrawn
                ? 0 : min(placement.capacity, placement.educatorSlots ?? placement.capacity)
            return Int32(clamping: max(room, held[number]))
        }
    }

    /// The same problem without the journeys longer than some minutes; decided pairs stay.
    func within(minutes: Int) -> MatchProblem {
        let locked = Set(inputs.locks.map { MatchInputs.NumberPair($0.student, $0.placement) })
        var shorter = self
        var rows: [MatchingInstance.Pair] = []
        shorter.problems = []
        for (index, row) in instance.pairs.enumerated()
        where Int(row.travel) <= minutes
            || locked.contains(MatchInputs.NumberPair(Int(row.student), Int(row.setting)))
        {
            rows.append(row)
            if index < problems.count { shorter.problems.append(problems[index]) }
        }
        shorter.instance = instance.replacing(rows: rows, capacities: instance.capacities)
        return shorter
    }

    /// The position of a pair in the instance; nil for one that the rules refuse or nobody looked at.
    func pair(_ student: Int, _ placement: Int) -> Int? {
        instance.indexOfPair(student: student, setting: placement)
    }

    /// The rank of a pair.
    func rank(of pair: Int) -> Int { Int(instance.ranks[pair]) }

    /// How many hard problems a pair has, without the weight of a move.
    func problemCount(of pair: Int) -> Int {
        Int(moveWeight > 0 ? instance.problems[pair] % moveWeight : instance.problems[pair])
    }
}
