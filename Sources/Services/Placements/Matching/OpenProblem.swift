import Domain
import Matching

/// A match without the students who are locked: they have their places, and everybody else shares what is left.
///
/// The students of the instance are the first of the inputs, for those with a lock stand last there.
struct OpenProblem: Sendable {
    /// The instance that is solved and stored, and whose certificate proves the run.
    let instance: MatchingInstance

    /// Takes the locked students out of an instance, with their places.
    ///
    /// - Throws: `badData` when more students are locked to a placement than it has places.
    init(_ whole: MatchingInstance, _ inputs: MatchInputs) throws(ServiceError) {
        if inputs.locks.isEmpty {
            instance = whole
            return
        }
        let free = inputs.students.count - inputs.locks.count
        var capacities = whole.capacities
        var minimums = whole.minimums
        for lock in inputs.locks {
            guard lock.student >= free else {
                throw .badData(
                    "\(inputs.students[lock.student].reference) is locked to a placement of another term; unlock the student first."
                )
            }
            capacities[lock.placement] -= 1
            minimums[lock.placement] = max(0, minimums[lock.placement] - 1)
            if capacities[lock.placement] < 0 {
                throw .badData(
                    "More students are locked to \(inputs.placements[lock.placement].reference) than it has places; unlock one, or raise its capacity."
                )
            }
        }
        var rows: [MatchingInstance.Pair] = []
        rows.reserveCapacity(whole.pairCount)
        for student in 0..<free {
            for index in whole.pairRange(of: student) {
                rows.append(whole.pair(at: index, of: student))
            }
        }
        do {
            instance = try MatchingInstance(
                studentCount: free, capacities: capacities, minimums: minimums, pairs: rows,
                together: inputs.together.filter { Int($0.0) < free && Int($0.1) < free })
        } catch {
            throw .badData("The match cannot be put together: \(error).")
        }
    }
}
