/// Which unknowns of linear equations have only one solution.
enum LinearSystem {
    /// The unknowns that the equations determine, whatever the numbers.
    ///
    /// By elimination with whole numbers; a row that would grow too large is left out, which finds fewer.
    ///
    /// - Parameters:
    ///   - unknowns: the cells that are not known; all others are.
    ///   - equations: for each the factors of its cells.
    static func determined(_ unknowns: [Int], in equations: [[Int: Int]]) -> [Int] {
        let isUnknown = Set(unknowns)
        var rows = equations.map { row in row.filter { isUnknown.contains($0.key) && $0.value != 0 } }
            .filter { !$0.isEmpty }
        var reduced: [(pivot: Int, row: [Int: Int])] = []
        while let taken = rows.popLast() {
            guard let pivot = taken.keys.min() else { continue }
            rows = rows.compactMap { clear(pivot, from: $0, by: taken) }.filter { !$0.isEmpty }
            reduced = reduced.compactMap { earlier in
                clear(pivot, from: earlier.row, by: taken).map { (earlier.pivot, $0) }
            }
            reduced.append((pivot, taken))
        }
        return reduced.filter { $0.row.count == 1 }.map(\.pivot).sorted()
    }

    private static func clear(_ pivot: Int, from row: [Int: Int], by other: [Int: Int]) -> [Int: Int]? {
        guard let factor = row[pivot], let own = other[pivot] else { return row }
        var result: [Int: Int] = [:]
        for cell in Set(row.keys).union(other.keys) {
            let (left, leftOver) = (row[cell] ?? 0).multipliedReportingOverflow(by: own)
            let (right, rightOver) = (other[cell] ?? 0).multipliedReportingOverflow(by: factor)
            let (value, over) = left.subtractingReportingOverflow(right)
            if leftOver || rightOver || over { return nil }
            if value != 0 { result[cell] = value }
        }
        let divisor = result.values.reduce(0) { greatestCommonDivisor($0, abs($1)) }
        return divisor > 1 ? result.mapValues { $0 / divisor } : result
    }

    private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}
