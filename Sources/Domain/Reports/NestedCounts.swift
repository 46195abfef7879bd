/// Which cells of a published table of counts must not be shown, where every column counts a part of the one before it:
/// students, those of them with a place, those of these with a first choice.
///
/// It begins with what ``SmallNumbers`` hides in each column, and in what each column leaves of the first: twelve of
/// thirteen placed names the thirteenth. Columns that look safe one by one are not always so together, since a part is
/// never more than its whole: so the table is then looked at as somebody would who wants a hidden cell back, and more is
/// hidden until none can be had.
public struct NestedCounts: Sendable {
    /// The counts, by group and then by column.
    private let counts: [[Int]]
    private let threshold: Int
    private let columns: Int
    /// The sum of each column, which is published.
    private let totals: [Int]
    /// The groups that are hidden in each column.
    public private(set) var hidden: [Set<Int>]

    /// Decides.
    ///
    /// - Parameters:
    ///   - counts: for each group the same number of counts, none more than the one before it.
    ///   - threshold: the smallest count above 0 that may be shown.
    public init(_ counts: [[Int]], threshold: Int) {
        self.counts = counts
        self.threshold = threshold
        columns = counts.first?.count ?? 0
        totals = (0..<columns).map { column in counts.reduce(0) { $0 + $1[column] } }
        hidden = (0..<columns).map { column in
            SmallNumbers.hidden(in: counts.map { $0[column] }, threshold: threshold)
                .union(SmallNumbers.hidden(in: counts.map { $0[0] - $0[column] }, threshold: threshold))
        }
        spread()
        while let cell = cellToBeHad(), hideBeside(cell) { spread() }
    }

    /// Hides what follows from what is hidden: with the first column of a group the whole group, and in every column as
    /// much as it takes for the total to tell nothing.
    private mutating func spread() {
        var before = -1
        while before != hidden.reduce(0, { $0 + $1.count }) {
            before = hidden.reduce(0) { $0 + $1.count }
            for column in hidden.indices.dropFirst() {
                hidden[column].formUnion(hidden[0])
                // Columns of the same sum are the same, cell by cell.
                if totals[column] == totals[column - 1] {
                    hidden[column].formUnion(hidden[column - 1])
                    hidden[column - 1] = hidden[column]
                }
                hidden[column] = SmallNumbers.completed(
                    hidden[column], in: counts.map { $0[column] }, threshold: threshold)
                hidden[column] = SmallNumbers.completed(
                    hidden[column], in: counts.map { $0[0] - $0[column] }, threshold: threshold)
            }
            if columns > 0 {
                hidden[0] = SmallNumbers.completed(
                    hidden[0], in: counts.map { $0[0] }, threshold: threshold)
            }
        }
    }

    private struct Cell {
        let group: Int
        let column: Int
    }

    /// A hidden cell of which only one value fits what is shown; a column in which there is nobody hides nothing.
    private func cellToBeHad() -> Cell? {
        let (low, high) = ranges()
        for column in 0..<columns where totals[column] > 0 {
            for group in hidden[column].sorted() where low[group][column] == high[group][column] {
                return Cell(group: group, column: column)
            }
        }
        return nil
    }

    /// The least and the most that every cell can be, from what is shown, the totals and the order of the columns.
    private func ranges() -> (low: [[Int]], high: [[Int]]) {
        var low = counts
        var high = counts
        for column in 0..<columns {
            for group in hidden[column] {
                low[group][column] = column == 0 ? 1 : 0
                high[group][column] = totals[column]
            }
        }
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            func raise(_ group: Int, _ column: Int, _ value: Int) {
                if value > low[group][column] {
                    low[group][column] = value
                    hasChanged = true
                }
            }
            func lower(_ group: Int, _ column: Int, _ value: Int) {
                if value < high[group][column] {
                    high[group][column] = value
                    hasChanged = true
                }
            }
            for column in 0..<columns {
                if column > 0 {
                    for group in counts.indices {
                        lower(group, column, high[group][column - 1])
                        raise(group, column - 1, low[group][column])
                    }
                }
                let least = low.reduce(0) { $0 + $1[column] }
                let most = high.reduce(0) { $0 + $1[column] }
                for group in counts.indices {
                    lower(group, column, totals[column] - least + low[group][column])
                    raise(group, column, totals[column] - most + high[group][column])
                }
            }
        }
        return (low, high)
    }

    /// Hides one cell more, so that the given one may be something else; false when there is none left.
    private mutating func hideBeside(_ cell: Cell) -> Bool {
        let row =
            ((cell.column + 1)..<max(columns, cell.column + 1)).first { !hidden[$0].contains(cell.group) }
            ?? (1..<max(cell.column, 1)).last { !hidden[$0].contains(cell.group) }
        if let row {
            hidden[row].insert(cell.group)
            return true
        }
        let others = counts.indices.filter { !hidden[cell.column].contains($0) }
        let next = others.min {
            (counts[$0][cell.column] == 0 ? 1 : 0, counts[$0][cell.column], $0)
                < (counts[$1][cell.column] == 0 ? 1 : 0, counts[$1][cell.column], $1)
        }
        if let next {
            hidden[cell.column].insert(next)
            return true
        }
        return hidden[0].insert(cell.group).inserted
    }
}
