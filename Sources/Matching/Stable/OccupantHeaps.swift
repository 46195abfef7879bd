/// The students that each setting holds for now, the least wanted of them at hand.
///
/// All heaps lie in one array. A student is held by at most one setting, so one position per student is
/// enough to take anybody out, not only the least wanted.
struct OccupantHeaps {
    private let first: [Int32]
    private var entries: [(key: UInt64, student: Int32)]
    private var position: [Int32]
    /// How many students each setting holds.
    private(set) var loads: [Int32]

    /// Empty heaps with room for as many students as a setting has places and could ever get.
    init(_ instance: MatchingInstance) {
        var degrees = [Int32](repeating: 0, count: instance.settingCount)
        for setting in instance.settings { degrees[Int(setting)] += 1 }
        var first = [Int32](repeating: 0, count: instance.settingCount + 1)
        for setting in degrees.indices {
            // The sum of the degrees is the number of pairs, which fits 32 bits.
            first[setting + 1] = first[setting] + min(degrees[setting], instance.capacities[setting])
        }
        entries = Array(repeating: (0, -1), count: Int(first[instance.settingCount]))
        position = Array(repeating: -1, count: instance.studentCount)
        loads = Array(repeating: 0, count: instance.settingCount)
        self.first = first
    }

    /// Whether no further student fits; also true of a setting without places.
    func isFull(_ setting: Int) -> Bool { loads[setting] == first[setting + 1] - first[setting] }

    /// The largest key held and who has it; nil if nobody is held.
    func worst(of setting: Int) -> (key: UInt64, student: Int32)? {
        loads[setting] > 0 ? entries[Int(first[setting])] : nil
    }

    /// Holds a student; the setting has room.
    mutating func insert(_ student: Int32, key: UInt64, at setting: Int) {
        let base = Int(first[setting])
        let last = Int(loads[setting])
        loads[setting] += 1
        siftUp((key, student), from: last, base: base)
    }

    /// Lets a student go whom the setting holds.
    mutating func remove(_ student: Int32, from setting: Int) {
        let base = Int(first[setting])
        loads[setting] -= 1
        let count = Int(loads[setting])
        let hole = Int(position[Int(student)])
        position[Int(student)] = -1
        guard hole < count else { return }
        let last = entries[base + count]
        if hole > 0, entries[base + (hole - 1) / 2].key < last.key {
            siftUp(last, from: hole, base: base)
        } else {
            siftDown(last, from: hole, base: base, count: count)
        }
    }

    private mutating func siftUp(_ entry: (key: UInt64, student: Int32), from start: Int, base: Int) {
        var hole = start
        while hole > 0 {
            let parent = (hole - 1) / 2
            guard entries[base + parent].key < entry.key else { break }
            put(entries[base + parent], at: hole, base: base)
            hole = parent
        }
        put(entry, at: hole, base: base)
    }

    private mutating func siftDown(
        _ entry: (key: UInt64, student: Int32), from start: Int, base: Int, count: Int
    ) {
        var hole = start
        while true {
            var child = 2 * hole + 1
            guard child < count else { break }
            if child + 1 < count, entries[base + child].key < entries[base + child + 1].key { child += 1 }
            guard entry.key < entries[base + child].key else { break }
            put(entries[base + child], at: hole, base: base)
            hole = child
        }
        put(entry, at: hole, base: base)
    }

    private mutating func put(_ entry: (key: UInt64, student: Int32), at hole: Int, base: Int) {
        entries[base + hole] = entry
        position[Int(entry.student)] = Int32(truncatingIfNeeded: hole)
    }
}
