import Domain

/// A match as a map: placements as squares, students as dots joined to their placements, those without a place as
/// crosses joined to the placements that they compete for.
///
/// Every sign differs by its form as well as its colour. Nobody's name is in it, and no student's reference unless it
/// is asked for; what it shows is also in its description, in words.
public struct MatchMapChart: Sendable {
    static let width = 1160
    /// More lines than this to bottlenecks would hide the map.
    private static let mostBottleneckLines = 240
    /// How many placements a student without a place is joined to when there are too many lines.
    private static let nearest = 3

    private let map: MatchMap
    private let showsStudents: Bool
    private let layout: MatchMapLayout

    /// Lays the map out.
    ///
    /// - Parameter labels: whether the references of students are shown.
    public init(_ map: MatchMap, labels: Bool = false) {
        self.map = map
        showsStudents = labels
        layout = MatchMapLayout(map)
    }

    /// The picture as a document of its own.
    public var svg: String {
        let words = MatchMapWords(map, showsStudents: showsStudents)
        let side = MatchMapKey(map, left: MatchMapLayout.left + MatchMapLayout.width + 20)
        let key = side.drawn(from: MatchMapLayout.top, isShortened: links.isShortened)
        let height = max(layout.frame.bottom, key.bottom) + 24
        var text = SVG.opening(
            width: Self.width, height: height, title: words.title, description: words.description)
        text += SVG.headline(words.headline, isPartial: map.partial)
        text += frames
        text += bottleneckLines + lines + squares + dots + crosses
        text += labels
        return text + key.svg + "</svg>\n"
    }

    private var number: [String: Int] {
        Dictionary(
            map.placements.enumerated().map { ($1.placementRef, $0) }, uniquingKeysWith: { first, _ in first }
        )
    }

    // MARK: Ground

    private var frames: String {
        var text = ""
        if let frame = layout.map {
            text += rectangle(frame, "fill=\"#f3f4f5\" stroke=\"#b1b4b6\"")
            text += scaleBar(below: frame)
        }
        if let frame = layout.margin {
            text += rectangle(frame, "fill=\"#ffffff\" stroke=\"#b1b4b6\" stroke-dasharray=\"2 2\"")
            let words = layout.map == nil ? "No positions are known" : "Position not known, or far away"
            text += SVG.text(
                words, x: frame.left + 10, y: frame.top + 17, size: 12, fill: SVG.faint, style: SVG.bold)
        }
        return text
    }

    /// A bar of a round number of kilometres, between 60 and 200 units long where that can be.
    private func scaleBar(below frame: Box) -> String {
        let steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000]
        let kilometres = steps.first { Double($0) * layout.scale >= 60 } ?? 10_000
        let (x, y) = (frame.left + 10, frame.bottom + 14)
        let end = x + Int((Double(kilometres) * layout.scale).rounded())
        return """
            <path d="M\(x) \(y - 5)V\(y + 5)M\(x) \(y)H\(end)M\(end) \(y - 5)V\(y + 5)" fill="none" stroke="\(SVG.ink)" \
            stroke-width="2"/>

            """ + SVG.text("\(kilometres) km", x: end + 8, y: y + 4, size: 12)
                + SVG.text(
                    "North is up. Marks that would hide one another stand side by side.", x: end + 70,
                    y: y + 4, size: 12, fill: SVG.faint)
    }

    private func rectangle(_ box: Box, _ style: String) -> String {
        "<rect x=\"\(box.left)\" y=\"\(box.top)\" width=\"\(box.right - box.left)\" height=\"\(box.bottom - box.top)\" \(style)/>\n"
    }

    // MARK: Lines

    /// Thin where there are many.
    private var isCrowded: Bool { map.students.count > 150 }

    private var lines: String {
        let number = number
        var paths: [MatchChoice: String] = [:]
        for (student, spot) in zip(map.students, layout.students) {
            guard let choice = student.choice, let place = student.placementRef.flatMap({ number[$0] }) else {
                continue
            }
            paths[choice, default: ""] += segment(from: spot, to: layout.placements[place])
        }
        return MatchChoice.allCases.map { choice in
            guard let path = paths[choice] else { return "" }
            return
                "<path class=\"\(choice.rawValue)\" d=\"\(path)\" fill=\"none\" \(MatchMapStyle(choice).line(isCrowded: isCrowded))/>\n"
        }.joined()
    }

    /// The lines from those without a place, and whether only some of them are drawn.
    private var links: (path: String, isShortened: Bool) {
        let number = number
        let sets = map.bottlenecks.map { $0.placementRefs.compactMap { number[$0] } }
        let all = zip(map.bottlenecks, sets).reduce(0) { $0 + $1.0.unplaced.count * $1.1.count }
        let isShortened = all > Self.mostBottleneckLines
        var path = ""
        for (student, spot) in zip(map.students, layout.students) {
            guard let set = student.bottleneck.map({ sets[$0 - 1] }) else { continue }
            var places = set
            if isShortened, places.count > Self.nearest {
                places.sort { (reach(spot, $0), $0) < (reach(spot, $1), $1) }
                places.removeLast(places.count - Self.nearest)
            }
            for place in places { path += segment(from: spot, to: layout.placements[place]) }
        }
        return (path, isShortened)
    }

    private func reach(_ spot: Spot, _ place: Int) -> Int {
        let (x, y) = (layout.placements[place].x - spot.x, layout.placements[place].y - spot.y)
        return x * x + y * y
    }

    private var bottleneckLines: String {
        let path = links.path
        if path.isEmpty { return "" }
        return "<path class=\"bottleneck\" d=\"\(path)\" fill=\"none\" \(MatchMapStyle.bottleneckLine)/>\n"
    }

    private func segment(from: Spot, to: Spot) -> String { "M\(from.x) \(from.y)L\(to.x) \(to.y)" }

    // MARK: Marks

    private var squares: String {
        var text = ""
        for (index, placement) in map.placements.enumerated() {
            let name = "\(placement.placementRef) \(placement.team), \(placement.host)"
            let places =
                placement.capacity == 0
                ? "closed" : "\(placement.taken) of \(placement.capacity) places taken"
            text += "<g class=\"placement\"><title>\(SVG.escaped(name)): \(places)</title>"
            text += MatchMapStyle.square(
                at: layout.placements[index], reach: layout.reaches[index], capacity: placement.capacity,
                taken: placement.taken, isBottleneck: placement.isBottleneck)
            text += "</g>\n"
        }
        return text
    }

    private var dots: String {
        var text = "<g class=\"students\">\n"
        for (student, spot) in zip(map.students, layout.students) where student.placed {
            text += MatchMapStyle.dot(
                at: spot, radius: layout.dot, choice: student.choice ?? .later, isLocked: student.locked)
        }
        return text + "</g>\n"
    }

    private var crosses: String {
        let reach = map.students.count <= 150 ? 5 : 4
        var text = "<g class=\"crosses\">\n"
        for (student, spot) in zip(map.students, layout.students) where !student.placed {
            text += MatchMapStyle.cross(at: spot, reach: reach)
        }
        return text + "</g>\n"
    }

    private var labels: String {
        var layout = layout
        var text = ""
        func add(_ words: String, _ spot: Spot, _ reach: Int, _ size: Int, _ fill: String) {
            guard let corner = layout.label(words, beside: spot, reach: reach, size: size) else { return }
            text += SVG.text(
                words, x: corner.x, y: corner.y, size: size, fill: fill, style: MatchMapStyle.halo)
        }
        if layout.labelsPlacements {
            for (index, placement) in map.placements.enumerated() {
                let name = SVG.clipped(placement.placementRef, to: 86, size: 11)
                add(
                    placement.free > 0 ? "\(name) +\(placement.free)" : name, layout.placements[index],
                    layout.reaches[index] + (placement.isBottleneck ? 3 : 0), 11, SVG.ink)
            }
        }
        if showsStudents {
            for (student, spot) in zip(map.students, layout.students) {
                add(SVG.clipped(student.studentRef, to: 90, size: 9), spot, 5, 9, SVG.faint)
            }
        }
        return text
    }
}
