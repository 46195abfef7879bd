/// A placement that a search has found, with the proof that it is best under what the search decided.
struct FoundPlacement {
    /// The setting of each student, or −1.
    let assignment: [Int32]
    /// What a plain flow has to be told to arrive at a placement of the same cost.
    ///
    /// Students held fast are locked where they are, or withdrawn if unplaced. Where a least load had to be
    /// forced, which a negative price shows, everybody is locked; the other students could not gain from the
    /// places left there, which are free.
    let restrictions: Restrictions
    /// The value of each student, and the price of each setting where that is not negative, else 0.
    private let values: [Int128]
    private let prices: [Int128]

    /// Reads the present placement of a flow.
    init(_ flow: BoundedFlow) {
        assignment = flow.assignment
        values = Array(flow.values)
        prices = flow.prices.map { max($0, 0) }
        var restrictions = Restrictions.none
        for setting in flow.most.indices where flow.most[setting] == 0 && flow.instance.minimums[setting] > 1
        {
            restrictions.closed.append(Int32(setting))
        }
        for student in assignment.indices {
            let setting = assignment[student]
            if setting < 0 {
                if !flow.isFree[student] { restrictions.withdrawn.append(Int32(student)) }
            } else if !flow.isFree[student] || flow.prices[Int(setting)] < 0 {
                restrictions.locked.append(Restrictions.Lock(student: Int32(student), setting: setting))
            }
        }
        self.restrictions = restrictions
    }

    /// The same values and prices as a certificate for an instance under restrictions; it is not checked
    /// here.
    func certificate(for instance: MatchingInstance, restrictions: Restrictions) -> Certificate {
        var values = values
        for lock in restrictions.locked { values[Int(lock.student)] = 0 }
        for student in restrictions.withdrawn { values[Int(student)] = 0 }
        return Certificate(
            fingerprint: InstanceFingerprint(instance), limits: BoundedFlow.limits(of: instance),
            restrictions: restrictions, values: values, prices: prices)
    }
}
