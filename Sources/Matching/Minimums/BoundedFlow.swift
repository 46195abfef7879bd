/// A cheapest placement in which settings have a least load as well as a largest, and students may be held
/// fast.
///
/// This is what the search for minimums and couples works on: unlike the solver of plain instances it knows
/// least loads, whose prices are negative, and it can take every change back. Between two calls of its
/// operations:
/// - each free student's value `u` is at most `unplaced`, and at most cost + price of each own pair, and
///   equals that of the pair held;
/// - a setting's price is positive only at its largest load and negative only at its least load.
///
/// By duality the placement is then the cheapest under the present bounds. Costs are packed with the number
/// of students as path length, so that totals of whole placements, and not only paths, compare in dictionary
/// order.
///
/// Overflow: a value or price is the length of a path that visits each student at most once, each step at
/// most `unplaced`, so its size is at most (students + 1) · unplaced; sums of a few of them are formed. The
/// initialiser refuses instances in which 16 times that does not fit 127 bits.
struct BoundedFlow {
    /// The rows that may be used.
    let instance: MatchingInstance
    /// What one unplaced student costs.
    let unplaced: Int128
    /// The packed cost of each pair.
    let costs: ContiguousArray<Int128>
    /// Where the pairs of each setting begin in `pairsOfSettings`.
    let firstOfSetting: ContiguousArray<Int32>
    /// The pairs by setting, and their students.
    let pairsOfSettings: ContiguousArray<(pair: Int32, student: Int32)>

    /// The packed cost of all students, those held fast included.
    var total: Int128
    /// The value of each free student.
    var values: ContiguousArray<Int128>
    /// The price of each setting.
    var prices: ContiguousArray<Int128>
    /// The pair that each student has, or −1.
    var held: ContiguousArray<Int32>
    /// Whether a student takes part; the others are held fast where they are.
    var isFree: ContiguousArray<Bool>
    /// How many students each setting has, those held fast included.
    var loads: ContiguousArray<Int32>
    /// How many of them are held fast.
    var pinned: ContiguousArray<Int32>
    /// The least and the largest load of each setting.
    var least: ContiguousArray<Int32>
    var most: ContiguousArray<Int32>

    /// The free students of each setting stand from `firstPlace`, as many as there are.
    let firstPlace: ContiguousArray<Int32>
    var places: ContiguousArray<Int32>
    var placeOf: ContiguousArray<Int32>

    /// Scratch of one search: the distance of each setting, valid if its mark is the present one.
    var distances: ContiguousArray<Int128>
    var marks: ContiguousArray<UInt32>
    var mark: UInt32 = 0
    /// The pair by which each setting was reached, and its student.
    var arrivals: ContiguousArray<(pair: Int32, student: Int32)>
    var settled: ContiguousArray<Int32> = []
    var heap = CostHeap()

    /// What to do to take changes back; kept only while `keepsJournal`.
    var journal: ContiguousArray<JournalEntry> = []
    var keepsJournal = false
    /// Pairs looked at since the beginning: the measure of work, because a clock would make answers differ.
    var work = 0

    /// Begins with everybody free and unplaced, and no least loads.
    ///
    /// - Throws: ``FlowError/costOverflow`` if sums could leave 127 bits.
    init(_ instance: MatchingInstance) throws(FlowError) {
        var limits = PackedCost.Limits(of: instance)
        limits.pathLength = max(1, instance.studentCount)
        let packing = try PackedCost(limits: limits)
        let size = packing.unplacedWeight.multipliedReportingOverflow(
            by: 16 * (Int128(instance.studentCount) + 1))
        if size.overflow { throw .costOverflow }

        self.instance = instance
        unplaced = packing.unplacedWeight
        costs = ContiguousArray(
            (0..<instance.pairCount).lazy.map {
                packing.pack(
                    problems: instance.problems[$0], rank: instance.ranks[$0], travel: instance.travel[$0])
            })
        let columns = SettingColumns(instance)
        firstOfSetting = columns.first
        pairsOfSettings = columns.pairs

        let (students, settings) = (instance.studentCount, instance.settingCount)
        total = unplaced * Int128(students)
        values = ContiguousArray(repeating: unplaced, count: students)
        prices = ContiguousArray(repeating: 0, count: settings)
        held = ContiguousArray(repeating: -1, count: students)
        isFree = ContiguousArray(repeating: true, count: students)
        loads = ContiguousArray(repeating: 0, count: settings)
        pinned = loads
        least = loads
        var firstPlace: ContiguousArray<Int32> = [0]
        most = []
        for setting in 0..<settings {
            let wanting = columns.first[setting + 1] - columns.first[setting]
            most.append(min(wanting, instance.capacities[setting]))
            // One more than fits, because a student moves in before the one ahead moves on.
            firstPlace.append(firstPlace[setting] + most[setting] + 1)
        }
        self.firstPlace = firstPlace
        places = ContiguousArray(repeating: -1, count: Int(firstPlace[settings]))
        placeOf = ContiguousArray(repeating: -1, count: students)
        distances = ContiguousArray(repeating: 0, count: settings)
        marks = ContiguousArray(repeating: 0, count: settings)
        arrivals = ContiguousArray(repeating: (-1, -1), count: settings)
    }

    /// The setting of each student, or −1.
    var assignment: [Int32] { held.map { $0 < 0 ? -1 : instance.settings[Int($0)] } }

    /// The setting of a student, or −1.
    @inline(__always)
    func setting(of student: Int) -> Int {
        held[student] < 0 ? -1 : Int(instance.settings[Int(held[student])])
    }

    /// Where the free students of a setting stand in `places`.
    @inline(__always)
    func placeRange(of setting: Int) -> Range<Int> {
        let first = Int(firstPlace[setting])
        return first..<(first + Int(loads[setting] - pinned[setting]))
    }

    /// Begins a search.
    mutating func beginSearch() {
        if mark == .max {
            for setting in marks.indices { marks[setting] = 0 }
            mark = 0
        }
        mark += 1
        heap.removeAll()
        settled.removeAll(keepingCapacity: true)
    }

    /// The next setting whose distance is final, if it is nearer than the limit.
    @inline(__always)
    mutating func nextSettled(below limit: Int128) -> Int? {
        while let entry = heap.pop() {
            guard entry.key < limit else { return nil }
            let setting = Int(entry.setting)
            // An entry that has been bettered since is met again with its better distance.
            guard distances[setting] == entry.key else { continue }
            settled.append(entry.setting)
            return setting
        }
        return nil
    }

    /// Notes a way to a setting if it is shorter than what is known.
    @inline(__always)
    mutating func reach(_ setting: Int, at distance: Int128, by pair: Int, of student: Int) {
        if marks[setting] == mark, distances[setting] <= distance { return }
        marks[setting] = mark
        distances[setting] = distance
        arrivals[setting] = (Int32(truncatingIfNeeded: pair), Int32(truncatingIfNeeded: student))
        heap.push(distance, Int32(truncatingIfNeeded: setting))
    }
}
