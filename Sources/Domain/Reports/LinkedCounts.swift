/// Which cells must not be shown of published tables whose cells add up to each other and to what was published before.
///
/// Cells are whole numbers, not negative. An equation says that some cells together are as many as some others: parts
/// and their total, or what came and what went. A cell from 1 up to the threshold, exclusive, is hidden; then more are,
/// until no hidden cell can be reckoned from what is shown, neither from one equation nor from several, nor from what
/// earlier tables showed. Cells that are printed nowhere may be among them, such as what a year leaves of three quarters:
/// a small one of these must not be reckoned either.
public struct LinkedCounts: Sendable {
    /// The cells on one side are together as many as those on the other.
    public struct Equation: Sendable, Hashable {
        /// One side.
        public let left: [Int]
        /// The other.
        public let right: [Int]

        /// Some cells that add up to others.
        public init(_ left: [Int], equals right: [Int]) {
            self.left = left
            self.right = right
        }

        var cells: [Int] { left + right }
    }

    /// A table that was published before, with the same cells.
    public struct Earlier: Sendable, Hashable {
        /// What it showed; nil for what it hid or did not have.
        public let shown: [Int?]
        /// What it hid.
        public let hidden: Set<Int>
        /// Whether it was about the same people and days, so that a cell that is equal is the same.
        public let isOfTheSame: Bool

        /// Puts an earlier table together.
        public init(shown: [Int?], hidden: Set<Int>, isOfTheSame: Bool) {
            self.shown = shown
            self.hidden = hidden
            self.isOfTheSame = isOfTheSame
        }
    }

    private let values: [Int]
    private let equations: [Equation]
    private let equationsOf: [Int: [Int]]
    private let together: [[Int]]
    private let threshold: Int
    private let earlier: [Earlier]
    private let least: [Int: Int]
    private let unprinted: Set<Int>
    /// For each earlier table the equations about what it showed.
    private let equationsOfEarlier: [[Equation]]
    /// Cells that an earlier table showed as they are now: hiding one of these protects nothing.
    private let known: Set<Int>
    /// What the equations together tell of the cells that have become unknown so far.
    private var unknowns = OpenUnknowns()
    /// The cells to hide.
    public private(set) var hidden: Set<Int> = []
    /// The hidden cells that can be reckoned although nothing more can be hidden, because the rest is known.
    public private(set) var told: Set<Int> = []

    /// Decides.
    ///
    /// - Parameters:
    ///   - values: the cells.
    ///   - equations: what adds up to what.
    ///   - together: cells that are nearly the same, so that one shown would tell of the other.
    ///   - threshold: the smallest count above 0 that may be shown.
    ///   - earlier: tables that were published before.
    ///   - least: what cells are at least, as far as a reader knows: 1 where groups without anybody are not listed.
    ///   - unprinted: cells that the table does not print; they are among the hidden.
    public init(
        _ values: [Int], equations: [Equation], together: [[Int]] = [], threshold: Int,
        earlier: [Earlier] = [], least: [Int: Int] = [:], unprinted: Set<Int> = []
    ) {
        self.values = values
        self.equations = equations
        self.together = together
        self.threshold = threshold
        self.earlier = earlier
        self.least = least
        self.unprinted = unprinted
        equationsOfEarlier = earlier.map { table in
            equations.filter { $0.cells.contains { table.shown[$0] != nil } }
        }
        var equationsOf: [Int: [Int]] = [:]
        for (place, equation) in equations.enumerated() {
            for cell in equation.cells { equationsOf[cell, default: []].append(place) }
        }
        self.equationsOf = equationsOf
        var known: Set<Int> = []
        for table in earlier where table.isOfTheSame {
            for cell in values.indices where table.shown[cell] == values[cell] { known.insert(cell) }
        }
        self.known = known
        begin()
        repeat { completeLines() } while hideForDifferences() || hideForValues()
    }

    private func isSmall(_ count: Int) -> Bool { count != 0 && abs(count) < threshold }

    /// Whether it would tell of few people to have a hidden cell; what is not printed may be known if it is large.
    private func isSecret(_ cell: Int) -> Bool {
        values[cell] > 0 && (isSmall(values[cell]) || !unprinted.contains(cell))
    }

    /// Small cells, cells that were hidden before, and cells whose change since is small.
    private mutating func begin() {
        hidden = unprinted
        for cell in values.indices {
            if isSmall(values[cell]) { hide(cell) }
            for table in earlier {
                if table.isOfTheSame && table.hidden.contains(cell) { hide(cell) }
                if let before = table.shown[cell], isSmall(values[cell] - before) { hide(cell) }
            }
        }
    }

    private mutating func hide(_ cell: Int) {
        hidden.insert(cell)
        for group in together where group.contains(cell) { hidden.formUnion(group) }
    }

    private func unknown(_ cells: [Int]) -> [Int] {
        cells.filter { hidden.contains($0) && !known.contains($0) }
    }

    /// The cell of an equation whose hiding costs least; nil when there is none left that would help.
    private func cheapest(in equation: Equation) -> Int? {
        equation.cells.filter { !hidden.contains($0) && !known.contains($0) }.min {
            // Zeros last: that nobody is there is seldom a secret, and hiding it hides nobody.
            (values[$0] == 0 ? 1 : 0, values[$0], $0) < (values[$1] == 0 ? 1 : 0, values[$1], $1)
        }
    }

    /// In every equation no hidden cell stands alone, and those of one side are no small number together.
    private mutating func completeLines() {
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for equation in equations {
                while isTold(equation), let cell = cheapest(in: equation) {
                    hide(cell)
                    hasChanged = true
                }
            }
        }
    }

    /// Whether an equation tells of its hidden cells.
    private func isTold(_ equation: Equation) -> Bool {
        let left = unknown(equation.left)
        let right = unknown(equation.right)
        if left.isEmpty && right.isEmpty { return false }
        if left.count + right.count == 1 { return (left + right).contains(where: isSecret) }
        if left.isEmpty || right.isEmpty {
            return isSmall((left + right).reduce(0) { $0 + values[$1] })
        }
        return false
    }

    /// Hides where the changes of what is shown leave a small change for what is not.
    private mutating func hideForDifferences() -> Bool {
        for (table, equations) in zip(earlier, equationsOfEarlier) {
            for equation in equations {
                func change(_ cells: [Int]) -> (sum: Int, shown: [Int], isWhole: Bool) {
                    var sum = 0
                    var shown: [Int] = []
                    for cell in cells {
                        guard let before = table.shown[cell], !hidden.contains(cell) else { continue }
                        sum += values[cell] - before
                        if values[cell] != before { shown.append(cell) }
                    }
                    return (sum, shown, shown.count == cells.count)
                }
                let (left, right) = (change(equation.left), change(equation.right))
                guard isSmall(left.sum - right.sum) else { continue }
                let movable = (left.shown + right.shown).filter { !known.contains($0) }
                if let cell = movable.max(by: { (values[$0], $0) < (values[$1], $1) }) {
                    hide(cell)
                    return true
                }
            }
        }
        return false
    }

    /// The hidden cells that nobody knows.
    private var unknown: Set<Int> { hidden.subtracting(known) }

    /// The cells that the equations together tell.
    private mutating func solved() -> Set<Int> {
        for cell in unknown.subtracting(unknowns.open).subtracting(unknowns.told).sorted() {
            unknowns.add(cell, factors(of: cell))
        }
        return unknowns.told
    }

    /// The same when some cells are known besides, and these.
    private func solved(with found: Set<Int>) -> Set<Int> {
        var others = OpenUnknowns()
        for cell in unknown.subtracting(found).sorted() { others.add(cell, factors(of: cell)) }
        return found.union(others.told)
    }

    /// The factors of a cell, by equation: what is on the right counts against what is on the left.
    private func factors(of cell: Int) -> [Int: Int] {
        var factors: [Int: Int] = [:]
        for place in equationsOf[cell] ?? [] {
            let sides = equations[place]
            let factor = sides.left.count { $0 == cell } - sides.right.count { $0 == cell }
            if factor != 0 { factors[place] = factor }
        }
        return factors
    }

    /// The cells that can have only one value when some are known, none being below 0.
    private func narrowed(with found: Set<Int>) -> Set<Int> {
        let most = values.reduce(0, +) + threshold
        var low = values
        var high = values
        for cell in unknown where !found.contains(cell) { (low[cell], high[cell]) = (least[cell] ?? 0, most) }
        let ranges = CountRanges(low: low, high: high, equations, equationsOf)
        return unknown.filter { ranges.low[$0] == ranges.high[$0] }
    }

    /// Hides beside the cells that the equations together tell, or that can have only one value; each tells more of the
    /// other, until nothing secret is told.
    private mutating func hideForValues() -> Bool {
        var found = solved()
        while true {
            if hideBeside(found.filter(isSecret).sorted()) { return true }
            let narrowed = narrowed(with: found)
            if narrowed.count == found.count {
                told = found.filter(isSecret)
                return false
            }
            if hideBeside(narrowed.filter(isSecret).sorted()) { return true }
            found = solved(with: narrowed)
        }
    }

    /// Hides one more beside each of some cells, but for those of which the last that was hidden may have made a secret.
    private mutating func hideBeside(_ cells: [Int]) -> Bool {
        var touched: Set<Int> = []
        for cell in cells {
            let own = equationsOf[cell] ?? []
            if !touched.isDisjoint(with: own) { continue }
            let options = own.compactMap { cheapest(in: equations[$0]) }
            let further = options.isEmpty ? equations.compactMap(cheapest) : options
            guard let next = further.min(by: { (values[$0], $0) < (values[$1], $1) }) else { continue }
            hide(next)
            touched.formUnion(equationsOf[next] ?? [])
        }
        return !touched.isEmpty
    }
}
