/// Somebody who has the curves of a report on retention as they are printed, and subtracts them from each other: who
/// left by the end of a step, of a group and of all.
///
/// What is known of each end narrows what the others can be, until nothing changes: that nobody comes back, and that the
/// groups are together as many as all.
public struct WindowAttack {
    /// A step of a curve: the day that it ends with, and how many left in it.
    public typealias Step = (days: Int, left: Int)

    private let days: [Int]
    private let threshold: Int
    /// By group, those that are hidden together as the last, and all after it: the least and the most who had left by
    /// each of the days.
    private var low: [[Int]]
    private var high: [[Int]]

    /// - Parameters:
    ///   - groups: nil for those that are hidden.
    ///   - total: everybody.
    public init(groups: [[Step]?], total: [Step], threshold: Int) {
        self.threshold = threshold
        let days = Set((groups.compactMap { $0 } + [total]).joined().map(\.days)).sorted()
        self.days = days
        let all = total.reduce(0) { $0 + $1.left }
        low = []
        high = []
        for steps in groups.filter({ $0 != nil }) + [nil, total] {
            let isNobody = steps == nil && !groups.contains { $0 == nil }
            let most = isNobody ? 0 : steps?.reduce(0) { $0 + $1.left } ?? all
            func sum(_ day: Int) -> Int? {
                guard let steps, let last = steps.last?.days else {
                    return isNobody || steps != nil ? 0 : nil
                }
                if day < last, !steps.contains(where: { $0.days == day }) { return nil }
                return steps.filter { $0.days <= day }.reduce(0) { $0 + $1.left }
            }
            low.append(days.map { sum($0) ?? 0 })
            high.append(days.map { sum($0) ?? most })
        }
    }

    /// The windows of which it is known that few left in them, in words.
    public func found() -> [String] {
        var attack = self
        attack.narrow()
        return attack.windows()
    }

    private mutating func narrow() {
        let all = low.count - 1
        var hasChanged = true
        while hasChanged {
            let before = (low, high)
            for row in low.indices {
                for place in days.indices.dropFirst() {
                    low[row][place] = max(low[row][place], low[row][place - 1])
                }
                for place in days.indices.dropLast().reversed() {
                    high[row][place] = min(high[row][place], high[row][place + 1])
                }
            }
            for place in days.indices {
                let sums = (0..<all).reduce(into: (low: 0, high: 0)) { sum, row in
                    sum.low += low[row][place]
                    sum.high += high[row][place]
                }
                low[all][place] = max(low[all][place], sums.low)
                high[all][place] = min(high[all][place], sums.high)
                for row in 0..<all {
                    let (least, most) = (low[row][place], high[row][place])
                    low[row][place] = max(least, low[all][place] - (sums.high - most))
                    high[row][place] = min(most, high[all][place] - (sums.low - least))
                }
            }
            hasChanged = before != (low, high)
        }
    }

    private func windows() -> [String] {
        let all = low.count - 1
        var found: [String] = []
        func told(_ row: Int, _ place: Int) -> Int? {
            if place < 0 { return 0 }
            return low[row][place] == high[row][place] ? low[row][place] : nil
        }
        func window(_ row: Int, _ from: Int, _ to: Int) -> Int? {
            guard let before = told(row, from), let after = told(row, to) else { return nil }
            return after - before
        }
        for to in days.indices {
            for from in -1..<to {
                let words = "(\(from < 0 ? 0 : days[from]), \(days[to])]"
                var rest = window(all, from, to)
                for row in 0...all {
                    guard let left = window(row, from, to) else { continue }
                    if (1..<threshold).contains(left) { found.append("\(left) of \(row) in \(words)") }
                    if row < all { rest? -= left }
                }
                if let rest, (1..<threshold).contains(rest) { found.append("\(rest) others in \(words)") }
            }
        }
        return found
    }
}
