import Domain
import RandomSupport
import Testing

@Suite struct LinkedCountsTests {
    /// Groups down, three parts and their sum across, totals last: the shape of the take-up table.
    private struct Grid {
        var values: [Int] = []
        var equations: [LinkedCounts.Equation] = []
        let rows: Int
        static let columns = 4

        init(_ parts: [[Int]]) {
            rows = parts.count + 1
            let totals = (0..<3).map { column in parts.reduce(0) { $0 + $1[column] } }
            for row in parts + [totals] { values += row + [row.reduce(0, +)] }
            for row in 0..<rows {
                let first = row * Self.columns
                equations.append(.init([first, first + 1, first + 2], equals: [first + 3]))
            }
            for column in 0..<Self.columns {
                equations.append(
                    .init(
                        parts.indices.map { $0 * Self.columns + column },
                        equals: [parts.count * Self.columns + column]))
            }
        }
    }

    /// The hidden cells that fit only one value, found by trying: the attacker knows what is shown, that nothing is
    /// below 0, and the sums.
    private func told(_ grid: Grid, _ hidden: Set<Int>) -> Set<Int> {
        let unknown = hidden.sorted()
        var found: [Int: Set<Int>] = [:]
        var values = grid.values
        let most = grid.values.reduce(0, +) + 1
        var steps = 0
        // Cells in the order of their numbers; an equation is checked as soon as its last unknown is set.
        var due: [Int: [LinkedCounts.Equation]] = [:]
        for equation in grid.equations {
            if let last = unknown.last(where: { (equation.left + equation.right).contains($0) }) {
                due[last, default: []].append(equation)
            }
        }
        func isOpen() -> Bool { unknown.contains { (found[$0]?.count ?? 0) < 2 } }
        func search(_ place: Int) {
            if steps > 400_000 || !isOpen() { return }
            steps += 1
            if place == unknown.count {
                for cell in unknown { found[cell, default: []].insert(values[cell]) }
                return
            }
            let cell = unknown[place]
            let near = (0...min(most, 24)).sorted {
                abs($0 - grid.values[cell]) < abs($1 - grid.values[cell])
            }
            for value in near {
                values[cell] = value
                let fits = (due[cell] ?? []).allSatisfy { equation in
                    equation.left.reduce(0) { $0 + values[$1] }
                        == equation.right.reduce(0) { $0 + values[$1] }
                }
                if fits { search(place + 1) }
            }
            values[cell] = grid.values[cell]
        }
        search(0)
        return Set(unknown.filter { found[$0]?.count == 1 && steps <= 400_000 })
    }

    @Test func nothingSmallCanBeReckoned() {
        var random = Seeded.printed("linked counts")
        for number in 0..<300 {
            let parts = (0..<Int.random(in: 2...3, using: &random)).map { _ in
                (0..<3).map { _ in
                    Int.random(in: 0...2, using: &random) == 0 ? 0 : Int.random(in: 0...6, using: &random)
                }
            }
            let grid = Grid(parts)
            let linked = LinkedCounts(grid.values, equations: grid.equations, threshold: 3)
            for cell in grid.values.indices where (1..<3).contains(grid.values[cell]) {
                #expect(linked.hidden.contains(cell), "\(parts) shows \(cell), seed \(random.seed)")
            }
            let found = told(grid, linked.hidden).filter { (1..<3).contains(grid.values[$0]) }
            #expect(
                found.isEmpty, "\(parts) in run \(number) tells \(found.sorted()), seed \(random.seed)")
        }
    }

    @Test func aTableOfLargeCountsIsShownWhole() {
        let grid = Grid([[10, 20, 30], [11, 21, 0]])
        #expect(LinkedCounts(grid.values, equations: grid.equations, threshold: 5).hidden.isEmpty)
    }

    @Test func theOnlySmallCellHasCompany() {
        let grid = Grid([[10, 2, 30], [11, 21, 31], [12, 22, 32]])
        let hidden = LinkedCounts(grid.values, equations: grid.equations, threshold: 5).hidden
        #expect(hidden.contains(1))
        // Neither its row nor its column has it alone.
        #expect(hidden.intersection([0, 2, 3]).count >= 1 && hidden.intersection([5, 9, 13]).count >= 1)
    }

    @Test func whatIsHiddenOfALineIsNotFewTogether() {
        func hidden(_ values: [Int]) -> Set<Int> {
            LinkedCounts(values, equations: [.init([0, 1, 2], equals: [3])], threshold: 5).hidden
        }
        // One and two are three, which is the total less the twenty.
        #expect(hidden([1, 2, 20, 23]) == [0, 1, 2])
        #expect(hidden([2, 3, 20, 25]) == [0, 1])
    }

    /// Cells 0 and 1 and their total 2, twice.
    private func again(
        _ before: [Int], hidden: Set<Int>, _ now: [Int], isSame: Bool = true
    ) -> Set<Int> {
        let earlier = LinkedCounts.Earlier(
            shown: before.indices.map { hidden.contains($0) ? nil : before[$0] }, hidden: hidden,
            isOfTheSame: isSame)
        return LinkedCounts(
            now, equations: [.init(Array(0..<(now.count - 1)), equals: [now.count - 1])], threshold: 5,
            earlier: [earlier]
        ).hidden
    }

    @Test func whatWasHiddenStaysHiddenAndItsCompanionToo() {
        // 3 was hidden with 8 for company. Now 12 would be the smaller companion, but 8 being shown would tell of 3.
        let hidden = again([3, 8, 12, 23], hidden: [0, 1], [3, 8, 12, 23])
        #expect(hidden == [0, 1])
        // The cell itself has grown; it is not shown beside what was shown with it.
        #expect(again([3, 8, 12, 23], hidden: [0, 1], [6, 8, 12, 26]).isSuperset(of: [0, 1]))
    }

    @Test func aSmallChangeIsHidden() {
        // One more in a group that was shown: two reports together would tell of one person.
        #expect(again([20, 30, 50], hidden: [], [21, 30, 51]).contains(0))
        #expect(again([20, 30, 50], hidden: [], [20, 30, 50]).isEmpty)
        #expect(again([20, 30, 50], hidden: [], [26, 30, 56]).isEmpty)
    }

    @Test func theChangeOfATotalDoesNotTellOfAHiddenGroup() {
        // 3 and 8 stay hidden; all else that is shown is as it was, so the total would tell that one came.
        let hidden = again([3, 8, 12, 23], hidden: [0, 1], [4, 8, 12, 24])
        #expect(hidden.contains(3))
        // No change of what is shown is small, but what they leave for the hidden two is.
        let large = again([3, 8, 12, 23], hidden: [0, 1], [4, 8, 22, 34])
        #expect(!large.isDisjoint(with: [2, 3]))
        #expect(again([3, 8, 12, 23], hidden: [0, 1], [3, 8, 22, 33]).isDisjoint(with: [2, 3]))
        // Of another period only the change of what is shown counts.
        #expect(again([3, 8, 12, 23], hidden: [0, 1], [3, 9, 12, 24], isSame: false).contains(3))
    }

    /// Neither an equation nor all of them together tell of the one person of cell 0, but nothing being below 0 does:
    /// were cell 2 x, the others would be 1 + x, 6 - x, 5 - x and -x. Zeros are hidden because they were before.
    @Test func whatOnlyTheRangesTellIsHidden() {
        let values = [1, 6, 0, 5, 0, 5, 7, 6, 6]
        let equations: [LinkedCounts.Equation] = [
            .init([0, 1], equals: [6]), .init([1, 2], equals: [7]), .init([0, 3], equals: [8]),
            .init([5, 4], equals: [3]),
        ]
        let before: Set = [0, 1, 2, 3, 4]
        let earlier = LinkedCounts.Earlier(
            shown: values.map { _ in nil }, hidden: before, isOfTheSame: true)
        let hidden = LinkedCounts(values, equations: equations, threshold: 3, earlier: [earlier]).hidden
        #expect(hidden.isSuperset(of: before))
        // With all sums shown, cell 0 can only be 1; so one of them is not.
        #expect(!hidden.isDisjoint(with: [5, 6, 7, 8]))
    }

    /// Ten more and seven fewer are three, so one of the two that tell it is hidden: not that which a second table tells.
    @Test func whatAnotherTableTellsIsNotHiddenInVain() {
        let earlier = [
            LinkedCounts.Earlier(shown: [20, 30, nil], hidden: [], isOfTheSame: false),
            LinkedCounts.Earlier(shown: [30, nil, nil], hidden: [], isOfTheSame: true),
        ]
        func hidden(_ earlier: [LinkedCounts.Earlier]) -> Set<Int> {
            LinkedCounts(
                [30, 23, 53], equations: [.init([0, 1], equals: [2])], threshold: 5, earlier: earlier
            ).hidden
        }
        #expect(hidden([earlier[0]]).contains(0))
        #expect(hidden(earlier) == [1, 2])
    }

    @Test func whatIsToldAnywayCostsNothingElse() {
        // Of 23 in a table that was published 20 were shown: the three can be had whatever is hidden now.
        let earlier = LinkedCounts.Earlier(
            shown: [nil, 20, 23, nil, nil, nil], hidden: [0], isOfTheSame: true)
        let linked = LinkedCounts(
            [3, 20, 23, 11, 12, 23],
            equations: [.init([0, 1], equals: [2]), .init([3, 4], equals: [5]), .init([2], equals: [5])],
            threshold: 5, earlier: [earlier])
        #expect(linked.told == [0])
        #expect(linked.hidden == [0])
    }

    @Test func aLargeCompanionMayBeToldOnceItProtectsNobody() {
        // 8 was hidden beside 3; now the three are eleven, and 8 alone tells of nobody.
        let earlier = LinkedCounts.Earlier(
            shown: [nil, nil, 12, 23], hidden: [0, 1], isOfTheSame: false)
        let linked = LinkedCounts(
            [11, 8, 12, 31], equations: [.init([0, 1, 2], equals: [3])], threshold: 5, earlier: [earlier])
        #expect(linked.hidden.isEmpty)
    }

    @Test func whatWasRoundedIsKnownAsARange() {
        func hidden(
            _ values: [Int], _ ranges: [Int: ClosedRange<Int>], threshold: Int = 5, before: Set<Int> = []
        ) -> Set<Int> {
            LinkedCounts(
                values, equations: [.init([0, 1], equals: [2])], threshold: threshold,
                earlier: [
                    .init(shown: [nil, nil, nil], hidden: before, ranges: ranges, isOfTheSame: true)
                ]
            ).hidden
        }
        // 5 to 7 and 1 to 4 of 6 are 5 and 1.
        #expect(hidden([5, 1, 6], [:]) == [0, 1])
        #expect(hidden([5, 1, 6], [0: 5...7, 1: 1...4]) == [0, 1, 2])
        #expect(hidden([6, 2, 8], [0: 5...7, 1: 1...4]) == [0, 1], "or 5 and 3, or 7 and 1")
        // A range is no hiding, and of a count that has changed since it says nothing of the one of now.
        #expect(hidden([23, 31, 54], [0: 23...27, 1: 28...32, 2: 53...57]).isEmpty)
        #expect(hidden([5, 1, 6], [0: 8...12, 1: 1...4]) == [0, 1])
        // Whatever it was, fewer than ten have come since.
        #expect(hidden([28, 50, 78], [0: 23...27], threshold: 10).contains(0))
        #expect(hidden([34, 50, 84], [0: 23...27], threshold: 10).isEmpty)
    }

    @Test func whatIsWorthMoreIsHiddenLast() {
        let equations: [LinkedCounts.Equation] = [.init([0, 1, 2], equals: [3])]
        #expect(LinkedCounts([3, 20, 30, 53], equations: equations, threshold: 5).hidden == [0, 1])
        let worth = LinkedCounts([3, 20, 30, 53], equations: equations, threshold: 5, worth: [0, 1, 0, 2])
        #expect(worth.hidden == [0, 2])
    }

    @Test func aSecretNeedNotBeSmall() {
        let equations: [LinkedCounts.Equation] = [.init([0, 1, 2], equals: [3])]
        #expect(LinkedCounts([20, 0, 0, 20], equations: equations, threshold: 5).hidden.isEmpty)
        let linked = LinkedCounts([20, 0, 0, 20], equations: equations, threshold: 5, secrets: [0])
        #expect(linked.hidden.contains(0) && !linked.hidden.isDisjoint(with: [1, 2, 3]))
    }

    @Test func cellsThatAreNearlyTheSameGoTogether() {
        let linked = LinkedCounts(
            [3, 9, 30, 42, 3, 8, 30, 41],
            equations: [.init([0, 1, 2], equals: [3]), .init([4, 5, 6], equals: [7])],
            together: [[0, 4], [1, 5], [2, 6]], threshold: 5)
        for pair in [[0, 4], [1, 5], [2, 6]] {
            #expect(linked.hidden.contains(pair[0]) == linked.hidden.contains(pair[1]))
        }
    }
}
