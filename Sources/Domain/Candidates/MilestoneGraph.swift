/// The order of a pathway's milestones: checked, sorted, and stored in flat arrays by index.
struct MilestoneGraph: Sendable {
    /// In an order in which everything a milestone needs stands before it; by position where that is free.
    let milestones: [MilestoneDefinition]

    let indexOfCode: [String: Int]

    /// Where each milestone stands in the listing by position, which breaks ties between equal dates.
    let rank: [Int]

    /// The prerequisites of `i` are `prerequisiteList[prerequisiteStart[i]..<prerequisiteStart[i + 1]]`.
    let prerequisiteStart: [Int]
    let prerequisiteList: [Int]

    /// Rows of bits: whether a milestone is a direct or indirect prerequisite of the row's.
    private let ancestorBits: [UInt64]
    private let wordsPerRow: Int

    init(pathway: String, milestones given: [MilestoneDefinition]) throws(PathwayError) {
        guard !given.isEmpty else { throw .empty(pathway: pathway) }
        // Sorting by position first makes "the smallest number" mean "the earliest position" below.
        let listed = given.indices.sorted { (given[$0].position, $0) < (given[$1].position, $1) }.map {
            given[$0]
        }
        let needs = try MilestoneGraph.resolve(listed, pathway: pathway)
        let order = try MilestoneGraph.sort(listed, needs: needs, pathway: pathway)

        var indexOf = Array(repeating: 0, count: listed.count)
        for (index, place) in order.enumerated() { indexOf[place] = index }
        milestones = order.map { listed[$0] }
        rank = order
        var codes: [String: Int] = [:]
        for (index, milestone) in milestones.enumerated() { codes[milestone.code] = index }
        indexOfCode = codes

        var start = [0]
        var list: [Int] = []
        let words = (listed.count + 63) / 64
        var bits = Array(repeating: UInt64(0), count: words * listed.count)
        for (index, place) in order.enumerated() {
            for needed in needs[place].map({ indexOf[$0] }).sorted() {
                list.append(needed)
                for word in 0..<words { bits[index * words + word] |= bits[needed * words + word] }
                bits[index * words + needed / 64] |= 1 << UInt64(needed % 64)
            }
            start.append(list.count)
        }
        prerequisiteStart = start
        prerequisiteList = list
        ancestorBits = bits
        wordsPerRow = words
    }

    func isAncestor(_ index: Int, of descendant: Int) -> Bool {
        ancestorBits[descendant * wordsPerRow + index / 64] & (1 << UInt64(index % 64)) != 0
    }

    /// For each milestone, the places of those it needs, each once.
    private static func resolve(
        _ listed: [MilestoneDefinition], pathway: String
    ) throws(PathwayError) -> [[Int]] {
        var places: [String: Int] = [:]
        for (place, milestone) in listed.enumerated() {
            guard places.updateValue(place, forKey: milestone.code) == nil else {
                throw .duplicateCode(pathway: pathway, code: milestone.code)
            }
            let amount = milestone.usualDuration.amount
            guard (0...36_525).contains(amount) else {
                throw .badDuration(pathway: pathway, code: milestone.code, amount: amount)
            }
        }
        var needs: [[Int]] = []
        for milestone in listed {
            var needed: [Int] = []
            for prerequisite in milestone.prerequisites {
                if prerequisite == milestone.code {
                    throw .selfPrerequisite(pathway: pathway, code: milestone.code)
                }
                guard let place = places[prerequisite] else {
                    throw .unknownPrerequisite(
                        pathway: pathway, code: milestone.code, prerequisite: prerequisite)
                }
                if !needed.contains(place) { needed.append(place) }
            }
            needs.append(needed)
        }
        return needs
    }

    /// Kahn's algorithm, always taking the earliest place that is free.
    ///
    /// It looks for that place in a list, which is quadratic in the milestones of one pathway: a few dozen.
    private static func sort(
        _ listed: [MilestoneDefinition], needs: [[Int]], pathway: String
    ) throws(PathwayError) -> [Int] {
        var order: [Int] = []
        var waitsFor = needs.map(\.count)
        var neededBy = Array(repeating: [Int](), count: listed.count)
        for (place, needed) in needs.enumerated() {
            for prerequisite in needed { neededBy[prerequisite].append(place) }
        }
        var free = waitsFor.indices.filter { waitsFor[$0] == 0 }
        while let earliest = free.min() {
            free.removeAll { $0 == earliest }
            order.append(earliest)
            for place in neededBy[earliest] {
                waitsFor[place] -= 1
                if waitsFor[place] == 0 { free.append(place) }
            }
        }
        guard order.count == listed.count else {
            let circle = MilestoneGraph.circle(needs: needs, among: waitsFor.map { $0 > 0 })
            throw .cycle(pathway: pathway, codes: circle.map { listed[$0].code })
        }
        return order
    }

    /// A circle among milestones that all wait for another of them: going back always finds one.
    ///
    /// It begins with its earliest place and follows what unlocks what: `a -> b -> a` where b needs a.
    private static func circle(needs: [[Int]], among waiting: [Bool]) -> [Int] {
        var trail: [Int] = []
        var place = waiting.firstIndex(of: true)
        while let current = place, !trail.contains(current) {
            trail.append(current)
            place = needs[current].first { waiting[$0] }
        }
        guard let closing = place, let begin = trail.firstIndex(of: closing) else { return trail }
        var circle = Array(trail[begin...].reversed())
        if let earliest = circle.min(), let offset = circle.firstIndex(of: earliest) {
            circle = Array(circle[offset...] + circle[..<offset])
        }
        return circle + circle.prefix(1)
    }
}
