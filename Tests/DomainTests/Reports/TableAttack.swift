/// Somebody who has the published table and wants the hidden cells: tries every table that fits what is shown.
///
/// Of small tables only, since it counts through all of them.
struct TableAttack {
    /// What is shown by group and column; nil where hidden. Each column is a part of the one before it.
    let shown: [[Int?]]
    /// The sums of the columns.
    let totals: [Int]
    /// Where the attacker knows that a group has somebody.
    private var found: [[Set<Int>]]

    init(shown: [[Int?]], totals: [Int]) {
        self.shown = shown
        self.totals = totals
        found = shown.map { $0.map { _ in [] } }
    }

    /// The hidden cells of which only one value fits, as group and column.
    static func cellsHad(shown: [[Int?]], totals: [Int]) -> [[Int]] {
        var attack = TableAttack(shown: shown, totals: totals)
        let rows = shown.map { attack.rows(of: $0) }
        // From the last group back: the sums that the groups from one on can reach.
        var reachable: [Set<[Int]>] = Array(repeating: [], count: rows.count + 1)
        reachable[rows.count] = [totals.map { _ in 0 }]
        for group in rows.indices.reversed() {
            for row in rows[group] {
                for rest in reachable[group + 1] {
                    let sum = zip(row, rest).map { $0 + $1 }
                    if zip(sum, totals).allSatisfy({ $0 <= $1 }) { reachable[group].insert(sum) }
                }
            }
        }
        var before: Set<[Int]> = [totals.map { _ in 0 }]
        for group in rows.indices {
            var next: Set<[Int]> = []
            for row in rows[group] {
                for sum in before {
                    let now = zip(sum, row).map { $0 + $1 }
                    let left = zip(totals, now).map { $0 - $1 }
                    guard reachable[group + 1].contains(left) else { continue }
                    next.insert(now)
                    for column in row.indices { attack.found[group][column].insert(row[column]) }
                }
            }
            before = next
        }
        return shown.indices.flatMap { group in
            totals.indices.filter { shown[group][$0] == nil && attack.found[group][$0].count == 1 }
                .map { [group, $0] }
        }
    }

    /// Every row that fits what is shown of a group.
    private func rows(of row: [Int?]) -> [[Int]] {
        var rows: [[Int]] = [[]]
        for column in row.indices {
            rows = rows.flatMap { begun -> [[Int]] in
                let most = min(begun.last ?? .max, totals[column])
                let least = column == 0 ? 1 : 0
                let values = row[column].map { [$0] } ?? (least <= most ? Array(least...most) : [])
                return values.filter { $0 <= most }.map { begun + [$0] }
            }
        }
        return rows
    }
}
