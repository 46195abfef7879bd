/// The exact solver under nested group limits.
///
/// It is the solver of ``PlacementFlow`` with a forest of limits behind the settings; minimums and couples of the
/// instance are not looked at. Where no limit binds, the objective is that of ``PlacementFlow``.
public enum GroupFlow {
    /// Solves an instance under limits.
    ///
    /// - Throws: ``GroupError`` that names what is wrong with the limits, or that the numbers are too large.
    public static func solve(
        _ instance: MatchingInstance, groups: LaminarGroups
    ) throws(GroupError) -> GroupSolution {
        let tree = try GroupTree(groups, instance)
        var limits = PackedCost.Limits(of: instance)
        // A path enters each node at most once, and shares are nodes of their own.
        limits.pathLength = min(instance.studentCount, tree.count)
        do throws(FlowError) {
            let packing = try PackedCost(limits: limits)
            if packing.fits64Bits { return run(Int64.self, instance, groups, tree, packing) }
            return run(Int128.self, instance, groups, tree, packing)
        } catch {
            throw .flow(error)
        }
    }

    /// Solves with one width of cost.
    private static func run<Cost: PackedFlowCost>(
        _ cost: Cost.Type, _ instance: MatchingInstance, _ groups: LaminarGroups, _ tree: GroupTree,
        _ packing: PackedCost
    ) -> GroupSolution {
        var state = GroupFlowState<Cost>(instance, tree: tree, packing: packing)
        defer { state.free() }
        for student in PlacingOrder(instance).students { state.place(student) }
        var objective = Objective.zero
        var assignment: [Int32] = []
        var values: [Int128] = []
        for pair in state.pairOf.map(Int.init) {
            if pair < 0 {
                objective.unplaced += 1
                assignment.append(-1)
                values.append(packing.unplacedWeight)
            } else {
                objective += Objective(pair: pair, in: instance)
                assignment.append(instance.settings[pair])
                values.append(Int128(state.costs[pair] + state.price[Int(tree.nodeOfPair[pair])]))
            }
        }
        return GroupSolution(
            assignment: assignment, objective: objective,
            certificate: GroupCertificate(
                fingerprint: InstanceFingerprint(instance), groups: groups, limits: packing.limits,
                values: values, prices: state.price.map { Int128($0) }))
    }
}
