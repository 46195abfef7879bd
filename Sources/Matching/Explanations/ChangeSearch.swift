/// The search for the cheapest relaxations that place one unplaced student.
///
/// A path uses one relaxation. Before it, the path runs inside what the student can reach, where all settings are full
/// (or the student would be placed); after it, outside, until it finds room. It can never return inside, because from
/// there no room is reachable; so the two parts share nobody and the path is a chain of moves of different students.
/// The part before is one Dijkstra search; the part after is another that starts behind all relaxations of one price at
/// once and keeps, at each setting, the shortest paths of as many different relaxations as are wanted.
struct ChangeSearch<Cost: PackedFlowCost> {
    /// How a path comes to a setting behind a relaxation.
    struct Label {
        /// The setting.
        var setting: Int32
        /// The student who comes.
        var student: Int32
        /// The relaxation.
        var source: Int
        /// The label of the setting that the student leaves, or −1 behind the relaxation itself.
        var parent: Int
        /// The length of the path, price of the setting included.
        var length: Cost
    }

    /// A complete path.
    struct Ending {
        /// Its length.
        var length: Cost
        /// The relaxation.
        var source: Int
        /// The last mover and where he goes; nil when the relaxation itself takes the last mover in.
        var last: (student: Int32, setting: Int32, parent: Int)?
    }

    /// The assignment, which is only read; its search arrays hold the part before the relaxation.
    let state: FlowState<Cost>
    /// The student to be placed.
    let student: Int32
    /// What may be relaxed.
    let relaxations: [Relaxation]
    /// Where locked students are.
    let locks: [Int32: Int32]
    /// The weights.
    let packing: PackedCost
    /// All labels made.
    private(set) var labels: [Label] = []
    /// The best path of each relaxation that completes one.
    private(set) var endings: [Int: Ending] = [:]
    /// Labels still to be looked at.
    private var heap = FlowHeap<Cost>(capacity: 64)
    /// The shortest complete paths of as many relaxations as are wanted, in rising order.
    private var leaders: [(length: Cost, source: Int)] = []
    /// How many relaxations are wanted of the present price.
    private var wanted: Int

    /// Prepares a search; the caller has run ``FlowState/reachAll(from:)``.
    init(
        _ state: FlowState<Cost>, student: Int32, relaxations: [Relaxation], locks: [Int32: Int32],
        packing: PackedCost, wanted: Int
    ) {
        self.state = state
        self.student = student
        self.relaxations = relaxations
        self.locks = locks
        self.packing = packing
        self.wanted = wanted
    }

    /// Finds the cheapest relaxations: the lowest price first, then the smallest change of the objective.
    mutating func run() -> [Ending] {
        defer { heap.free() }
        let byPrice = Dictionary(grouping: relaxations.indices) { relaxations[$0].price }
        var found: [Ending] = []
        for price in byPrice.keys.sorted() where wanted > 0 {
            endings = [:]
            leaders = []
            heap.removeAll()
            for source in byPrice[price] ?? [] { start(source) }
            extend()
            let best = endings.values.sorted { ($0.length, $0.source) < ($1.length, $1.source) }
            found.append(contentsOf: best.prefix(wanted))
            wanted -= min(wanted, best.count)
        }
        return found
    }

    /// The length of the path that brings a student to the point of moving, or nil if he cannot be reached.
    private func lengthBefore(_ mover: Int32) -> Cost? {
        if mover == student { return .zero }
        let setting = Int(state.place[Int(mover)])
        guard setting >= 0, state.distance[setting] != state.infinity else { return nil }
        return state.distance[setting] - state.price[setting]
            - state.slots[Int(state.slotOf[Int(mover)])].cost
    }

    /// Starts behind one relaxation.
    private mutating func start(_ source: Int) {
        switch relaxations[source].kind {
        case .extraPlace(let setting), .openSetting(let setting):
            let length = state.distance[Int(setting)]
            if length != state.infinity {
                end(Ending(length: length - state.price[Int(setting)], source: source, last: nil))
            }
        case .extraPair(let pair):
            guard state.inPlay[Int(pair.student)], let before = lengthBefore(pair.student) else { return }
            let cost = Cost(packing.pack(problems: pair.problems, rank: pair.rank, travel: pair.travel))
            step(pair.student, to: pair.setting, free: before + cost, source: source, parent: -1)
        case .unlock(let mover):
            guard let setting = locks[mover], let own = state.indexOfPair(Int(mover), Int(setting)) else {
                return
            }
            let length = state.distance[Int(setting)]
            guard length != state.infinity else { return }
            let before = length - state.price[Int(setting)] - state.pairCost[own]
            for index in state.pairs(of: Int(mover)) where index != own {
                step(
                    mover, to: state.pairSetting[index], free: before + state.pairCost[index], source: source,
                    parent: -1)
            }
        }
    }

    /// Lets a student come to a setting outside.
    private mutating func step(_ mover: Int32, to setting: Int32, free: Cost, source: Int, parent: Int) {
        let target = Int(setting)
        if state.distance[target] != state.infinity || state.capacity[target] == 0 { return }
        if state.load[target] < state.capacity[target] {
            end(Ending(length: free, source: source, last: (mover, setting, parent)))
        } else {
            let length = free + state.price[target]
            if length >= bound { return }
            heap.push(length, Int32(labels.count))
            labels.append(
                Label(setting: setting, student: mover, source: source, parent: parent, length: length))
        }
    }

    /// Notes a complete path if it is the best of its relaxation.
    private mutating func end(_ ending: Ending) {
        if let known = endings[ending.source], known.length <= ending.length { return }
        endings[ending.source] = ending
        leaders.removeAll { $0.source == ending.source }
        let place = leaders.firstIndex { ending.length < $0.length } ?? leaders.count
        leaders.insert((ending.length, ending.source), at: place)
        if leaders.count > wanted { leaders.removeLast() }
    }

    /// Follows chains of moves until no unfinished one can be among the best.
    private mutating func extend() {
        var passed: [Int32: [Int]] = [:]
        while heap.count > 0, heap.leastKey < bound {
            let number = Int(heap.pop().number)
            let label = labels[number]
            let sources = passed[label.setting] ?? []
            if sources.count >= wanted || sources.contains(label.source) { continue }
            passed[label.setting] = sources + [label.source]
            let begin = Int(state.slotBegin[Int(label.setting)])
            for slot in begin..<(begin + Int(state.load[Int(label.setting)])) {
                let mover = state.slots[slot].student
                let base = label.length - state.price[Int(label.setting)] - state.slots[slot].cost
                for index in state.pairs(of: Int(mover)) where state.pairSetting[index] != label.setting {
                    step(
                        mover, to: state.pairSetting[index], free: base + state.pairCost[index],
                        source: label.source, parent: number)
                }
            }
        }
    }

    /// What a path must be shorter than to matter.
    private var bound: Cost {
        if let last = leaders.last, leaders.count == wanted { last.length } else { state.infinity }
    }
}
