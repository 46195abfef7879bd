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
    /// - Parameter whole: everybody, without holders.
    /// - Throws: `badData` when more students are locked to a placement than it has places, or to the placements of an
    ///   educator than she has slots.
    init(
        _ whole: MatchingInstance, _ inputs: MatchInputs, _ limits: [EducatorLimit]
    ) throws(ServiceError) {
        if inputs.locks.isEmpty {
            do { instance = try whole.limited(by: limits) } catch {
                throw .badData("The match cannot be put together: \(error).")
            }
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
        let locked = Dictionary(inputs.locks.map { ($0.placement, 1) }, uniquingKeysWith: +)
        for limit in limits {
            let taken = limit.placements.reduce(0) { $0 + (locked[$1] ?? 0) }
            if taken > limit.slots {
                let names = limit.placements.map { inputs.placements[$0].reference }.joined(separator: ", ")
                throw .badData(
                    "\(taken) students are locked to \(names), whose educator \(limit.educator) takes \(limit.slots); unlock one, or give her more slots with berth educator set."
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
                together: inputs.together.filter { Int($0.0) < free && Int($0.1) < free }
            ).limited(by: limits) { locked[$0] ?? 0 }
        } catch {
            throw .badData("The match cannot be put together: \(error).")
        }
    }
}
