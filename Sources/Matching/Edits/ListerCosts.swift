/// Who lists each setting and at what cost, in lists that can grow and shrink.
struct ListerCosts<Cost: FlowCost> {
    /// One student of a setting's list.
    struct Lister {
        /// The student.
        var student: Int32
        /// The packed cost of the pair.
        var cost: Cost
    }

    /// Where each list begins.
    private var begin: [Int]
    /// How many students each list has.
    private var count: [Int]
    /// How many it has room for.
    private var room: [Int]
    /// All lists.
    private var listers: ContiguousArray<Lister>

    /// Turns the pairs of a state round.
    init(_ state: FlowState<Cost>) {
        count = [Int](repeating: 0, count: state.settingCount)
        for student in 0..<state.studentCount {
            for index in state.pairs(of: student) { count[Int(state.pairSetting[index])] += 1 }
        }
        room = count
        begin = [Int](repeating: 0, count: state.settingCount)
        var next = 0
        for setting in begin.indices {
            begin[setting] = next
            next += count[setting]
        }
        listers = ContiguousArray(repeating: Lister(student: -1, cost: .zero), count: next)
        var position = begin
        for student in 0..<state.studentCount {
            for index in state.pairs(of: student) {
                let setting = Int(state.pairSetting[index])
                listers[position[setting]] = Lister(student: Int32(student), cost: state.pairCost[index])
                position[setting] += 1
            }
        }
    }

    /// Calls `body` for each student of a setting's list.
    @inline(__always)
    func forEach(of setting: Int, _ body: (Lister) -> Void) {
        listers.withUnsafeBufferPointer { listers in
            for index in begin[setting]..<(begin[setting] + count[setting]) { body(listers[index]) }
        }
    }

    /// Adds a student to a setting's list, which moves behind all others when it is full.
    mutating func add(_ student: Int32, cost: Cost, to setting: Int) {
        if count[setting] == room[setting] {
            let old = begin[setting]
            begin[setting] = listers.count
            room[setting] = 2 * room[setting] + 2
            for offset in 0..<count[setting] { listers.append(listers[old + offset]) }
            for _ in count[setting]..<room[setting] { listers.append(Lister(student: -1, cost: .zero)) }
        }
        listers[begin[setting] + count[setting]] = Lister(student: student, cost: cost)
        count[setting] += 1
    }

    /// Takes a student out of a setting's list.
    mutating func remove(_ student: Int32, from setting: Int) {
        guard let index = index(of: student, in: setting) else { return }
        count[setting] -= 1
        listers[index] = listers[begin[setting] + count[setting]]
    }

    /// Changes the cost of a pair.
    mutating func change(_ student: Int32, of setting: Int, cost: Cost) {
        guard let index = index(of: student, in: setting) else { return }
        listers[index].cost = cost
    }

    /// Where a student stands in a setting's list.
    private func index(of student: Int32, in setting: Int) -> Int? {
        (begin[setting]..<(begin[setting] + count[setting])).first { listers[$0].student == student }
    }
}
