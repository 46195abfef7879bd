extension BoundedFlow {
    /// The weights of bounded flows: the number of students as path length, so that totals compare as paths
    /// do.
    static func limits(of instance: MatchingInstance) -> PackedCost.Limits {
        var limits = PackedCost.Limits(of: instance)
        limits.pathLength = max(1, instance.studentCount)
        return limits
    }

    /// Begins with the best placement without rules, found by the plain solver.
    ///
    /// - Throws: ``FlowError/costOverflow`` if the numbers of the instance are too large.
    init(solving instance: MatchingInstance) throws(FlowError) {
        try self.init(instance)
        let solution = try PlacementFlow.solve(instance, limits: Self.limits(of: instance))
        values = ContiguousArray(solution.certificate.values)
        prices = ContiguousArray(solution.certificate.prices)
        for (student, setting) in solution.assignment.enumerated() where setting >= 0 {
            guard let pair = instance.indexOfPair(student: student, setting: Int(setting)) else { continue }
            move(student, to: pair)
            total += costs[pair] - unplaced
        }
        // The flow has no more places than students who list the setting; a price of what stays empty is 0
        // anyway, but settings without places carry one that says nothing.
        for setting in prices.indices where most[setting] == 0 { prices[setting] = max(prices[setting], 0) }
    }
}
