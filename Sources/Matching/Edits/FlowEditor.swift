/// A solved state with what edits need: the pairs seen from the settings.
final class FlowEditor<Cost: PackedFlowCost> {
    /// The assignment and its prices.
    let state: FlowState<Cost>
    /// The weights of its costs.
    let packing: PackedCost
    /// Who lists each setting.
    private(set) var listers: ListerCosts<Cost>
    /// Where the student who arrives at a setting in a backward search goes to.
    private var toward: [Int32]

    /// Takes a solved state over.
    init(_ state: FlowState<Cost>, packing: PackedCost) {
        self.state = state
        self.packing = packing
        listers = ListerCosts(state)
        toward = [Int32](repeating: -1, count: state.settingCount)
    }

    /// Copies an editor.
    init(copying other: FlowEditor) {
        state = FlowState(copying: other.state)
        packing = other.packing
        listers = other.listers
        toward = other.toward
    }

    func place(of student: Int) -> Int32 { state.place[student] }

    var objective: Objective { state.objective(packing) }

    var values: [Int128] {
        (0..<state.studentCount).map { state.inPlay[$0] ? Int128(state.value(of: $0)) : 0 }
    }

    var prices: [Int128] { (0..<state.settingCount).map { Int128(state.price[$0]) } }

    func takeOut(_ student: Int) {
        state.inPlay[student] = false
        let setting = state.place[student]
        guard setting >= 0 else { return }
        state.leave(Int32(student))
        state.fill(setting, listers: listers, toward: &toward)
    }

    func putIn(_ student: Int) {
        state.inPlay[student] = true
        state.placeStudent(Int32(student))
    }

    func setCapacity(_ capacity: Int32, of setting: Int) {
        while state.capacity[setting] > capacity {
            if state.load[setting] < state.capacity[setting] {
                // Free places go at once, but not more of them than there are.
                state.capacity[setting] = max(capacity, state.load[setting])
                if state.capacity[setting] == 0 { state.price[setting] = state.wall }
            } else {
                removePlace(of: setting)
            }
        }
        while state.capacity[setting] < capacity {
            if state.price[setting] == 0 {
                state.capacity[setting] = capacity
            } else {
                state.capacity[setting] += 1
                state.fill(Int32(setting), listers: listers, toward: &toward)
            }
        }
    }

    /// Takes a place away from a full setting; the occupant who loses it is placed anew.
    ///
    /// All occupants are equally dear at the setting's price, so any of them gives a best assignment; the one who came
    /// last is taken.
    private func removePlace(of setting: Int) {
        let last = Int(state.slotBegin[setting]) + Int(state.load[setting]) - 1
        let student = state.slots[last].student
        state.leave(student)
        state.capacity[setting] -= 1
        if state.capacity[setting] == 0 { state.price[setting] = state.wall }
        state.placeStudent(student)
    }

    func lock(_ student: Int, to setting: Int) {
        if Int(state.place[student]) == setting {
            state.inPlay[student] = false
            state.leave(Int32(student))
            state.capacity[setting] -= 1
            if state.capacity[setting] == 0 { state.price[setting] = state.wall }
        } else {
            takeOut(student)
            setCapacity(state.capacity[setting] - 1, of: setting)
        }
    }

    func addPair(_ pair: MatchingInstance.Pair) {
        let cost = pack(pair)
        state.appendPair(Int(pair.student), Int(pair.setting), cost: cost)
        listers.add(pair.student, cost: cost, to: Int(pair.setting))
        consider(Int(pair.student), Int(pair.setting), cost: cost)
    }

    func removePair(_ student: Int, _ setting: Int) {
        guard let index = state.indexOfPair(student, setting) else { return }
        let isUsed = Int(state.place[student]) == setting
        if isUsed { takeOut(student) }
        state.removePair(student, at: index)
        listers.remove(Int32(student), from: setting)
        if isUsed { putIn(student) }
    }

    func changePair(_ pair: MatchingInstance.Pair) {
        let (student, setting) = (Int(pair.student), Int(pair.setting))
        guard let index = state.indexOfPair(student, setting) else { return }
        let cost = pack(pair)
        let old = state.pairCost[index]
        let isUsed = Int(state.place[student]) == setting
        if isUsed, cost > old { takeOut(student) }
        state.pairCost[index] = cost
        listers.change(pair.student, of: setting, cost: cost)
        if isUsed, cost > old {
            putIn(student)
        } else if isUsed {
            // The value falls with the cost and stays below every other choice.
            state.slots[Int(state.slotOf[student])].cost = cost
        } else {
            consider(student, setting, cost: cost)
        }
    }

    /// Moves a student if a pair that he does not use has become better than what he has.
    private func consider(_ student: Int, _ setting: Int, cost: Cost) {
        guard state.inPlay[student] else { return }
        let sum = cost + state.price[setting]
        if sum < state.value(of: student) {
            takeOut(student)
            putIn(student)
        } else if state.place[student] >= 0 {
            let slot = Int(state.slotOf[student])
            state.slots[slot].second = min(state.slots[slot].second, sum)
        }
    }

    /// The packed cost of a pair within the limits.
    private func pack(_ pair: MatchingInstance.Pair) -> Cost {
        Cost(packing.pack(problems: pair.problems, rank: pair.rank, travel: pair.travel))
    }
}
