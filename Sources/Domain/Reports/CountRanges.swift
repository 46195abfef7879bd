/// The least and the most that counts can be, as far as single equations tell.
struct CountRanges {
    /// The least that each can be.
    private(set) var low: [Int]
    /// The most that each can be.
    private(set) var high: [Int]

    /// Narrows ranges until no equation narrows them further.
    ///
    /// Ranges that only shrink one by one are left wide: an equation is looked at a thousand times at most, on average.
    init(
        low: [Int], high: [Int], _ equations: [LinkedCounts.Equation], _ equationsOf: [Int: [Int]]
    ) {
        self.low = low
        self.high = high
        var isDue = equations.map { equation in
            equation.left.contains { low[$0] < high[$0] } || equation.right.contains { low[$0] < high[$0] }
        }
        var due = equations.indices.filter { isDue[$0] }
        var turns = due.count * 1_000
        var next = 0
        while next < due.count && turns > 0 {
            turns -= 1
            let equation = due[next]
            next += 1
            isDue[equation] = false
            for cell in narrow(by: equations[equation]) {
                for further in equationsOf[cell] ?? [] where !isDue[further] {
                    isDue[further] = true
                    due.append(further)
                }
            }
        }
    }

    /// - Returns: the cells whose ranges shrank.
    private mutating func narrow(by equation: LinkedCounts.Equation) -> [Int] {
        var changed: [Int] = []
        var left = bounds(equation.left)
        var right = bounds(equation.right)
        narrow(equation.left, &left, to: right, &changed)
        narrow(equation.right, &right, to: left, &changed)
        return changed
    }

    private func bounds(_ cells: [Int]) -> (low: Int, high: Int) {
        cells.reduce(into: (0, 0)) { sums, cell in
            sums.0 += low[cell]
            sums.1 += high[cell]
        }
    }

    /// Narrows the cells of one side, which together are as many as those of the other.
    private mutating func narrow(
        _ side: [Int], _ own: inout (low: Int, high: Int), to other: (low: Int, high: Int),
        _ changed: inout [Int]
    ) {
        for cell in side where low[cell] < high[cell] {
            let least = max(low[cell], other.low - (own.high - high[cell]))
            let most = max(least, min(high[cell], other.high - (own.low - low[cell])))
            if least == low[cell] && most == high[cell] { continue }
            own.low += least - low[cell]
            own.high += most - high[cell]
            (low[cell], high[cell]) = (least, most)
            changed.append(cell)
        }
    }
}
