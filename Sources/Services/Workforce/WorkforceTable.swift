import Domain

/// A breakdown, of posts, or of people with small numbers hidden.
public struct WorkforceTable: Sendable, Codable, Hashable {
    /// One line.
    public struct Row: Sendable, Codable, Hashable {
        /// The group.
        public let name: String
        /// A count by column; nil where it is hidden.
        public let counts: [Int?]
    }

    /// The name of posts that are of no team.
    static let noTeam = "not given"

    /// What the columns count.
    public let columns: [String]
    /// The groups by name.
    public let rows: [Row]
    /// The sums; nil where it is a small number itself.
    public let total: [Int?]
    /// The smallest count above 0 that is shown.
    public let threshold: Int
    /// What an empty cell means, where there is one, or why nothing is told.
    @ExplicitNull public var note: String?

    /// Whether the table is withheld, for the reason of its note.
    public var isWithheld: Bool { rows.isEmpty && total.contains(nil) }

    /// Counts that are no secret.
    init(columns: [String], groups: [String: [Int]]) {
        self.columns = columns
        threshold = 1
        rows = groups.sorted { $0.key < $1.key }.map { Row(name: $0.key, counts: $0.value) }
        total = columns.indices.map { column in groups.values.reduce(0) { $0 + $1[column] } }
        _note = ExplicitNull(wrappedValue: nil)
    }

    /// Nothing, and why.
    init(_ column: String, withheld reason: String, threshold: Int) {
        columns = [column]
        rows = []
        total = [nil]
        self.threshold = threshold
        _note = ExplicitNull(wrappedValue: reason)
    }

    /// Counts of people in groups, each in one.
    ///
    /// What is below the threshold is hidden, and beside it as much as it takes; so is a group that everybody is in,
    /// since it tells of each of them. The total is known from elsewhere: it is hidden only where it is small, and
    /// everything with it.
    ///
    /// - Parameters:
    ///   - listing: the groups that are listed although nobody is in them.
    ///   - unrecorded: the group of those of whom nothing is recorded.
    ///   - earlier: what was published of the same people and day before, nil for what was hidden.
    init(
        _ column: String, groups: [String: Int], listing: [String] = [], unrecorded: String, threshold: Int,
        earlier: [[String: Int?]] = []
    ) {
        columns = [column]
        self.threshold = threshold
        let names = Set(groups.keys).union(listing).sorted()
        let counts = names.map { groups[$0] ?? 0 }
        let sum = counts.reduce(0, +)
        if threshold <= 1 {
            rows = zip(names, counts).map { Row(name: $0, counts: [$1]) }
            total = [sum]
            _note = ExplicitNull(wrappedValue: nil)
            return
        }
        let isFew = (1..<threshold).contains(sum)
        let linked = LinkedCounts(
            counts + [sum], equations: [.init(Array(counts.indices), equals: [counts.count])],
            threshold: threshold,
            earlier: [
                LinkedCounts.Earlier(
                    shown: counts.map { _ in nil } + [isFew ? nil : sum], hidden: [], isOfTheSame: true)
            ]
                + earlier.map { table in
                    LinkedCounts.Earlier(
                        shown: names.map { table[$0] ?? nil } + [nil],
                        hidden: Set(names.indices.filter { table[names[$0]] == .some(nil) }),
                        isOfTheSame: true)
                },
            least: listing.isEmpty
                ? Dictionary(uniqueKeysWithValues: counts.indices.map { ($0, 1) }) : [:],
            // That everybody is of one group tells of each.
            secrets: Set(
                counts.indices.filter { sum > 0 && counts[$0] == sum && names[$0] != unrecorded }))
        // Where nothing protects them, not even how many groups there are is told.
        let isTold = isFew || !linked.told.isEmpty
        rows =
            isTold && listing.isEmpty
            ? []
            : zip(names, counts).enumerated().map { place, group in
                Row(name: group.0, counts: [isTold || linked.hidden.contains(place) ? nil : group.1])
            }
        total = [isFew ? nil : sum]
        _note = ExplicitNull(
            wrappedValue: isTold || !linked.hidden.isEmpty
                ? "c: hidden, because it is below \(threshold) or would give away a number that is" : nil)
    }
}
