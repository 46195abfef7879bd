/// Which cells must not be shown of published tables whose cells add up to each other and to what was published before.
///
/// Cells are whole numbers, not negative. An equation says that some cells together are as many as some others: parts
/// and their total, or what came and what went. A cell from 1 up to the threshold, exclusive, is hidden; then more are,
/// until no hidden cell can be reckoned from what is shown, neither from one equation nor from several, nor from what
/// earlier tables showed. Cells that are printed nowhere may be among them, such as what a year leaves of three quarters:
/// a small one of these must not be reckoned either.
public struct LinkedCounts: Sendable {
    private let values: [Int]
    private let equations: [Equation]
    private let equationsOf: [Int: [Int]]
    private let together: [[Int]]
    private let threshold: Int
    private let earlier: [Earlier]
    private let least: [Int: Int]
    private let unprinted: Set<Int>
    private let worth: [Int]
    /// For each earlier table the equations about what it showed.
    private let equationsOfEarlier: [[Equation]]
    /// Cells that an earlier table showed as they are now: hiding one of these protects nothing.
    private let known: Set<Int>
    /// The least and the most that cells can be by the earlier tables of the same, as far as they are so still.
    private let ranges: [Int: ClosedRange<Int>]
    /// What the equations together tell of the cells that have become unknown so far.
    private var unknowns = OpenUnknowns()
    /// The cells to hide.
    public private(set) var hidden: Set<Int> = []
    /// The cells that are not to be told: small ones, those whose change since is small, and what is nearly the same.
    private var secrets: Set<Int> = []
    /// Cells that are known, or can be reckoned, whatever is hidden.
    private var open: Set<Int> = []
    /// The secrets that can be reckoned whatever is hidden, because the rest is known.
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
    ///   - worth: what the cells are worth to a reader, by cell; those of less are hidden first. All the same when empty.
    ///   - secrets: cells that are not to be told although they are not small.
    public init(
        _ values: [Int], equations: [Equation], together: [[Int]] = [], threshold: Int,
        earlier: [Earlier] = [], least: [Int: Int] = [:], unprinted: Set<Int> = [], worth: [Int] = [],
        secrets: Set<Int> = []
    ) {
        self.values = values
        self.equations = equations
        self.together = together
        self.threshold = threshold
        self.earlier = earlier
        self.least = least
        self.unprinted = unprinted
        self.worth = worth.isEmpty ? values.map { _ in 0 } : worth
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
        var ranges: [Int: ClosedRange<Int>] = [:]
        for table in earlier where table.isOfTheSame {
            for (cell, range) in table.ranges where range.contains(values[cell]) {
                ranges[cell] = ranges[cell].map { $0.clamped(to: range) } ?? range
            }
        }
        self.ranges = ranges
        begin()
        for cell in secrets { keep(cell) }
        open = known.union(found(unknown: Set(values.indices).subtracting(known)))
        told = open.subtracting(known).intersection(self.secrets)
        self.secrets.subtract(told)
        repeat { completeLines() } while hideForDifferences() || hideForValues()
    }

    private func isSmall(_ count: Int) -> Bool { count != 0 && abs(count) < threshold }

    /// Small cells, cells that were hidden before, and cells whose change since is small.
    private mutating func begin() {
        hidden = unprinted
        for cell in values.indices {
            if isSmall(values[cell]) { keep(cell) }
            for table in earlier {
                if table.isOfTheSame && table.hidden.contains(cell) { hide(cell) }
                if let before = table.shown[cell], isSmall(values[cell] - before) { keep(cell) }
                // Whatever it was in its range, few have come or gone since.
                if let range = table.ranges[cell], !range.contains(values[cell]),
                    isSmall(values[cell] - range.lowerBound), isSmall(values[cell] - range.upperBound)
                {
                    keep(cell)
                }
            }
        }
    }

    /// Hides a secret. What is nearly the same would tell of it, but for what is printed nowhere and large.
    private mutating func keep(_ cell: Int) {
        hide(cell)
        secrets.insert(cell)
        for group in together where group.contains(cell) {
            secrets.formUnion(group.filter { values[$0] > 0 && !unprinted.contains($0) })
        }
    }

    private mutating func hide(_ cell: Int) {
        hidden.insert(cell)
        for group in together where group.contains(cell) { hidden.formUnion(group) }
    }

    private func unknown(_ cells: [Int]) -> [Int] {
        cells.filter { hidden.contains($0) && !open.contains($0) }
    }

    /// The cell of an equation whose hiding costs least; nil when there is none left that would help.
    private func cheapest(in equation: Equation) -> Int? {
        equation.cells.filter { !hidden.contains($0) && !open.contains($0) }.min { costsLess($0, $1) }
    }

    /// Zeros cost most: that nobody is there is seldom a secret, and hiding it hides nobody.
    private func costsLess(_ one: Int, _ other: Int) -> Bool {
        func cost(_ cell: Int) -> (Int, Int, Int, Int) {
            (values[cell] == 0 ? 1 : 0, worth[cell], values[cell], cell)
        }
        return cost(one) < cost(other)
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
        // What was hidden to keep a secret company must not be told either, or it would be none.
        if left.count + right.count == 1 {
            return (left + right).contains {
                values[$0] > 0 && !unprinted.contains($0) || secrets.contains($0)
            }
        }
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

    /// What can be reckoned when some cells are unknown and all others known.
    private func found(unknown: Set<Int>) -> Set<Int> {
        var found: Set<Int> = []
        while true {
            let summed = summed(unknown, with: found)
            found = narrowed(unknown, with: summed)
            if found.count == summed.count { return found }
        }
    }

    /// The unknown cells that the equations together tell, and those that are found already.
    private func summed(_ unknown: Set<Int>, with found: Set<Int>) -> Set<Int> {
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

    /// The unknown cells that can have only one value when some of them are found, none being below 0.
    private func narrowed(_ unknown: Set<Int>, with found: Set<Int>) -> Set<Int> {
        let most = values.reduce(0, +) + threshold
        var low = values
        var high = values
        for cell in unknown where !found.contains(cell) {
            let range = ranges[cell] ?? 0...most
            (low[cell], high[cell]) = (max(least[cell] ?? 0, range.lowerBound), min(most, range.upperBound))
        }
        let ranges = CountRanges(low: low, high: high, equations, equationsOf)
        return unknown.filter { ranges.low[$0] == ranges.high[$0] }
    }

    /// Hides beside the secrets that the equations together tell, or that can have only one value; each tells more of the
    /// other, until no secret is told.
    private mutating func hideForValues() -> Bool {
        let unknown = unknown
        for cell in unknown.subtracting(unknowns.open).subtracting(unknowns.told).sorted() {
            unknowns.add(cell, factors(of: cell))
        }
        var summed = unknowns.told
        while true {
            if hideBeside(summed) { return true }
            let found = narrowed(unknown, with: summed)
            if found.count == summed.count { return false }
            if hideBeside(found) { return true }
            summed = self.summed(unknown, with: found)
        }
    }

    /// Hides one more beside each secret of some cells, but for those of which the last that was hidden may have made a
    /// secret again.
    private mutating func hideBeside(_ cells: Set<Int>) -> Bool {
        var touched: Set<Int> = []
        for cell in cells.intersection(secrets).sorted() {
            if !touched.isDisjoint(with: equationsOf[cell] ?? []) { continue }
            guard let next = nearest(to: cell) else { continue }
            hide(next)
            touched.formUnion(equationsOf[next] ?? [])
        }
        return !touched.isEmpty
    }

    /// The cell whose hiding costs least in the equations of another, or else in those of the cells beside it, and so on.
    private func nearest(to cell: Int) -> Int? {
        var seen: Set<Int> = []
        var cells: Set<Int> = [cell]
        while true {
            let own = Set(cells.flatMap { equationsOf[$0] ?? [] }).subtracting(seen)
            if own.isEmpty { return nil }
            seen.formUnion(own)
            let options = own.compactMap { cheapest(in: equations[$0]) }
            if let next = options.min(by: { costsLess($0, $1) }) { return next }
            cells = Set(own.flatMap { equations[$0].cells })
        }
    }
}
