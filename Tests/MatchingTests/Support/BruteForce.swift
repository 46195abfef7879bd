import Matching

/// Every assignment of a small instance, one after the other.
enum BruteForce {
    /// Hands every assignment within the capacities to `body`.
    static func forEachAssignment(_ instance: MatchingInstance, _ body: ([Int32], [Int32]) -> Void) {
        var assignment = [Int32](repeating: -1, count: instance.studentCount)
        var loads = [Int32](repeating: 0, count: instance.settingCount)
        func choose(_ student: Int) {
            guard student < instance.studentCount else { return body(assignment, loads) }
            assignment[student] = -1
            choose(student + 1)
            for pair in instance.pairRange(of: student) {
                let setting = Int(instance.settings[pair])
                guard loads[setting] < instance.capacities[setting] else { continue }
                loads[setting] += 1
                assignment[student] = Int32(setting)
                choose(student + 1)
                loads[setting] -= 1
            }
            assignment[student] = -1
        }
        choose(0)
    }

    /// The best objective among the assignments that a rule allows; nil if it allows none.
    static func best(
        _ instance: MatchingInstance, allowing isAllowed: ([Int32], [Int32]) -> Bool
    ) -> Objective? {
        var best: Objective?
        forEachAssignment(instance) { assignment, loads in
            guard isAllowed(assignment, loads), let objective = Objective(of: assignment, in: instance) else {
                return
            }
            if best.map({ objective < $0 }) ?? true { best = objective }
        }
        return best
    }

    /// Whether every setting is empty or has its minimum.
    static func meetsMinimums(_ loads: [Int32], _ instance: MatchingInstance) -> Bool {
        zip(loads, instance.minimums).allSatisfy { $0 == 0 || $0 >= $1 }
    }

    /// Whether every couple is at one setting or unplaced.
    static func keepsCouples(_ assignment: [Int32], _ instance: MatchingInstance) -> Bool {
        instance.together.allSatisfy { assignment[Int($0.0)] == assignment[Int($0.1)] }
    }
}
