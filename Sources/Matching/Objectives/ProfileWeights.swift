/// Where each level of a rank profile stands in a ``ProfileCost``.
///
/// The levels are, in order: unplaced, hard problems, then for each rank but the last "placed below this rank", and
/// last travel. With the number of placed students settled first, as many first choices as possible means as few as
/// possible below rank 1, and so on. Inside one part the weights are those of ``PackedCost``: a level outweighs all
/// changes that one path can make to the levels behind it in the same part. A part is zero exactly if all its levels
/// are, and then the next part decides.
///
/// A part of a path's length is at most twice its largest weighted sum, which is below 2¹¹⁸; values and prices are
/// differences of two path lengths. So no part of any sum of the solver reaches 2¹²³.
struct ProfileWeights {
    /// The part and the weight of one level.
    struct Level {
        /// Which part of the cost.
        var part: Int
        /// The weight in it.
        var weight: Int128
    }

    /// The cost of leaving one student out.
    private(set) var unplaced = ProfileCost.zero
    /// The level of hard problems.
    private let problems: Level
    /// The level "placed below rank j + 1", by j.
    private var below: [Level]
    /// The level of travel.
    private let travel: Level

    /// Lays the levels of an instance out.
    ///
    /// - Throws: ``FlowError/costOverflow`` if four parts do not hold them.
    init(_ instance: MatchingInstance, order: ProfileOrder) throws(FlowError) {
        let limits = PackedCost.Limits(of: instance)
        let length = Int128(max(1, limits.pathLength))
        let counters = max(0, Int(limits.rank) - 1)
        guard counters <= 4 * 118 else { throw .costOverflow }
        // The largest number of each level on one pair, lightest level first.
        let largest =
            [Int128(limits.travel)] + [Int128](repeating: 1, count: counters) + [Int128(limits.problems), 1]
        var levels: [Level] = []
        var (part, weight, sum) = (3, Int128(1), Int128(0))
        for number in largest {
            // What one path can change behind the next level: at most length · sum.
            var next = sum + number * weight
            if next >= (1 << 118) / length {
                part -= 1
                weight = 1
                next = number
                if part < 0 || next >= (1 << 118) / length { throw .costOverflow }
            }
            levels.append(Level(part: part, weight: weight))
            sum = next
            weight = length * sum + 1
        }
        travel = levels[0]
        problems = levels[counters + 1]
        let counted = Array(levels[1..<(counters + 1)])
        // The heaviest counter belongs to the rank that decides first.
        below = order == .mostFirstChoices ? counted.reversed() : counted
        let top = levels[counters + 2]
        unplaced[top.part] = top.weight
    }

    /// The cost of a pair.
    func cost(problems count: Int32, rank: Int32, travel minutes: Int32) -> ProfileCost {
        var cost = ProfileCost.zero
        cost[problems.part] += Int128(count) * problems.weight
        for index in 0..<max(0, min(Int(rank) - 1, below.count)) {
            cost[below[index].part] += below[index].weight
        }
        cost[travel.part] += Int128(minutes) * travel.weight
        return cost
    }

    /// The costs of all pairs of an instance.
    func costs(of instance: MatchingInstance) -> [ProfileCost] {
        (0..<instance.pairCount).map {
            cost(problems: instance.problems[$0], rank: instance.ranks[$0], travel: instance.travel[$0])
        }
    }
}
