import Domain

/// The key of a map of a match, with how many there are of each sign, and the bottlenecks in words.
struct MatchMapKey {
    private static let width = 290
    private static let mostBottlenecks = 6

    private let map: MatchMap
    private let left: Int

    init(_ map: MatchMap, left: Int) {
        self.map = map
        self.left = left
    }

    /// The key from a height on, and where it ends.
    ///
    /// - Parameter isShortened: whether not all lines to bottlenecks are drawn.
    func drawn(from top: Int, isShortened: Bool) -> (svg: String, bottom: Int) {
        var text = ""
        var y = top + 12
        func heading(_ words: String) {
            text += SVG.text(words, x: left, y: y, style: SVG.bold)
            y += 22
        }
        func entry(_ sign: String, _ words: String) {
            text += sign
            for line in SVG.wrapped(words, to: Self.width - 52) {
                text += SVG.text(line, x: left + 52, y: y + 4)
                y += 18
            }
            y += 6
        }
        heading("Students")
        for choice in MatchChoice.allCases {
            let number = map.students.count { $0.choice == choice }
            entry(sign(of: choice, y), "\(number) at their \(choice.displayName)")
        }
        let locked = map.students.count { $0.locked }
        if locked > 0 {
            entry(
                MatchMapStyle.dot(at: Spot(x: left + 8, y: y), radius: 40, choice: .first, isLocked: true),
                "\(locked) decided by hand")
        }
        let without = map.students.count { !$0.placed }
        entry(
            MatchMapStyle.cross(at: Spot(x: left + 8, y: y), reach: 5)
                + line(MatchMapStyle.bottleneckLine, y, from: 14),
            "\(without) without a place, with \(isShortened ? "lines to the nearest placements" : "a line to each placement") they compete for"
        )
        y += 10
        heading("Placements")
        entry(square(y, capacity: 4, taken: 3), "filled as far as taken; a larger square has more places")
        let free = map.placements.reduce(0) { $0 + $1.free }
        entry(square(y, capacity: 4, taken: 0), "\(free) places free, shown as +1, +2 …")
        if map.placements.contains(where: \.isBottleneck) {
            entry(
                square(y, capacity: 4, taken: 4, isBottleneck: true), "too few places for those who need it")
        }
        if map.placements.contains(where: { $0.capacity == 0 }) {
            entry(square(y, capacity: 0, taken: 0), "closed")
        }
        y += 10
        if !map.bottlenecks.isEmpty { heading("Why some have no place") }
        for bottleneck in map.bottlenecks.prefix(Self.mostBottlenecks) {
            for line in SVG.wrapped(
                MatchMapWords.sentence(bottleneck, naming: 6), to: Self.width, size: 12)
            {
                text += SVG.text(line, x: left, y: y, size: 12)
                y += 16
            }
            y += 6
        }
        let more = map.bottlenecks.count - Self.mostBottlenecks
        if more > 0 {
            text += SVG.text("and \(more) more", x: left, y: y, size: 12)
            y += 16
        }
        return (text, y)
    }

    private func sign(of choice: MatchChoice, _ y: Int) -> String {
        MatchMapStyle.dot(at: Spot(x: left + 8, y: y), radius: 40, choice: choice, isLocked: false)
            + line(MatchMapStyle(choice).line(isCrowded: false), y, from: 8)
    }

    private func line(_ style: String, _ y: Int, from start: Int) -> String {
        "<path d=\"M\(left + start) \(y)H\(left + 42)\" fill=\"none\" \(style)/>\n"
    }

    private func square(_ y: Int, capacity: Int, taken: Int, isBottleneck: Bool = false) -> String {
        MatchMapStyle.square(
            at: Spot(x: left + 22, y: y), reach: 7, capacity: capacity, taken: taken,
            isBottleneck: isBottleneck) + "\n"
    }
}
