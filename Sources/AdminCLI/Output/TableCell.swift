/// The words of one cell of a table and the tone they are said in.
struct TableCell: ExpressibleByStringInterpolation, Sendable {
    let text: String
    let tone: Tone?
    /// Whether the words only mark that there is no value.
    let isMissing: Bool

    init(_ text: String, tone: Tone? = nil) {
        self.text = DisplayWidth.printable(text)
        self.tone = tone
        isMissing = false
    }

    /// A value that may be missing, which people read as a dash and programs as an empty cell.
    init(_ value: String?) {
        text = value.map(DisplayWidth.printable) ?? "-"
        tone = nil
        isMissing = value == nil
    }

    init(stringLiteral value: String) { self.init(value) }

    /// The value for a program; nil where it is missing.
    var value: String? { isMissing ? nil : text }
}
