/// A heap of (key, number) with the least key on top and four children to a node.
///
/// Entries are not decreased in place: a better one is pushed beside the old one, which its reader recognises as stale.
struct FlowHeap<Key: Comparable> {
    /// One entry.
    struct Entry {
        /// What entries are ordered by.
        var key: Key
        /// What the entry stands for; breaks ties so that the order does not depend on history.
        var number: Int32

        /// Whether this entry leaves the heap first.
        @inline(__always)
        func leaves(before other: Entry) -> Bool {
            key < other.key || (key == other.key && number < other.number)
        }
    }

    /// The entries; children of `i` stand at `4i + 1 ... 4i + 4`.
    private var entries: UnsafeMutableBufferPointer<Entry>
    /// How many entries there are.
    private(set) var count = 0

    /// Makes an empty heap. The owner must call ``free()`` once.
    init(capacity: Int) {
        entries = .allocate(capacity: max(64, capacity))
    }

    /// Gives the memory back.
    func free() {
        entries.deallocate()
    }

    /// The least key; the heap must not be empty.
    @inline(__always)
    var leastKey: Key { entries[0].key }

    /// Forgets all entries.
    @inline(__always)
    mutating func removeAll() { count = 0 }

    /// Doubles the room.
    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutableBufferPointer<Entry>.allocate(capacity: entries.count * 2)
        _ = larger.moveInitialize(fromContentsOf: entries)
        entries.deallocate()
        entries = larger
    }

    /// Adds an entry.
    @inline(__always)
    mutating func push(_ key: Key, _ number: Int32) {
        if count == entries.count { grow() }
        let entry = Entry(key: key, number: number)
        var hole = count
        count &+= 1
        while hole > 0 {
            let parent = (hole &- 1) >> 2
            if !entry.leaves(before: entries[parent]) { break }
            entries[hole] = entries[parent]
            hole = parent
        }
        entries[hole] = entry
    }

    /// Takes the least entry; the heap must not be empty.
    @inline(__always)
    mutating func pop() -> Entry {
        let top = entries[0]
        count &-= 1
        if count > 0 { sift(entries[count]) }
        return top
    }

    /// Puts an entry in at the top and lets it sink.
    @inline(__always)
    private func sift(_ entry: Entry) {
        var hole = 0
        while true {
            let first = hole &* 4 &+ 1
            if first >= count { break }
            var least = first
            var child = first &+ 1
            let end = min(first &+ 4, count)
            while child < end {
                if entries[child].leaves(before: entries[least]) { least = child }
                child &+= 1
            }
            if !entries[least].leaves(before: entry) { break }
            entries[hole] = entries[least]
            hole = least
        }
        entries[hole] = entry
    }
}
