/// Labels with their values below each other, for the commands that show one thing.
struct KeyValueList: Sendable {
    private var entries: [(label: String, value: TableCell)] = []

    /// Adds a line; an empty value shows as a dash, so that nobody takes it for a fault of the output.
    mutating func append(_ label: String, _ value: TableCell) {
        entries.append(
            (DisplayWidth.printable(label), value.text.isEmpty ? TableCell("-", tone: .quiet) : value))
    }

    /// The whole list with a line end behind every line; long values go on under their beginning.
    func rendered(for terminal: Terminal) -> String {
        let labels = (entries.map { DisplayWidth.of($0.label) }.max() ?? 0) + 2
        var output = ""
        for entry in entries {
            // Values keep a readable width even beside a very long label.
            let lines = terminal.width.map { TextLayout.wrapped(entry.value.text, to: max(20, $0 - labels)) }
            for (index, line) in (lines ?? [entry.value.text]).enumerated() {
                output += TextLayout.padded(index == 0 ? entry.label : "", to: labels, .left)
                output += terminal.hasColour ? entry.value.tone?.applied(to: line) ?? line : line
                output += "\n"
            }
        }
        return output
    }
}
