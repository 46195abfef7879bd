/// Which values and prices a trial has changed.
///
/// A trial's values and prices prove what its decision costs at least. The proofs of several decisions hold
/// together, and their costs add up, if no value or price is changed by two of them and no pair has its
/// student's value raised by one and its setting's price lowered by another: then every condition `value ≤
/// cost + price` of the whole is one of a trial or of the common beginning, or weaker.
struct Region: Sendable {
    /// Students whose value changed or who were held fast.
    var students: Set<Int32> = []
    /// Settings whose price or bounds changed.
    var settings: Set<Int32> = []
    /// Settings whose price fell.
    var lowered: Set<Int32> = []
    /// Settings that a student whose value rose may go to.
    var beneathRaised: Set<Int32> = []

    /// How many entries it has: the work of comparing it.
    var size: Int { students.count + settings.count + lowered.count + beneathRaised.count }

    /// Adds what the journal of a flow says about changes since it had this length.
    mutating func formUnion(changesOf flow: BoundedFlow, since length: Int) {
        // Backwards, so that the first entry about a student or setting has the last word on what stood there
        // before.
        var values: [Int32: Int128] = [:]
        var prices: [Int32: Int128] = [:]
        for entry in flow.journal[length...].reversed() {
            switch entry {
            case .value(let student, let before): values[student] = before
            case .price(let setting, let before): prices[setting] = before
            case .least(let setting, _), .most(let setting, _): settings.insert(setting)
            case .fast(let student, _):
                students.insert(student)
                // Where a student is held fast there is a place less for the others.
                let setting = flow.setting(of: Int(student))
                if setting >= 0 { settings.insert(Int32(setting)) }
            case .held, .occupied, .total: break
            }
        }
        for (setting, before) in prices where before != flow.prices[Int(setting)] {
            settings.insert(setting)
            if flow.prices[Int(setting)] < before { lowered.insert(setting) }
        }
        for (student, before) in values where before != flow.values[Int(student)] {
            students.insert(student)
            guard flow.values[Int(student)] > before else { continue }
            for pair in flow.instance.pairRange(of: Int(student)) {
                beneathRaised.insert(flow.instance.settings[pair])
            }
        }
    }

    /// Adds another region.
    mutating func formUnion(_ other: Region) {
        students.formUnion(other.students)
        settings.formUnion(other.settings)
        lowered.formUnion(other.lowered)
        beneathRaised.formUnion(other.beneathRaised)
    }

    /// Whether the proofs of the two hold together.
    func isIndependent(of other: Region) -> Bool {
        settings.isDisjoint(with: other.settings) && students.isDisjoint(with: other.students)
            && lowered.isDisjoint(with: other.beneathRaised) && beneathRaised.isDisjoint(with: other.lowered)
    }
}
