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
    /// The plain solver's weights are smaller, and its prices of no use here. Prices that fit the larger
    /// weights are found from its assignment, which costs a few passes; only if that takes too long is it
    /// solved again.
    ///
    /// - Parameters:
    ///   - instance: the instance.
    ///   - assignment: a best placement without rules, if it is known already.
    /// - Throws: ``FlowError/costOverflow`` if the numbers of the instance are too large.
    init(solving instance: MatchingInstance, assignment: [Int32]? = nil) throws(FlowError) {
        try self.init(instance)
        if let assignment {
            take(assignment)
        } else {
            take(try PlacementFlow.solve(instance).assignment)
        }
        if findPrices() { return }
        let solution = try PlacementFlow.solve(instance, limits: Self.limits(of: instance))
        take(solution.assignment)
        values = ContiguousArray(solution.certificate.values)
        prices = ContiguousArray(solution.certificate.prices)
    }

    /// Puts everybody where an assignment says.
    private mutating func take(_ assignment: [Int32]) {
        for student in held.indices {
            let pair = instance.indexOfPair(student: student, setting: Int(assignment[student])) ?? -1
            total -= held[student] < 0 ? unplaced : costs[Int(held[student])]
            total += pair < 0 ? unplaced : costs[pair]
            move(student, to: pair)
        }
    }

    /// Finds the least prices that prove the present placement best, if it is.
    ///
    /// A setting's price has to make up for what any student elsewhere would gain by moving in. Raising a
    /// price raises the values of those who are there, which may raise further prices, until nothing rises.
    ///
    /// - Returns: false if that did not end within a fixed number of passes, or a price passed `unplaced`, as
    /// it
    ///   does if the placement is not the best.
    private mutating func findPrices() -> Bool {
        let limit = 100 * (instance.pairCount + instance.studentCount)
        var steps = 0
        var queue: ContiguousArray<Int32> = []
        var isQueued = ContiguousArray(repeating: false, count: prices.count)
        for setting in prices.indices { prices[setting] = 0 }
        for student in held.indices {
            values[student] = held[student] < 0 ? unplaced : costs[Int(held[student])]
            push(student, into: &queue, &isQueued)
        }
        var next = 0
        while next < queue.count {
            let setting = Int(queue[next])
            next += 1
            isQueued[setting] = false
            // A setting with room cannot have a price, so the placement is not the best.
            guard prices[setting] <= unplaced, loads[setting] == most[setting] else { return false }
            for place in placeRange(of: setting) {
                let student = Int(places[place])
                values[student] = costs[Int(held[student])] + prices[setting]
                steps += instance.pairRange(of: student).count
                push(student, into: &queue, &isQueued)
            }
            if steps > limit { return false }
        }
        return true
    }

    /// Raises the prices of what a student would rather have, and queues those settings.
    @inline(__always)
    private mutating func push(
        _ student: Int, into queue: inout ContiguousArray<Int32>, _ isQueued: inout ContiguousArray<Bool>
    ) {
        let value = values[student]
        for pair in instance.pairRange(of: student) {
            let setting = Int(instance.settings[pair])
            guard value - costs[pair] > prices[setting] else { continue }
            prices[setting] = value - costs[pair]
            if !isQueued[setting] {
                isQueued[setting] = true
                queue.append(instance.settings[pair])
            }
        }
    }
}
