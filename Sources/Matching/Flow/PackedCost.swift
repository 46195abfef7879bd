/// Weights that pack (unplaced, hard problems, rank, travel) into one integer so that sums compare in dictionary order.
///
/// Two assignments with different objectives differ by alternating paths and cycles that share nothing. Each visits a
/// setting at most once and a student at most once, so with `k` = the smaller of the two numbers it adds at most `k`
/// pairs and removes at most `k`, and it makes at most one student unplaced and places at most one. The parts of its
/// change therefore lie within ±k·travel, ±k·rank, ±k·problems and ±1, where the names stand for the largest number
/// of any one pair. With
/// `rank weight > k·travel`, `problem weight > k·(rank·rank weight + travel)` and
/// `unplaced weight > k·(problems·problem weight + rank·rank weight + travel)`
/// the sign of the packed change of such a path is the sign of its first part that is not 0. An assignment is best in
/// dictionary order exactly if no such path improves it, so an assignment of least packed cost is best in dictionary
/// order. Weights that bound whole sums (n in place of k, as in textbook big-M) would be larger than need be; these
/// fit 64 bits up to about 100,000 students. Costs of one instance that do not fit are packed into 128 bits.
public struct PackedCost: Sendable, Hashable {
    /// The largest numbers that pairs may have, and how many settings one path may visit.
    public struct Limits: Sendable, Hashable {
        /// The largest number of hard problems of one pair.
        public var problems: Int32
        /// The largest rank.
        public var rank: Int32
        /// The longest travel, in minutes.
        public var travel: Int32
        /// The largest number of pairs that one path adds: the smaller of the numbers of students and of settings.
        public var pathLength: Int

        /// Makes limits from their four numbers.
        public init(problems: Int32, rank: Int32, travel: Int32, pathLength: Int) {
            self.problems = problems
            self.rank = rank
            self.travel = travel
            self.pathLength = pathLength
        }

        /// The limits that just hold an instance.
        public init(of instance: MatchingInstance) {
            self.init(
                problems: instance.problems.max() ?? 0, rank: instance.ranks.max() ?? 0,
                travel: instance.travel.max() ?? 0,
                pathLength: min(instance.studentCount, instance.settingCount))
        }

        /// Limits that also hold others.
        public func union(_ other: Limits) -> Limits {
            Limits(
                problems: max(problems, other.problems), rank: max(rank, other.rank),
                travel: max(travel, other.travel), pathLength: max(pathLength, other.pathLength))
        }
    }

    /// What the weights were made for.
    public let limits: Limits
    /// What one step of rank weighs, in minutes of travel.
    public let rankWeight: Int128
    /// What one hard problem weighs.
    public let problemWeight: Int128
    /// What one unplaced student weighs; above the cost of every pair.
    public let unplacedWeight: Int128

    /// Computes the weights for limits.
    ///
    /// - Throws: ``FlowError/costOverflow`` if 16 unplaced students would not fit 127 bits.
    public init(limits: Limits) throws(FlowError) {
        func times(_ one: Int128, _ other: Int128) throws(FlowError) -> Int128 {
            let (product, overflow) = one.multipliedReportingOverflow(by: other)
            if overflow || product > Int128.max / 32 { throw .costOverflow }
            return product
        }
        self.limits = limits
        let length = Int128(max(1, limits.pathLength))
        // Each term is at most Int128.max / 32, so sums of three and the final 16-fold fit.
        rankWeight = try times(length, Int128(limits.travel)) + 1
        let rankAndTravel = try times(Int128(limits.rank), rankWeight) + Int128(limits.travel)
        problemWeight = try times(length, rankAndTravel) + 1
        let all = try times(Int128(limits.problems), problemWeight) + rankAndTravel
        unplacedWeight = try times(length, all) + 1
    }

    /// Whether every number the algorithms make from these weights fits 64 bits.
    ///
    /// The algorithms hold values and prices in `0 ... unplaced` and make sums of at most eight of them.
    public var fits64Bits: Bool { unplacedWeight < 1 << 59 }

    /// The packed cost of a pair, which must be within the limits.
    public func pack(problems: Int32, rank: Int32, travel: Int32) -> Int128 {
        Int128(problems) * problemWeight + Int128(rank) * rankWeight + Int128(travel)
    }

    /// Whether a pair is within the limits.
    public func allows(problems: Int32, rank: Int32, travel: Int32) -> Bool {
        problems <= limits.problems && rank <= limits.rank && travel <= limits.travel
    }
}
