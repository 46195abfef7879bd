/// A placement in progress under nested limits: a flow from students through a forest of nodes.
///
/// Each node has a price that includes those of all limits around it. With `unplaced` the cost of leaving a student
/// out, this holds between two placings:
/// - the value of a placed student is the cost of his pair plus the price of his node, of an unplaced one `unplaced`;
/// - no value exceeds `unplaced`, nor cost + price of any pair;
/// - a node with room costs no more than the limit around it, and one with students no less (outermost: 0).
///
/// These are the optimality conditions of a flow of least cost. Prices start at 0 and only rise; a raised price is the
/// length of a path less the cost of its part, both of them at most `unplaced` in size, so no sum of the search is
/// above 8 · `unplaced`.
struct GroupFlowState<Cost: PackedFlowCost> {
    /// How a search came to a node.
    enum Way {
        /// A student enters here.
        case student(Int32)
        /// From a node inside, which has room.
        case inside(Int32)
        /// From the limit around, somebody inside having to leave.
        case around(Int32)
    }

    /// The pairs and their students.
    let instance: MatchingInstance
    /// The limits.
    let tree: GroupTree
    /// The packed cost of each pair.
    let costs: [Cost]
    /// The cost of leaving one student out.
    let unplaced: Cost
    /// The students inside each node and those inside it.
    private(set) var load: [Int32]
    /// The price of each node, those around it included.
    private(set) var price: [Cost]
    /// The students who entered at each node.
    private var occupants: [[Int32]]
    /// The pair that each student uses, or −1.
    private(set) var pairOf: [Int32]

    /// A lower bound on cost + price of each placed student's other nodes, and on `unplaced`; prices only rise.
    private var second: [Cost]
    private var distance: [Cost]
    private var way: [Way]
    private var touched: [Int32] = []
    private var settled: [Int32] = []
    private var heap = FlowHeap<Cost>(capacity: 256)
    private var best: Cost
    private var ending: (student: Int32, node: Int32) = (-1, -1)

    /// Makes the empty placement; the instance is within the weights.
    init(_ instance: MatchingInstance, tree: GroupTree, packing: PackedCost) {
        self.instance = instance
        self.tree = tree
        unplaced = Cost(packing.unplacedWeight)
        best = unplaced
        costs = (0..<instance.pairCount).map {
            Cost(
                packing.pack(
                    problems: instance.problems[$0], rank: instance.ranks[$0], travel: instance.travel[$0]))
        }
        load = [Int32](repeating: 0, count: tree.count)
        price = [Cost](repeating: 0, count: tree.count)
        occupants = [[Int32]](repeating: [], count: tree.count)
        pairOf = [Int32](repeating: -1, count: instance.studentCount)
        second = [Cost](repeating: 0, count: instance.studentCount)
        distance = [Cost](repeating: .infinite, count: tree.count)
        way = [Way](repeating: .student(-1), count: tree.count)
    }

    /// Gives the memory of the heap back; the state must not be used afterwards.
    mutating func free() { heap.free() }

    /// Places one student by the cheapest chain of moves, or finds that leaving somebody out is cheaper.
    mutating func place(_ student: Int32) {
        best = unplaced
        ending = (student, -1)
        _ = scan(student, base: 0, own: -1)
        while heap.count > 0, heap.leastKey < best {
            let entry = heap.pop()
            if distance[Int(entry.number)] == entry.key { settle(entry.number, at: entry.key) }
        }
        for node in settled { price[Int(node)] += best - distance[Int(node)] }
        move(student)
        for node in touched { distance[Int(node)] = .infinite }
        touched.removeAll(keepingCapacity: true)
        settled.removeAll(keepingCapacity: true)
        heap.removeAll()
    }

    /// Follows every way on from a node.
    private mutating func settle(_ node: Int32, at length: Cost) {
        settled.append(node)
        let free = length - price[Int(node)]
        if load[Int(node)] < tree.capacity[Int(node)] {
            let around = tree.parent[Int(node)]
            if around >= 0 {
                reach(around, at: free + price[Int(around)], .inside(node))
            } else if free < best {
                best = free
                ending = (-1, node)
            }
        }
        for inside in tree.children[Int(node)] where load[Int(inside)] > 0 {
            reach(inside, at: free + price[Int(inside)], .around(node))
        }
        for index in occupants[Int(node)].indices {
            let occupant = occupants[Int(node)][index]
            let base = free - costs[Int(pairOf[Int(occupant)])]
            if base + second[Int(occupant)] >= best { continue }
            if base + unplaced < best {
                best = base + unplaced
                ending = (occupant, -1)
            }
            second[Int(occupant)] = scan(occupant, base: base, own: node)
        }
    }

    /// Relaxes the pairs of a student; answers the least cost + price of nodes other than his own.
    private mutating func scan(_ student: Int32, base: Cost, own: Int32) -> Cost {
        var least = unplaced
        for index in instance.pairRange(of: Int(student)) {
            let node = tree.nodeOfPair[index]
            let sum = costs[index] + price[Int(node)]
            if node != own { least = min(least, sum) }
            reach(node, at: base + sum, .student(student))
        }
        return least
    }

    /// Notes a shorter path to a node.
    private mutating func reach(_ node: Int32, at length: Cost, _ from: Way) {
        if length >= best || length >= distance[Int(node)] { return }
        if distance[Int(node)] == .infinite { touched.append(node) }
        distance[Int(node)] = length
        way[Int(node)] = from
        heap.push(length, node)
    }

    /// Moves everybody on the path, from its end back to the new student.
    private mutating func move(_ student: Int32) {
        var node = ending.node
        if ending.student >= 0 {
            guard let left = leave(ending.student) else { return }
            node = left
        } else {
            load[Int(node)] += 1
        }
        while true {
            switch way[Int(node)] {
            case .inside(let child):
                load[Int(child)] += 1
                node = child
            case .around(let limit):
                load[Int(node)] -= 1
                node = limit
            case .student(let mover):
                let left = leave(mover)
                enter(mover, node)
                guard let left else { return }
                node = left
            }
        }
    }

    /// Takes a student out of his node; nil if he has none.
    private mutating func leave(_ student: Int32) -> Int32? {
        let pair = pairOf[Int(student)]
        guard pair >= 0 else { return nil }
        let node = tree.nodeOfPair[Int(pair)]
        if let index = occupants[Int(node)].firstIndex(of: student) { occupants[Int(node)].remove(at: index) }
        pairOf[Int(student)] = -1
        return node
    }

    /// Lets a student enter at a node.
    private mutating func enter(_ student: Int32, _ node: Int32) {
        let range = instance.pairRange(of: Int(student))
        guard let index = range.first(where: { tree.nodeOfPair[$0] == node }) else { return }
        pairOf[Int(student)] = Int32(index)
        second[Int(student)] = costs[index] + price[Int(node)]
        occupants[Int(node)].append(student)
    }
}
