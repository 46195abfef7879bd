extension FlowState where Cost: PackedFlowCost {
    /// Makes the empty placement of an instance with packed costs and restrictions.
    ///
    /// The caller has checked that the instance is within the limits of the weights and that the restrictions fit.
    convenience init(_ instance: MatchingInstance, packing: PackedCost, restrictions: Restrictions) {
        self.init(instance, unplaced: Cost(packing.unplacedWeight))
        let (rankWeight, problemWeight) = (Cost(packing.rankWeight), Cost(packing.problemWeight))
        let costs = pairCost
        instance.problems.withUnsafeBufferPointer { problems in
            instance.ranks.withUnsafeBufferPointer { ranks in
                instance.travel.withUnsafeBufferPointer { travel in
                    for index in 0..<costs.count {
                        // Within the limits the packed cost is below `unplaced`, which fits.
                        costs[index] =
                            Cost(problems[index]) &* problemWeight &+ Cost(ranks[index]) &* rankWeight
                            &+ Cost(travel[index])
                    }
                }
            }
        }
        restrict(restrictions)
    }

    /// What the packed cost of one pair stands for.
    static func unpack(_ cost: Cost, _ packing: PackedCost) -> Objective {
        // Below its own weight each part is at most its largest number, so division takes the parts apart.
        let (problems, rest) = cost.quotientAndRemainder(dividingBy: Cost(packing.problemWeight))
        let (rank, travel) = rest.quotientAndRemainder(dividingBy: Cost(packing.rankWeight))
        return Objective(problems: Int(problems), rank: Int(rank), travel: Int(travel))
    }

    /// What the placed and unplaced students in play cost together.
    func objective(_ packing: PackedCost) -> Objective {
        var sum = Objective.zero
        for student in 0..<studentCount where inPlay[student] {
            if place[student] < 0 {
                sum.unplaced += 1
            } else {
                sum += Self.unpack(slots[Int(slotOf[student])].cost, packing)
            }
        }
        return sum
    }
}

extension FlowState {
    /// Takes closed settings, locked pairs and withdrawn students out of play before anybody is placed.
    func restrict(_ restrictions: Restrictions) {
        for lock in restrictions.locked {
            inPlay[Int(lock.student)] = false
            capacity[Int(lock.setting)] -= 1
        }
        for setting in restrictions.closed { capacity[Int(setting)] = 0 }
        for student in restrictions.withdrawn { inPlay[Int(student)] = false }
        for setting in 0..<settingCount where capacity[setting] == 0 { price[setting] = wall }
    }
}
