extension Certificate {
    /// Checks that an assignment is best, in one pass over the pairs.
    ///
    /// - Parameters:
    ///   - assignment: the setting of each student, or −1.
    ///   - instance: the instance that the certificate was made for.
    /// - Returns: the objective, or the first condition that fails.
    public func verify(_ assignment: [Int32], for instance: MatchingInstance) -> CertificateVerdict {
        do throws(CertificateFault) {
            return .valid(try objective(of: assignment, for: instance))
        } catch {
            return .invalid(error)
        }
    }

    /// The proved objective.
    private func objective(
        of assignment: [Int32], for instance: MatchingInstance
    ) throws(CertificateFault) -> Objective {
        guard InstanceFingerprint(instance) == fingerprint else { throw .otherInstance }
        guard assignment.count == instance.studentCount, values.count == instance.studentCount,
            prices.count == instance.settingCount
        else { throw .wrongCount }
        let packing = try weights(for: instance)
        do throws(FlowError) {
            try restrictions.check(against: instance)
        } catch {
            throw .restrictionsDoNotFit(error)
        }
        var capacities = instance.capacities
        let isClosed = Set(restrictions.closed)
        for setting in isClosed { capacities[Int(setting)] = 0 }
        var isOut = [Bool](repeating: false, count: instance.studentCount)
        for student in restrictions.withdrawn {
            guard assignment[Int(student)] < 0, Int(student) < instance.peopleCount else {
                throw .restrictionNotKept(student: Int(student))
            }
            isOut[Int(student)] = true
        }
        for lock in restrictions.locked {
            guard assignment[Int(lock.student)] == lock.setting else {
                throw .restrictionNotKept(student: Int(lock.student))
            }
            isOut[Int(lock.student)] = true
            // A closed setting takes no people, and keeps the holders that are fixed there.
            if isClosed.contains(lock.setting), Int(lock.student) >= instance.peopleCount {
                capacities[Int(lock.setting)] += 1
            }
        }
        let withdrawn = restrictions.withdrawn.count
        let (loads, objective) = try checkStudents(assignment, isOut, instance, packing)
        for setting in prices.indices {
            let (load, capacity) = (loads[setting], Int(capacities[setting]))
            if load > capacity { throw .capacityExceeded(setting: setting, load: load, capacity: capacity) }
            if prices[setting] < 0 { throw .negativePrice(setting: setting) }
            if prices[setting] > 0, load < capacity { throw .roomAtAPrice(setting: setting) }
        }
        return Objective(
            unplaced: objective.unplaced - withdrawn, problems: objective.problems, rank: objective.rank,
            travel: objective.travel)
    }

    /// The weights, if they compare the costs of the instance in dictionary order.
    private func weights(for instance: MatchingInstance) throws(CertificateFault) -> PackedCost {
        let own = PackedCost.Limits(of: instance)
        guard own.union(limits) == limits else { throw .weightsTooSmall }
        do throws(FlowError) {
            return try PackedCost(limits: limits)
        } catch {
            throw .weightsTooSmall
        }
    }

    /// Checks values against pairs; answers the load of each setting and the sum of all parts.
    private func checkStudents(
        _ assignment: [Int32], _ isOut: [Bool], _ instance: MatchingInstance, _ packing: PackedCost
    ) throws(CertificateFault) -> (loads: [Int], objective: Objective) {
        var loads = [Int](repeating: 0, count: instance.settingCount)
        var objective = Objective.zero
        let unplaced = packing.unplacedWeight
        // No sum overflows: a price is bounded here, and 16 times the unplaced weight fits.
        for setting in prices.indices where prices[setting] > 4 * unplaced {
            throw .roomAtAPrice(setting: setting)
        }
        for student in assignment.indices {
            let mine = Int(assignment[student])
            let value = values[student]
            var isFound = false
            let isHolder = student >= instance.peopleCount
            if isHolder, mine < 0, !isOut[student] { throw .holderLeftOut(student: student) }
            if !isOut[student], value > (isHolder ? 2 * unplaced : unplaced) {
                throw .valueAboveUnplaced(student: student)
            }
            for index in instance.pairRange(of: student) {
                let setting = Int(instance.settings[index])
                if setting == mine { isFound = true }
                if isOut[student], setting != mine { continue }
                let cost = packing.pack(
                    problems: instance.problems[index], rank: instance.ranks[index],
                    travel: instance.travel[index])
                if !isOut[student], value > cost + prices[setting] {
                    throw .valueAbovePair(student: student, setting: setting)
                }
                if setting == mine {
                    loads[setting] += 1
                    objective += Objective(pair: index, in: instance)
                    if !isOut[student], value != cost + prices[setting] {
                        throw .valueNotMet(student: student)
                    }
                }
            }
            if mine < 0 {
                objective.unplaced += 1
                if !isOut[student], value != unplaced { throw .valueNotMet(student: student) }
            } else if !isFound {
                throw .pairNotAcceptable(student: student, setting: mine)
            }
        }
        return (loads, objective)
    }
}
