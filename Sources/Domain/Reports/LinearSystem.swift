/// Which unknowns of linear equations have only one solution.
enum LinearSystem {
    /// The unknowns that the equations determine, whatever the numbers.
    ///
    /// By elimination with whole numbers; a row that would grow too large is left out, which finds fewer.
    ///
    /// - Parameters:
    ///   - unknowns: the cells that are not known; all others are.
    ///   - equations: for each the factors of its cells.
    static func determined(_ unknowns: [Int], in equations: some Sequence<[Int: Int]>) -> [Int] {
        let isUnknown = Set(unknowns)
        var rows: [[Int: Int]?] = equations.map { row in
            row.filter { isUnknown.contains($0.key) && $0.value != 0 }
        }
        // The rows in which a cell is or was, so that only these are looked at.
        var rowsOf: [Int: Set<Int>] = [:]
        for (place, row) in rows.enumerated() {
            for cell in row?.keys ?? [:].keys { rowsOf[cell, default: []].insert(place) }
        }
        for place in rows.indices {
            guard let taken = rows[place], let pivot = taken.keys.min() else { continue }
            for other in rowsOf[pivot] ?? [] where other != place {
                guard let row = rows[other], row[pivot] != nil else { continue }
                let cleared = clear(pivot, from: row, by: taken)
                rows[other] = cleared
                for cell in cleared?.keys ?? [:].keys { rowsOf[cell, default: []].insert(other) }
            }
        }
        return rows.compactMap { row in row?.count == 1 ? row?.keys.first : nil }.sorted()
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
