/// Who has another place than before, and which settings have another load.
///
/// Decisions with independent proofs cost at least the sum of what each costs. If in addition nobody is moved
/// by two of them and no setting's load is changed by two, their moves can all be made, and they cost no more
/// than that sum.
struct Moves {
    /// The students with another pair.
    private(set) var students: Set<Int32> = []
    /// The settings with another load.
    private(set) var settings: Set<Int32> = []

    /// Nobody moves.
    init() {}

    /// Reads what has changed in a flow since its journal had this length.
    init(of flow: BoundedFlow, since length: Int) {
        var first: [Int32: Int32] = [:]
        // Backwards, so that the first entry about a student has the last word on what was held.
        for entry in flow.journal[length...].reversed() {
            switch entry {
            case .held(let student, let before, _): first[student] = before
            case .occupied(let student): first[student] = -1
            default: break
            }
        }
        var loads: [Int32: Int32] = [:]
        for (student, before) in first {
            let now = flow.held[Int(student)]
            if now == before { continue }
            students.insert(student)
            if before >= 0 { loads[flow.instance.settings[Int(before)], default: 0] -= 1 }
            if now >= 0 { loads[flow.instance.settings[Int(now)], default: 0] += 1 }
        }
        for (setting, change) in loads where change != 0 { settings.insert(setting) }
    }

    /// Whether the two can be made together.
    func isIndependent(of other: Moves) -> Bool {
        students.isDisjoint(with: other.students) && settings.isDisjoint(with: other.settings)
    }
}
