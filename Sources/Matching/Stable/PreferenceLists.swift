/// The pairs of each student from the most to the least wanted, with the ends of the ties.
struct PreferenceLists {
    /// For each position the index of a pair; the positions of student `s` are `firstPair[s] ..< firstPair[s
    /// + 1]`.
    let pairs: [Int32]

    /// Orders the pairs by rank, then by problems, travel and the number of the setting.
    ///
    /// The order inside a tie decides which of two equally ranked settings is asked first; it does not depend
    /// on the order of the rows of a file.
    init(_ instance: MatchingInstance) {
        var pairs = [Int32](repeating: 0, count: instance.pairCount)
        // A key of 128 bits in one comparison: rank and problems, then travel and setting, each not negative.
        var keyed: [(high: UInt64, low: UInt64, pair: Int32)] = []
        for student in 0..<instance.studentCount {
            let range = instance.pairRange(of: student)
            keyed.removeAll(keepingCapacity: true)
            for pair in range {
                let high = UInt64(instance.ranks[pair]) << 32 | UInt64(instance.problems[pair])
                let low = UInt64(instance.travel[pair]) << 32 | UInt64(instance.settings[pair])
                keyed.append((high, low, Int32(truncatingIfNeeded: pair)))
            }
            keyed.sort { $0.high != $1.high ? $0.high < $1.high : $0.low < $1.low }
            for (offset, entry) in keyed.enumerated() { pairs[range.lowerBound + offset] = entry.pair }
        }
        self.pairs = pairs
    }
}
