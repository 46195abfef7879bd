/// A binary heap of settings by distance, the smaller number first among equal distances.
struct CostHeap {
    /// A setting with a distance that may have been bettered since.
    struct Entry {
        /// The distance.
        var key: Int128
        /// The setting.
        var setting: Int32

        @inline(__always)
        func stands(before other: Entry) -> Bool {
            key != other.key ? key < other.key : setting < other.setting
        }
    }

    private var entries: ContiguousArray<Entry> = []

    /// Forgets everything and keeps the memory.
    mutating func removeAll() { entries.removeAll(keepingCapacity: true) }

    /// Adds a setting at a distance.
    mutating func push(_ key: Int128, _ setting: Int32) {
        let entry = Entry(key: key, setting: setting)
        var hole = entries.count
        entries.append(entry)
        entries.withUnsafeMutableBufferPointer { entries in
            while hole > 0 {
                let parent = (hole - 1) / 2
                guard entry.stands(before: entries[parent]) else { break }
                entries[hole] = entries[parent]
                hole = parent
            }
            entries[hole] = entry
        }
    }

    /// Takes the nearest setting out.
    mutating func pop() -> Entry? {
        guard let top = entries.first, let last = entries.popLast() else { return nil }
        guard !entries.isEmpty else { return top }
        entries.withUnsafeMutableBufferPointer { entries in
            var hole = 0
            while true {
                var child = 2 * hole + 1
                guard child < entries.count else { break }
                if child + 1 < entries.count, entries[child + 1].stands(before: entries[child]) { child += 1 }
                guard entries[child].stands(before: last) else { break }
                entries[hole] = entries[child]
                hole = child
            }
            entries[hole] = last
        }
        return top
    }
}
