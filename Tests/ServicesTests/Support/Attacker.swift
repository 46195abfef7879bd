/// Somebody who has everything that was printed and wants what was hidden: counts that are whole and not below 0, and
/// sums that hold between them.
///
/// It solves the sums, and narrows every count between what the others leave, until nothing changes.
struct Attacker {
    /// What is known, by the name of the count.
    private(set) var known: [String: Int] = [:]
    private var names: Set<String> = []
    private var ranges: [String: ClosedRange<Int>] = [:]
    private var sums: [(parts: [String], whole: [String])] = []
    /// What printed answers said that cannot all be true.
    private(set) var contradictions: [String] = []

    /// A printed count; nil for a hidden one.
    mutating func read(_ name: String, _ value: Int?) {
        names.insert(name)
        guard let value else { return }
        if let other = known[name], other != value { contradictions.append("\(name): \(other), \(value)") }
        known[name] = value
    }

    /// A count that is printed rounded: the least and the most that it can be.
    mutating func read(_ name: String, within range: ClosedRange<Int>) {
        names.insert(name)
        ranges[name] = ranges[name].map { $0.clamped(to: range) } ?? range
    }

    /// Some counts that are together as many as some others.
    mutating func sum(_ parts: [String], _ whole: [String]) {
        names.formUnion(parts + whole)
        sums.append((parts, whole))
    }

    /// The counts that were not printed and can have one value only.
    func found() -> [String: Int] {
        var low: [String: Int] = [:]
        var high: [String: Int] = [:]
        let most = known.values.reduce(0, +) + 100
        for name in names {
            let range = known[name].map { $0...$0 } ?? ranges[name] ?? 0...most
            (low[name], high[name]) = (range.lowerBound, range.upperBound)
        }
        func narrow() {
            var hasChanged = true
            var rounds = 0
            while hasChanged && rounds < 60 {
                hasChanged = false
                rounds += 1
                for sum in sums {
                    for (side, other) in [(sum.parts, sum.whole), (sum.whole, sum.parts)] {
                        let (sideLow, sideHigh) = (
                            side.map { low[$0] ?? 0 }.reduce(0, +), side.map { high[$0] ?? 0 }.reduce(0, +)
                        )
                        let (otherLow, otherHigh) = (
                            other.map { low[$0] ?? 0 }.reduce(0, +), other.map { high[$0] ?? 0 }.reduce(0, +)
                        )
                        for name in side {
                            let (least, greatest) = (low[name] ?? 0, high[name] ?? 0)
                            let newLow = max(least, otherLow - (sideHigh - greatest))
                            let newHigh = min(greatest, otherHigh - (sideLow - least))
                            if newLow > least || newHigh < greatest {
                                (low[name], high[name]) = (newLow, newHigh)
                                hasChanged = true
                                break
                            }
                        }
                    }
                }
            }
        }
        narrow()
        for (name, value) in solved() { (low[name], high[name]) = (value, value) }
        narrow()
        return Dictionary(
            uniqueKeysWithValues: names.filter { known[$0] == nil && low[$0] == high[$0] }.map {
                ($0, low[$0] ?? 0)
            })
    }

    /// What the sums alone determine, by elimination.
    private func solved() -> [String: Int] {
        let unknown = names.filter { known[$0] == nil }.sorted()
        let places = Dictionary(uniqueKeysWithValues: unknown.enumerated().map { ($1, $0) })
        var rows: [[Int: Double]] = []
        let last = unknown.count
        for sum in sums {
            var row: [Int: Double] = [:]
            for (names, sign) in [(sum.parts, 1.0), (sum.whole, -1.0)] {
                for name in names {
                    if let value = known[name] {
                        row[last, default: 0] -= sign * Double(value)
                    } else if let place = places[name] {
                        row[place, default: 0] += sign
                    }
                }
            }
            row = row.filter { abs($0.value) > 1e-9 }
            if row.keys.contains(where: { $0 != last }) { rows.append(row) }
        }
        for place in rows.indices {
            guard let pivot = rows[place].keys.filter({ $0 != last }).min(), let own = rows[place][pivot]
            else {
                continue
            }
            let taken = rows[place].mapValues { $0 / own }
            rows[place] = taken
            for other in rows.indices where other != place {
                guard let factor = rows[other][pivot] else { continue }
                for (cell, value) in taken { rows[other][cell, default: 0] -= factor * value }
                rows[other] = rows[other].filter { abs($0.value) > 1e-9 }
            }
        }
        var solved: [String: Int] = [:]
        for row in rows {
            let cells = row.keys.filter { $0 != last }
            if cells.count == 1, let cell = cells.first, let factor = row[cell] {
                solved[unknown[cell]] = Int(((row[last] ?? 0) / factor).rounded())
            }
        }
        return solved
    }
}
