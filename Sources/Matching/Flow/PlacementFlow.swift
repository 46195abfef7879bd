/// The exact solver: places as many students as possible, then with the fewest hard problems, the best ranks and the
/// least travel, in this order, and proves it.
///
/// Students are placed one at a time by shortest chains of moves (successive shortest paths with prices). The result
/// depends on the instance and restrictions alone, not on the order of rows or on the machine. Minimums and couples
/// of the instance are not looked at.
public enum PlacementFlow {
    /// Solves an instance.
    ///
    /// - Parameters:
    ///   - instance: the students, settings and pairs.
    ///   - restrictions: what is decided already.
    ///   - limits: weights are made for at least these numbers; only needed to compare certificates of instances.
    ///   - progress: told how many students have been placed, every 1,024 students.
    /// - Throws: ``FlowError`` if the restrictions do not fit the instance or its numbers are too large.
    public static func solve(
        _ instance: MatchingInstance, restrictions: Restrictions = .none, limits: PackedCost.Limits? = nil,
        progress: ((Int) -> Void)? = nil
    ) throws(FlowError) -> FlowSolution {
        try restrictions.check(against: instance)
        let own = PackedCost.Limits(of: instance)
        let packing = try PackedCost(limits: limits.map { own.union($0) } ?? own)
        if packing.fits64Bits {
            return run(Int64.self, instance, packing, restrictions, progress)
        }
        return run(Int128.self, instance, packing, restrictions, progress)
    }

    /// Solves with one width of cost.
    private static func run<Cost: PackedFlowCost>(
        _ cost: Cost.Type, _ instance: MatchingInstance, _ packing: PackedCost, _ restrictions: Restrictions,
        _ progress: ((Int) -> Void)?
    ) -> FlowSolution {
        let state = FlowState<Cost>(instance, packing: packing, restrictions: restrictions)
        state.placeEverybody(in: PlacingOrder(instance), progress: progress)
        return FlowSolution(state, instance, packing, restrictions)
    }
}

extension FlowState {
    /// Places all students in play.
    func placeEverybody(in order: PlacingOrder, progress: ((Int) -> Void)? = nil) {
        for (index, student) in order.students.enumerated() where inPlay[Int(student)] {
            if let progress, index % 1024 == 0 { progress(index) }
            placeStudent(student)
        }
    }
}
