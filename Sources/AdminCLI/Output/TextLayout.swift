/// Cuts and fills text to a width in terminal columns.
enum TextLayout {
    /// The text, cut with an ellipsis if it is wider.
    static func truncated(_ text: String, to width: Int) -> String {
        guard DisplayWidth.of(text) > width else { return text }
        let (head, _) = split(text[...], at: width - 1)
        return head + "…"
    }

    /// The text on lines no wider than a width, broken at spaces, and inside a word only if it is wider alone.
    static func wrapped(_ text: String, to width: Int) -> [String] {
        guard DisplayWidth.of(text) > width else { return [text] }
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ") {
            var rest = word
            var size = DisplayWidth.of(String(rest))
            if used > 0, used + 1 + size <= width {
                line += " " + rest
                used += 1 + size
                continue
            }
            if used > 0 { lines.append(line) }
            while size > width {
                let (head, tail) = split(rest, at: width)
                lines.append(head)
                rest = tail
                size = DisplayWidth.of(String(rest))
            }
            (line, used) = (String(rest), size)
        }
        if used > 0 { lines.append(line) }
        return lines.isEmpty ? [""] : lines
    }

    /// The text with spaces to fill a width.
    static func padded(_ text: String, to width: Int, _ alignment: TextAlignment) -> String {
        let fill = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
        return alignment == .left ? text + fill : fill + text
    }

    /// At least one character, so that cutting comes to an end even where a wide one does not fit.
    private static func split(_ text: Substring, at width: Int) -> (String, Substring) {
        var used = 0
        var end = text.startIndex
        while end < text.endIndex {
            let next = DisplayWidth.of(text[end])
            if used + next > width, end > text.startIndex { break }
            used += next
            end = text.index(after: end)
        }
        return (String(text[..<end]), text[end...])
    }
}
