/// The signs of a map of a match. No two differ by colour alone: lines by their dashes, marks by their form.
struct MatchMapStyle {
    /// Red, 6 : 1 against white.
    static let alarm = "#b3140a"
    static let bottleneckLine =
        "stroke=\"\(alarm)\" stroke-width=\"0.7\" stroke-opacity=\"0.75\" stroke-dasharray=\"8 3 1 3\""
    /// Keeps a label readable on top of lines.
    static let halo = "stroke=\"#f3f4f5\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\""

    /// Colours with at least 4.5 : 1 against white.
    let colour: String
    private let dash: String

    init(_ choice: MatchChoice) {
        switch choice {
        case .first: (colour, dash) = ("#00703c", "")
        case .secondOrThird: (colour, dash) = ("#1d70b8", " stroke-dasharray=\"7 4\"")
        case .later: (colour, dash) = ("#a8530a", " stroke-dasharray=\"2 3\"")
        }
    }

    /// The attributes of the lines of a choice.
    func line(isCrowded: Bool) -> String {
        "stroke=\"\(colour)\" stroke-width=\"\(isCrowded ? "0.7" : "1.6")\"\(dash)"
    }

    /// A placement: filled from below as far as it is taken, framed twice when it is a bottleneck, struck through when
    /// it is closed.
    static func square(at spot: Spot, reach: Int, capacity: Int, taken: Int, isBottleneck: Bool) -> String {
        let (x, y, side) = (spot.x - reach, spot.y - reach, 2 * reach)
        var text = ""
        if isBottleneck {
            text +=
                "<rect x=\"\(x - 3)\" y=\"\(y - 3)\" width=\"\(side + 6)\" height=\"\(side + 6)\" fill=\"none\" stroke=\"\(alarm)\" stroke-width=\"1.5\"/>"
        }
        text += "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(side)\" height=\"\(side)\" fill=\"#ffffff\"/>"
        let filled = capacity > 0 ? side * min(taken, capacity) / capacity : 0
        if filled > 0 {
            text +=
                "<rect x=\"\(x)\" y=\"\(y + side - filled)\" width=\"\(side)\" height=\"\(filled)\" fill=\"#5b6670\"/>"
        }
        if capacity == 0 {
            text += "<path d=\"M\(x) \(y + side)L\(x + side) \(y)\" stroke=\"\(SVG.ink)\"/>"
        }
        return text
            + "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(side)\" height=\"\(side)\" fill=\"none\" stroke=\"\(SVG.ink)\"/>"
    }

    /// A student with a place: a disc, or a ring when somebody decided it.
    static func dot(at spot: Spot, radius: Int, choice: MatchChoice, isLocked: Bool) -> String {
        let colour = MatchMapStyle(choice).colour
        let size = "cx=\"\(spot.x)\" cy=\"\(spot.y)\" r=\"\(radius / 10).\(radius % 10)\""
        return isLocked
            ? "<circle \(size) fill=\"#ffffff\" stroke=\"\(colour)\" stroke-width=\"2\"/>\n"
            : "<circle \(size) fill=\"\(colour)\"/>\n"
    }

    /// A student without a place.
    static func cross(at spot: Spot, reach: Int) -> String {
        let (x, y) = (spot.x, spot.y)
        let path =
            "M\(x - reach) \(y - reach)L\(x + reach) \(y + reach)M\(x - reach) \(y + reach)L\(x + reach) \(y - reach)"
        return """
            <path class="unplaced" d="\(path)" fill="none" stroke="\(alarm)" stroke-width="2.4"/>

            """
    }
}
