/// The one way to print rows: columns under a ruled header, fitted to the screen if there is one.
///
/// ```
/// Candidate     Name              Stage         Expected    Outlook
/// ------------  ----------------  ------------  ----------  ---------
/// ```
struct Table: Sendable {
    /// A column that gives way to the screen keeps at least this width, or its title's if that is more.
    private static let leastWidth = 8
    private static let gap = 2

    let columns: [TableColumn]
    /// The sentence that stands for a table without rows.
    let whenEmpty: String
    private(set) var rows: [[TableCell]] = []

    init(_ columns: [TableColumn], whenEmpty: String) {
        self.columns = columns
        self.whenEmpty = whenEmpty
    }

    /// Adds a row; cells that are missing at its end are empty, cells past the last column are not shown.
    mutating func append(_ cells: [TableCell]) {
        let missing = max(0, columns.count - cells.count)
        rows.append(cells.prefix(columns.count) + Array(repeating: "", count: missing))
    }

    /// The whole table with a line end behind every line.
    func rendered(for terminal: Terminal) -> String {
        if rows.isEmpty { return whenEmpty + "\n" }
        if columns.contains(where: \.isOfFilesOnly) { return ofTheScreen.rendered(for: terminal) }
        let widths = widths(on: terminal.width)
        // Bytes, which take many short pieces faster than a string does.
        var output: [UInt8] = []
        let titles = columns.map { TableCell($0.title) }
        draw(titles, widths, coloured: false, into: &output)
        let rules = widths.map { TableCell(String(repeating: "-", count: $0)) }
        draw(rules, widths, coloured: false, into: &output)
        for row in rows { draw(row, widths, coloured: terminal.hasColour, into: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    /// The same without the columns that are of files only.
    private var ofTheScreen: Table {
        let places = columns.indices.filter { !columns[$0].isOfFilesOnly }
        var table = Table(places.map { columns[$0] }, whenEmpty: whenEmpty)
        table.rows = rows.map { row in places.map { row[$0] } }
        return table
    }

    private func widths(on screen: Int?) -> [Int] {
        var widths = columns.map { DisplayWidth.of($0.title) }
        let least = zip(columns, widths).map { column, title in max(Self.leastWidth, title) }
        for row in rows {
            for (index, cell) in row.enumerated() {
                widths[index] = max(widths[index], DisplayWidth.of(cell.text))
            }
        }
        guard let screen else { return widths }
        var excess = widths.reduce(Self.gap * (widths.count - 1), +) - screen
        // The widest gives way first, a column at a time, so that two long columns end up alike.
        while excess > 0 {
            let giving = widths.indices.filter { columns[$0].overflow != .kept && widths[$0] > least[$0] }
            guard let widest = giving.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func draw(_ cells: [TableCell], _ widths: [Int], coloured: Bool, into output: inout [UInt8]) {
        let fitted = cells.indices.map { index in
            switch columns[index].overflow {
            case .kept: [cells[index].text]
            case .truncated: [TextLayout.truncated(cells[index].text, to: widths[index])]
            case .wrapped: TextLayout.wrapped(cells[index].text, to: widths[index])
            }
        }
        for line in 0..<(fitted.map(\.count).max() ?? 0) {
            // Spaces wait until something follows them: no line ends in blanks.
            var pending = 0
            for (index, lines) in fitted.enumerated() {
                if index > 0 { pending += Self.gap }
                let text = line < lines.count ? lines[line] : ""
                let fill = max(0, widths[index] - DisplayWidth.of(text))
                if columns[index].alignment == .right { pending += fill }
                if !text.isEmpty {
                    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: pending))
                    pending = 0
                    let toned = coloured ? cells[index].tone?.applied(to: text) : nil
                    output.append(contentsOf: (toned ?? text).utf8)
                }
                if columns[index].alignment == .left { pending += fill }
            }
            output.append(UInt8(ascii: "\n"))
        }
    }
}
