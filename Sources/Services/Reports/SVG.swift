/// What all pictures are made of: a head that also speaks, and texts that are safe and fit.
enum SVG {
    /// The ink of texts and outlines.
    static let ink = "#0b0c0c"
    /// The ink of what matters less.
    static let faint = "#505a5f"

    /// The start of a picture: its size, what it is called, what it says in words, and a white ground.
    static func opening(width: Int, height: Int, title: String, description: String? = nil) -> String {
        let described = description.map { "\n<desc>\(escaped($0))</desc>" } ?? ""
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" role="img" \
            aria-label="\(escaped(title))" font-family="system-ui, sans-serif" font-size="13">
            <title>\(escaped(title))</title>\(described)
            <rect width="100%" height="100%" fill="#ffffff"/>

            """
    }

    /// One line of text.
    ///
    /// - Parameters:
    ///   - size: in units of the picture; nil for that of the picture, which is 13.
    ///   - style: further attributes.
    static func text(
        _ words: String, x: Int, y: Int, size: Int? = nil, fill: String = ink, style: String = ""
    ) -> String {
        let size = size.map { " font-size=\"\($0)\"" } ?? ""
        let style = style.isEmpty ? "" : " " + style
        return "<text x=\"\(x)\" y=\"\(y)\"\(size) fill=\"\(fill)\"\(style)>\(escaped(words))</text>\n"
    }

    /// The heading of a picture, and below it that it is not the whole where it is not.
    static func headline(_ words: String, isPartial: Bool) -> String {
        // Bold letters are wider than they are reckoned.
        let heading = text(clipped(words, to: 1_060, size: 17), x: 16, y: 30, size: 17, style: bold)
        return isPartial ? heading + text(partialNote, x: 16, y: 46, size: 12, fill: faint) : heading
    }

    /// Says that a picture is not the whole.
    static let partialNote = "Only what your organisation may see."

    /// Attributes of words that a line may cross: white around them keeps them legible.
    static let overLines =
        "paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"5\" stroke-linejoin=\"round\""

    /// The attribute of a heading.
    static let bold = "font-weight=\"bold\""

    /// A text as it may stand in an element or an attribute.
    ///
    /// Scalar by scalar, for a mark with an accent on it is one character and still markup; what XML 1.0 cannot hold
    /// at all becomes the replacement character.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "\t", "\n": result.append(scalar)
            case "\u{0}"..<"\u{20}", "\u{FFFE}"..."\u{FFFF}": result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// About how wide a text is in units of the picture; wide enough for most typefaces without serifs.
    static func width(_ text: String, size: Int) -> Int {
        var hundredths = 0
        for character in text {
            guard let scalar = character.unicodeScalars.first else { continue }
            switch scalar.value {
            case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
                0xFF00...0xFF60, 0x1F000...0x3FFFF:
                hundredths += 105
            case 0x41...0x5A, 0x40, 0x25, 0x26: hundredths += 74
            case 0x69, 0x6A, 0x6C, 0x20, 0x2E, 0x2C, 0x3A, 0x27, 0x28, 0x29: hundredths += 36
            default: hundredths += 62
            }
        }
        return (hundredths * size + 99) / 100
    }

    /// A text cut to a width, with an ellipsis where something is missing.
    static func clipped(_ text: String, to units: Int, size: Int = 13) -> String {
        if width(text, size: size) <= units { return text }
        var kept = text
        while !kept.isEmpty, width(kept + "…", size: size) > units { kept.removeLast() }
        while kept.hasSuffix(" ") { kept.removeLast() }
        return kept + "…"
    }

    /// A text cut to a width in its middle: names of partners often begin alike and differ at their end.
    static func clippedInside(_ text: String, to units: Int, size: Int = 13) -> String {
        if width(text, size: size) <= units { return text }
        var (head, tail) = (text.prefix((text.count + 1) / 2), text.suffix(text.count / 2))
        while !head.isEmpty, width("\(head)…\(tail)", size: size) > units {
            if head.count >= tail.count { head.removeLast() } else { tail.removeFirst() }
        }
        return "\(head)…\(tail)"
    }

    /// A text broken between words into lines of a width; a word that is wider than a line is cut.
    static func wrapped(_ text: String, to units: Int, size: Int = 13) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, width("\(last) \(word)", size: size) <= units {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(clipped(String(word), to: units, size: size))
            }
        }
        return lines
    }

    /// A text broken between words into so many lines at most, the last of them cut in its middle where it is too long.
    static func lines(_ text: String, atMost most: Int, to units: Int, size: Int = 13) -> [String] {
        let lines = wrapped(text, to: units, size: size)
        guard lines.count > most else { return lines }
        let rest = lines[(most - 1)...].joined(separator: " ")
        return lines[..<(most - 1)] + [clippedInside(rest, to: units, size: size)]
    }
}
