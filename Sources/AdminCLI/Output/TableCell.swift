import Domain

/// The words of one cell of a table and the tone they are said in.
struct TableCell: ExpressibleByStringInterpolation, Sendable {
    let text: String
    let tone: Tone?
    /// The same for a program, where it needs other words; nil where there is no value.
    let value: String?

    init(_ text: String, tone: Tone? = nil) {
        self.text = DisplayWidth.printable(text)
        self.tone = tone
        value = self.text
    }

    /// A value that may be missing, which people read as a dash and programs as an empty cell.
    init(_ value: String?) {
        self.value = value.map(DisplayWidth.printable)
        text = self.value ?? "-"
        tone = nil
    }

    /// A number that people read with its sign; programs need none for more.
    init(signed number: FTE) {
        value = number.description
        text = number > .zero ? "+\(number)" : number.description
        tone = nil
    }

    /// An amount that people read with sign and groups, and programs without; nil is an empty cell.
    init(pence: Int?, tone: Tone? = nil) {
        text = pence.map(Pounds.text) ?? ""
        value = pence.map(Pounds.decimal) ?? ""
        self.tone = tone
    }

    init(stringLiteral value: String) { self.init(value) }
}
