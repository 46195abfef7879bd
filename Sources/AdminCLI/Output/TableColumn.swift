/// How one column of a table is laid out.
struct TableColumn: Sendable {
    /// What becomes of a text that the screen has no room for.
    enum Overflow: Sendable {
        /// It is shown whole, whatever the screen: references, dates, numbers.
        case kept
        /// It is cut, with an ellipsis.
        case truncated
        /// It goes on in the next line.
        case wrapped
    }

    let title: String
    let alignment: TextAlignment
    let overflow: Overflow
    /// Whether it is in the CSV only, where a screen has no room for it.
    private(set) var isOfFilesOnly = false

    init(_ title: String, _ alignment: TextAlignment = .left, overflow: Overflow = .truncated) {
        self.title = DisplayWidth.printable(title)
        self.alignment = alignment
        self.overflow = overflow
    }

    /// A column of numbers: to the right and never cut, for half a number is another number.
    static func number(_ title: String) -> TableColumn { TableColumn(title, .right, overflow: .kept) }

    /// A column that the CSV has and the screen does not.
    static func ofFiles(_ title: String) -> TableColumn {
        var column = TableColumn(title)
        column.isOfFilesOnly = true
        return column
    }

    /// A column of references or dates, never cut.
    static func key(_ title: String) -> TableColumn { TableColumn(title, overflow: .kept) }
}
