import RandomSupport
import Testing

@testable import Domain

@Suite("Small numbers in published tables")
struct SmallNumbersTests {
    @Test(
        "what is from 1 up to the threshold is hidden, and enough beside it",
        arguments: [
            ([], 5, []), ([0, 0], 5, []), ([5, 6], 5, []), ([4, 6, 20], 5, [0, 1]),
            ([1, 1, 30], 5, [0, 1, 2]),
            ([2, 3, 30], 5, [0, 1]), ([4, 0, 9], 5, [0, 2]), ([4, 0], 5, [0, 1]), ([3], 5, [0]),
            ([9, 10, 11], 10, [0, 1]), ([4, 7, 7, 7], 5, [0, 1]),
        ] as [([Int], Int, Set<Int>)])
    func hidden(counts: [Int], threshold: Int, expected: Set<Int>) {
        #expect(SmallNumbers.hidden(in: counts, threshold: threshold) == expected)
    }

    @Test("a column that looks safe by itself gives another away, and is hidden too")
    func nested() {
        // B has a first-three choice for everybody, so everybody has a place; so A's unplaced one could be had.
        let table = NestedCounts([[20, 19, 15, 10], [10, 10, 10, 5]], threshold: 5)
        #expect(table.hidden[1] == [0, 1])
        #expect(
            table.hidden[2].contains(1), "that B's are all among the first three tells that all are placed")
        #expect(
            TableAttack.cellsHad(
                shown: [[20, nil, 15, 10], [10, nil, 10, 5]], totals: [30, 29, 25, 15]) != [],
            "the attack is worth something")
    }

    @Test("no hidden cell can be had back by trying every table that fits")
    func attack() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Seeded(seed: seed)
        var hiddenCells = 0
        var shownCells = 0
        for turn in 0..<150 {
            let threshold = Int.random(in: 2...3, using: &random)
            let counts = (0..<Int.random(in: 2...4, using: &random)).map { _ -> [Int] in
                var row = [Int.random(in: 1...6, using: &random)]
                for _ in 0..<2 {
                    let all = Bool.random(using: &random)
                    row.append(
                        all ? row[row.count - 1] : Int.random(in: 0...row[row.count - 1], using: &random))
                }
                return row
            }
            let table = NestedCounts(counts, threshold: threshold)
            let totals = (0..<3).map { column in counts.reduce(0) { $0 + $1[column] } }
            let shown = counts.indices.map { group in
                (0..<3).map { table.hidden[$0].contains(group) ? nil : counts[group][$0] }
            }
            hiddenCells += shown.joined().count { $0 == nil }
            shownCells += shown.joined().count { $0 != nil }
            // With one group there is nothing to tell that the total does not; and nobody is nobody everywhere.
            let had = TableAttack.cellsHad(shown: shown, totals: totals).filter {
                counts.count > 1 && totals[$0[1]] > 0
            }
            #expect(
                had.isEmpty || Self.allIsHidden(shown),
                "seed \(seed) turn \(turn): \(counts) at \(threshold) shows \(shown), so \(had) can be had")
            for group in counts.indices {
                for column in 0..<3 where shown[group][column] != nil {
                    let count = counts[group][column]
                    #expect(count == 0 || count >= threshold, "seed \(seed): \(counts) \(shown)")
                    let rest = counts[group][0] - count
                    #expect(rest == 0 || rest >= threshold, "seed \(seed): \(counts) \(shown)")
                }
            }
        }
        #expect(hiddenCells > 100 && shownCells > 50, "both are tried: \(hiddenCells), \(shownCells)")
    }

    /// The totals alone are left, and what they give away nothing can keep.
    private static func allIsHidden(_ shown: [[Int?]]) -> Bool { shown.joined().allSatisfy { $0 == nil } }
}
