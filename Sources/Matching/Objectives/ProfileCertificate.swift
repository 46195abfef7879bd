/// A proof that no assignment has a better rank profile: values and prices of many levels.
///
/// The conditions are those of ``Certificate``, with sums and comparisons level by level.
public struct ProfileCertificate: Sendable, Hashable {
    /// The instance it was made for.
    public let fingerprint: InstanceFingerprint
    /// In which order choices count.
    public let order: ProfileOrder
    /// The value of each student.
    let values: [ProfileCost]
    /// The price of each setting.
    let prices: [ProfileCost]

    /// Checks that an assignment has the best profile, in one pass over the pairs.
    ///
    /// - Throws: ``CertificateFault``, the first condition that fails.
    public func verify(_ assignment: [Int32], for instance: MatchingInstance) throws(CertificateFault) {
        guard InstanceFingerprint(instance) == fingerprint else { throw .otherInstance }
        guard assignment.count == instance.studentCount else { throw .wrongCount }
        let weights: ProfileWeights
        do throws(FlowError) {
            weights = try ProfileWeights(instance, order: order)
        } catch {
            throw .weightsTooSmall
        }
        var loads = [Int](repeating: 0, count: instance.settingCount)
        for student in assignment.indices {
            let mine = Int(assignment[student])
            var met: ProfileCost? = mine < 0 ? weights.unplaced : nil
            if weights.unplaced < values[student] { throw .valueAboveUnplaced(student: student) }
            for index in instance.pairRange(of: student) {
                let setting = Int(instance.settings[index])
                let cost = weights.cost(
                    problems: instance.problems[index], rank: instance.ranks[index],
                    travel: instance.travel[index])
                let sum = cost + prices[setting]
                if sum < values[student] { throw .valueAbovePair(student: student, setting: setting) }
                if setting == mine {
                    met = sum
                    loads[setting] += 1
                }
            }
            guard let met else { throw .pairNotAcceptable(student: student, setting: mine) }
            if values[student] != met { throw .valueNotMet(student: student) }
        }
        for setting in prices.indices {
            let (load, capacity) = (loads[setting], Int(instance.capacities[setting]))
            if load > capacity { throw .capacityExceeded(setting: setting, load: load, capacity: capacity) }
            if prices[setting] < .zero { throw .negativePrice(setting: setting) }
            if .zero < prices[setting], load < capacity { throw .roomAtAPrice(setting: setting) }
        }
    }
}
