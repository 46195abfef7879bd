/// A proof that an assignment is best under nested limits: a value for each student, a price for each limit.
///
/// The price of a limit includes those around it. The conditions are those of ``Certificate``, and for the limits: one
/// with room costs no more than the limit around it, one with students inside no less. They are the optimality
/// conditions of flows of least cost.
public struct GroupCertificate: Sendable, Hashable {
    /// Which condition fails.
    public enum Fault: Error, Sendable, Hashable {
        /// The certificate was made for another instance.
        case otherInstance
        /// The limits are wrong in themselves.
        case groups(GroupError)
        /// There is not one value for each student or one price for each limit.
        case wrongCount
        /// The weights are too small for the instance.
        case weightsTooSmall
        /// A student is at a setting that is not acceptable.
        case pairNotAcceptable(student: Int, setting: Int)
        /// More students are inside a limit than it allows; limits are settings, then groups, then shares.
        case limitExceeded(limit: Int)
        /// A limit with room costs more than the one around it.
        case roomAtAPrice(limit: Int)
        /// A limit with students inside costs less than the one around it.
        case tooCheap(limit: Int)
        /// A student's value is above leaving him out or above one of his pairs.
        case valueTooHigh(student: Int)
        /// A student's value is not what he has.
        case valueNotMet(student: Int)
    }

    /// The instance it was made for.
    public let fingerprint: InstanceFingerprint
    /// The limits.
    public let groups: LaminarGroups
    /// The limits that the weights are computed from.
    public let limits: PackedCost.Limits
    /// The value of each student, packed.
    public let values: [Int128]
    /// The price of each setting, then each group, then each share, packed.
    public let prices: [Int128]

    /// Makes a certificate from its parts, which ``verify(_:for:)`` judges.
    public init(
        fingerprint: InstanceFingerprint, groups: LaminarGroups, limits: PackedCost.Limits, values: [Int128],
        prices: [Int128]
    ) {
        self.fingerprint = fingerprint
        self.groups = groups
        self.limits = limits
        self.values = values
        self.prices = prices
    }

    /// Checks that an assignment is best within the limits, in one pass over the pairs; answers its objective.
    ///
    /// - Throws: ``Fault``, the first condition that fails.
    public func verify(_ assignment: [Int32], for instance: MatchingInstance) throws(Fault) -> Objective {
        guard InstanceFingerprint(instance) == fingerprint else { throw .otherInstance }
        let tree: GroupTree
        do throws(GroupError) { tree = try GroupTree(groups, instance) } catch { throw .groups(error) }
        guard assignment.count == instance.studentCount, values.count == assignment.count,
            prices.count == tree.count
        else { throw .wrongCount }
        var needed = PackedCost.Limits(of: instance)
        needed.pathLength = min(instance.studentCount, tree.count)
        guard needed.union(limits) == limits, let packing = try? PackedCost(limits: limits) else {
            throw .weightsTooSmall
        }
        let (objective, entered) = try checkStudents(assignment, instance, tree, packing)
        try checkLimits(entered, tree)
        return objective
    }

    /// Checks values against pairs; answers who entered at each limit.
    private func checkStudents(
        _ assignment: [Int32], _ instance: MatchingInstance, _ tree: GroupTree, _ packing: PackedCost
    ) throws(Fault) -> (objective: Objective, entered: [Int]) {
        var entered = [Int](repeating: 0, count: tree.count)
        var objective = Objective.zero
        // Bounded prices keep the sums below from overflowing.
        for node in prices.indices where prices[node].magnitude > 4 * packing.unplacedWeight.magnitude {
            throw .roomAtAPrice(limit: node)
        }
        for student in assignment.indices {
            let value = values[student]
            if value > packing.unplacedWeight { throw .valueTooHigh(student: student) }
            var mine: Int128? = assignment[student] < 0 ? packing.unplacedWeight : nil
            if assignment[student] < 0 { objective.unplaced += 1 }
            for index in instance.pairRange(of: student) {
                let node = Int(tree.nodeOfPair[index])
                let cost = packing.pack(
                    problems: instance.problems[index], rank: instance.ranks[index],
                    travel: instance.travel[index])
                if value > cost + prices[node] { throw .valueTooHigh(student: student) }
                if instance.settings[index] == assignment[student] {
                    mine = cost + prices[node]
                    entered[node] += 1
                    objective += Objective(pair: index, in: instance)
                }
            }
            guard let mine else {
                throw .pairNotAcceptable(student: student, setting: Int(assignment[student]))
            }
            if value != mine { throw .valueNotMet(student: student) }
        }
        return (objective, entered)
    }

    /// Checks loads and prices of all limits.
    private func checkLimits(_ entered: [Int], _ tree: GroupTree) throws(Fault) {
        var load = [Int](repeating: 0, count: tree.count)
        for start in entered.indices where entered[start] > 0 {
            var node = start
            while node >= 0 {
                load[node] += entered[start]
                node = Int(tree.parent[node])
            }
        }
        for node in load.indices {
            let around = tree.parent[node] < 0 ? 0 : prices[Int(tree.parent[node])]
            if load[node] > Int(tree.capacity[node]) { throw .limitExceeded(limit: node) }
            if load[node] < Int(tree.capacity[node]), prices[node] > around {
                throw .roomAtAPrice(limit: node)
            }
            if load[node] > 0, prices[node] < around { throw .tooCheap(limit: node) }
        }
    }
}
