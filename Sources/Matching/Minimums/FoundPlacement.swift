/// A placement that a search has found, with what it decided to arrive there.
struct FoundPlacement {
    /// The setting of each student, or −1.
    let assignment: [Int32]
    /// What a plain flow has to be told to arrive at a placement of the same cost.
    ///
    /// Students held fast are locked where they are, or withdrawn if unplaced. Where a least load had to be
    /// forced, which a negative price shows, everybody is locked; the other students could not gain from the
    /// places left there.
    let restrictions: Restrictions

    /// Reads the present placement of a flow.
    init(_ flow: BoundedFlow) {
        assignment = flow.assignment
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
}
