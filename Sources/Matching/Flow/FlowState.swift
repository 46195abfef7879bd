/// A placement in progress with prices that prove it: the arrays on which solving, editing and explaining work.
///
/// Between two operations this holds for all students in play, with `unplaced` the cost of leaving one out:
/// - the value of a placed student is the cost of his pair plus the price of his setting, of an unplaced one `unplaced`;
/// - no value exceeds `unplaced`, nor cost + price of any pair of the student;
/// - prices are 0 or more, and 0 at every setting with room; closed settings (no places) have the price ``wall``.
///
/// For holders, 2·`unplaced` stands in place of `unplaced` (``leavingOut(_:)``).
///
/// By linear programming duality such an assignment has the least cost. Values and prices are in `0 ... wall`
/// because a positive price stands at a setting that somebody occupies at a value of at most `wall`.
final class FlowState<Cost: FlowCost> {
    /// One used or free place.
    struct Slot {
        /// The cost of the pair of the occupant.
        var cost: Cost
        /// A lower bound on cost + price of the occupant's other pairs, and on `unplaced`.
        ///
        /// Prices only rise while students are placed, so a bound stays true until a price is lowered by an edit.
        var second: Cost
        /// The occupant.
        var student: Int32
    }

    /// The number of students.
    let studentCount: Int
    /// The number of settings.
    let settingCount: Int
    /// The cost of leaving one person out.
    var unplaced: Cost
    /// The first holder; those from here on weigh twice as much when they are left out.
    let firstHolder: Int32
    /// Above every distance.
    let infinity = Cost.infinite

    /// Where the pairs of each student begin.
    var pairBegin: UnsafeMutableBufferPointer<Int32>
    /// Where they end.
    var pairEnd: UnsafeMutableBufferPointer<Int32>
    /// The setting of each pair.
    var pairSetting: UnsafeMutableBufferPointer<Int32>
    /// The packed cost of each pair.
    var pairCost: UnsafeMutableBufferPointer<Cost>
    /// How many entries of the pair columns are laid out; lists that grow move behind them.
    var pairUsed: Int

    /// The places of each setting; a locked pair has taken its place away.
    var capacity: UnsafeMutableBufferPointer<Int32>
    /// How many of them are used.
    var load: UnsafeMutableBufferPointer<Int32>
    /// The price of each setting.
    var price: UnsafeMutableBufferPointer<Cost>
    /// Where the slots of each setting begin; the used ones come first.
    var slotBegin: UnsafeMutableBufferPointer<Int32>
    /// How many slots are laid out for each setting; they are laid out anew when more are needed.
    var slotRoom: UnsafeMutableBufferPointer<Int32>
    /// The slots of all settings.
    var slots: UnsafeMutableBufferPointer<Slot>

    /// Whether each student is in play: neither withdrawn nor locked.
    var inPlay: UnsafeMutableBufferPointer<Bool>
    /// The setting of each student in play, or −1.
    var place: UnsafeMutableBufferPointer<Int32>
    /// The slot of each placed student.
    var slotOf: UnsafeMutableBufferPointer<Int32>

    /// The length of the best path found to each setting, price included; infinity outside a search.
    var distance: UnsafeMutableBufferPointer<Cost>
    /// The student who arrives at each setting on that path.
    var arrival: UnsafeMutableBufferPointer<Int32>
    /// Settings (below `settingCount`) and occupants (above) still to be looked at.
    var heap: FlowHeap<Cost>
    /// The settings that have a distance.
    var touched: UnsafeMutableBufferPointer<Int32>
    /// How many there are.
    var touchedCount = 0
    /// The settings whose distance is final, in the order in which it became so.
    var settled: UnsafeMutableBufferPointer<Int32>
    /// How many there are.
    var settledCount = 0
    /// The length of the best complete path found so far.
    var best: Cost
    /// The student whose step completes it.
    var bestStudent: Int32 = -1
    /// The setting that takes him in, or −1 if he is left out.
    var bestSetting: Int32 = -1
    /// What one more place than there are costs at each setting; empty if none can be had.
    var extraPrice: [Cost] = []

    /// Makes the empty placement of an instance; everybody is in play and unplaced, and no pair has a cost yet.
    init(_ instance: MatchingInstance, unplaced: Cost) {
        studentCount = instance.studentCount
        settingCount = instance.settingCount
        firstHolder = Int32(instance.peopleCount)
        self.unplaced = unplaced
        best = unplaced
        pairBegin = .allocate(capacity: studentCount)
        pairEnd = .allocate(capacity: studentCount)
        pairUsed = instance.pairCount
        pairSetting = .allocate(capacity: instance.pairCount)
        pairCost = .allocate(capacity: instance.pairCount)
        capacity = .allocate(capacity: settingCount)
        load = .filled(settingCount, with: 0)
        price = .filled(settingCount, with: .zero)
        slotBegin = .filled(settingCount, with: 0)
        slotRoom = .filled(settingCount, with: 0)
        slots = .allocate(capacity: 0)
        inPlay = .filled(studentCount, with: true)
        place = .filled(studentCount, with: -1)
        slotOf = .filled(studentCount, with: -1)
        distance = .filled(settingCount, with: infinity)
        arrival = .filled(settingCount, with: -1)
        heap = FlowHeap(capacity: 1024)
        touched = .filled(settingCount, with: 0)
        settled = .filled(settingCount, with: 0)
        for student in 0..<studentCount {
            pairBegin[student] = instance.firstPair[student]
            pairEnd[student] = instance.firstPair[student + 1]
        }
        _ = pairSetting.initialize(fromContentsOf: instance.settings)
        pairCost.initialize(repeating: .zero)
        _ = capacity.initialize(fromContentsOf: instance.capacities)
        layOutSlots(instance)
    }

    /// Copies everything but the costs of a state between two searches.
    private init<Other: FlowCost>(
        layoutOf other: FlowState<Other>, unplaced: Cost, pairCost: UnsafeMutableBufferPointer<Cost>,
        price: UnsafeMutableBufferPointer<Cost>, slots: UnsafeMutableBufferPointer<Slot>
    ) {
        studentCount = other.studentCount
        settingCount = other.settingCount
        firstHolder = other.firstHolder
        self.unplaced = unplaced
        best = unplaced
        pairUsed = other.pairUsed
        heap = FlowHeap(capacity: 1024)
        self.pairCost = pairCost
        self.price = price
        self.slots = slots
        distance = .filled(settingCount, with: infinity)
        pairBegin = .copy(of: other.pairBegin)
        pairEnd = .copy(of: other.pairEnd)
        pairSetting = .copy(of: other.pairSetting)
        capacity = .copy(of: other.capacity)
        load = .copy(of: other.load)
        slotBegin = .copy(of: other.slotBegin)
        slotRoom = .copy(of: other.slotRoom)
        inPlay = .copy(of: other.inPlay)
        place = .copy(of: other.place)
        slotOf = .copy(of: other.slotOf)
        arrival = .copy(of: other.arrival)
        touched = .copy(of: other.touched)
        settled = .copy(of: other.settled)
    }

    /// Copies a state between two searches.
    convenience init(copying other: FlowState) {
        self.init(
            layoutOf: other, unplaced: other.unplaced, pairCost: .copy(of: other.pairCost),
            price: .copy(of: other.price), slots: .copy(of: other.slots))
    }

    /// Copies a state between two searches to another type of cost that keeps order and sums.
    convenience init<Other: FlowCost>(converting other: FlowState<Other>, _ cost: (Other) -> Cost) {
        self.init(
            layoutOf: other, unplaced: cost(other.unplaced), pairCost: .converted(other.pairCost, cost),
            price: .converted(other.price, cost),
            slots: .converted(other.slots) {
                Slot(cost: cost($0.cost), second: cost($0.second), student: $0.student)
            })
    }

    deinit {
        pairBegin.deallocate()
        pairEnd.deallocate()
        pairSetting.deallocate()
        pairCost.deallocate()
        capacity.deallocate()
        load.deallocate()
        price.deallocate()
        slotBegin.deallocate()
        slotRoom.deallocate()
        inPlay.deallocate()
        slots.deallocate()
        place.deallocate()
        slotOf.deallocate()
        distance.deallocate()
        arrival.deallocate()
        heap.free()
        touched.deallocate()
        settled.deallocate()
    }

    /// Lays out the slots: as many as a setting has places, but no more than students list it.
    ///
    /// The number of slots is at most the number of pairs, so it fits 32 bits.
    private func layOutSlots(_ instance: MatchingInstance) {
        for setting in instance.settings { slotRoom[Int(setting)] += 1 }
        var begin: Int32 = 0
        for setting in 0..<settingCount {
            slotRoom[setting] = min(slotRoom[setting], capacity[setting])
            slotBegin[setting] = begin
            begin += slotRoom[setting]
            if capacity[setting] == 0 { price[setting] = wall }
        }
        slots.deallocate()
        slots = .filled(Int(begin), with: Slot(cost: .zero, second: .zero, student: -1))
    }

    /// The value of a student in play: what placing him costs, prices included.
    @inline(__always)
    func value(of student: Int) -> Cost {
        let setting = Int(place[student])
        return setting < 0 ? leavingOut(Int32(student)) : slots[Int(slotOf[student])].cost + price[setting]
    }

    /// The cost of leaving a student out.
    @inline(__always)
    func leavingOut(_ student: Int32) -> Cost { student < firstHolder ? unplaced : unplaced + unplaced }

    /// The most that a place is worth to anybody: what leaving out costs at most.
    var wall: Cost { Int(firstHolder) == studentCount ? unplaced : unplaced + unplaced }
}
