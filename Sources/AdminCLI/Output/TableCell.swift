/// The words of one cell of a table and the tone they are said in.
struct TableCell: ExpressibleByStringInterpolation, Sendable {
    let text: String
    let tone: Tone?

    init(_ text: String, tone: Tone? = nil) {
        self.text = DisplayWidth.printable(text)
        self.tone = tone
    }

    init(stringLiteral value: String) { self.init(value) }
}
