/// The pair columns of an instance, filled from rows that rise by student and setting.
struct PairColumns {
    /// Where the pairs of each student begin; one more entry than students.
    private(set) var firstPair: [Int32]
    /// The setting of each pair.
    private(set) var settings: [Int32] = []
    /// The rank of each pair.
    private(set) var ranks: [Int32] = []
    /// The hard problems of each pair.
    private(set) var problems: [Int32] = []
    /// The travel of each pair, in minutes.
    private(set) var travel: [Int32] = []
    /// The band of each pair.
    private(set) var bands: [Int32] = []

    /// Splits sorted rows into columns; the caller has checked order and range.
    init(sorted pairs: [MatchingInstance.Pair], studentCount: Int) {
        firstPair = [Int32](repeating: 0, count: studentCount + 1)
        for pair in pairs { firstPair[Int(pair.student) + 1] += 1 }
        for student in 0..<studentCount { firstPair[student + 1] += firstPair[student] }
        settings = pairs.map(\.setting)
        ranks = pairs.map(\.rank)
        problems = pairs.map(\.problems)
        travel = pairs.map(\.travel)
        bands = pairs.map(\.band)
    }
}
