extension FlowState {
    /// Where the pairs of a student stand.
    @inline(__always)
    func pairs(of student: Int) -> Range<Int> {
        Int(pairBegin[student])..<Int(pairEnd[student])
    }

    /// Where the pair of a student and a setting stands.
    func indexOfPair(_ student: Int, _ setting: Int) -> Int? {
        pairs(of: student).first { Int(pairSetting[$0]) == setting }
    }

    /// Adds a pair; the student's list moves behind all others.
    ///
    /// Each call lays out one list anew, so 2³¹ entries last for about a hundred million pairs; beyond, this traps.
    func appendPair(_ student: Int, _ setting: Int, cost: Cost) {
        let old = pairs(of: student)
        if pairUsed + old.count + 1 > pairSetting.count {
            let room = pairUsed + old.count + 1 + pairUsed / 8
            pairSetting = Self.larger(pairSetting, room, filler: -1)
            pairCost = Self.larger(pairCost, room, filler: .zero)
        }
        for (offset, index) in old.enumerated() {
            pairSetting[pairUsed + offset] = pairSetting[index]
            pairCost[pairUsed + offset] = pairCost[index]
        }
        pairSetting[pairUsed + old.count] = Int32(setting)
        pairCost[pairUsed + old.count] = cost
        pairBegin[student] = Int32(pairUsed)
        pairUsed += old.count + 1
        pairEnd[student] = Int32(pairUsed)
    }

    /// Takes a pair out of its student's list.
    func removePair(_ student: Int, at index: Int) {
        pairEnd[student] -= 1
        let last = Int(pairEnd[student])
        pairSetting[index] = pairSetting[last]
        pairCost[index] = pairCost[last]
    }

    /// The same elements in more room.
    private static func larger<Element>(
        _ buffer: UnsafeMutableBufferPointer<Element>, _ count: Int, filler: Element
    ) -> UnsafeMutableBufferPointer<Element> {
        let larger = UnsafeMutableBufferPointer<Element>.filled(count, with: filler)
        _ = larger.update(fromContentsOf: buffer)
        buffer.deallocate()
        return larger
    }
}
