import Domain

/// Turnover over twelve months as a curve, with the value of every month in the table that the picture carries.
public struct TurnoverChart: Sendable {
    private static let width = 1160
    private static let left = 70
    private static let right = 60
    private static let plotHeight = 284
    private static let bottom = 60
    private static let lineHeight = 16

    private let points: [WorkforceReport.Point]
    private let title: String
    private let isPartial: Bool
    private let isPart: Bool
    private let note: String?
    private let most: Double
    private let lines: [String]
    private let top: Int
    private let height: Int

    /// Lays the chart out.
    ///
    /// - Parameters:
    ///   - note: why some points are not told; nil where all are.
    ///   - partnership: its name.
    ///   - partial: the reader does not see every organisation.
    public init(
        _ points: [WorkforceReport.Point], note: String?, scope: WorkforceScope, partnership: String,
        partial: Bool
    ) {
        self.note = note
        self.points = points
        isPartial = partial
        isPart = scope.isPartOfOrganisation
        let place = scope.words.isEmpty ? partnership : "\(partnership), \(scope.words)"
        let span = [points.first?.month, points.last?.month].compactMap(\.self).joined(separator: " to ")
        title = "Turnover over twelve months, \(place), \(span)"
        let highest = points.compactMap(\.turnoverRate).max() ?? 0
        // Whole tenths, so that the lines fall on round percentages.
        most = max(0.05, (highest * 20).rounded(.up) / 20)
        lines = note.map { SVG.wrapped($0, to: 1_100, size: 12) } ?? []
        top = 76 + max(0, lines.count - 1) * Self.lineHeight
        height = top + Self.plotHeight + Self.bottom
    }

    /// The picture as a document of its own.
    public var svg: String {
        let last =
            points.last.map { ": \($0.printed ?? ($0.isHidden ? "hidden" : "not known")) in \($0.month)" }
            ?? ""
        var text = SVG.opening(
            width: Self.width, height: height, title: title, description: description)
        text += SVG.headline(title + last, isPartial: isPartial)
        for (place, line) in lines.enumerated() {
            text += SVG.text(line, x: 16, y: 62 + place * Self.lineHeight, size: 12, fill: SVG.faint)
        }
        for step in 0...5 { text += level(Double(step) / 5 * most) }
        text += curve
        for (place, point) in points.enumerated() { text += label(point, at: place) }
        text += end
        return text + "</svg>\n"
    }

    private var description: String {
        let lines = points.map { point in
            let moved = isPart ? "\(point.movedFte?.description ?? "c"); " : ""
            return
                "\(point.month); \(point.printed ?? (point.isHidden ? "c" : "-")); \(point.leaversFte?.description ?? "c"); \(moved)\(point.inPostFte)"
        }
        let moved = isPart ? "of these moved to another post of the employer; " : ""
        return (["Month; turnover; leavers; \(moved)in post"] + lines + [note].compactMap(\.self)).joined(
            separator: "\n")
    }

    private func level(_ rate: Double) -> String {
        let y = y(rate)
        let words = Ratio(Int((rate * 1_000_000).rounded()), of: 1_000_000)?.percent() ?? ""
        return """
            <line x1="\(Self.left)" y1="\(y)" x2="\(Self.width - Self.right)" y2="\(y)" stroke="#d0d3d6"/>

            """ + SVG.text(words, x: 12, y: y + 4, size: 12, fill: SVG.faint)
    }

    private var curve: String {
        // A month without anybody in post breaks the line.
        var parts: [String] = []
        var part = ""
        for (place, point) in points.enumerated() {
            guard let rate = point.turnoverRate else {
                if !part.isEmpty { parts.append(part) }
                part = ""
                continue
            }
            part += (part.isEmpty ? "M" : " L") + "\(x(place)) \(y(rate))"
        }
        if !part.isEmpty { parts.append(part) }
        return parts.map { "<path d=\"\($0)\" fill=\"none\" stroke=\"#1d70b8\" stroke-width=\"3\"/>\n" }
            .joined()
    }

    private func label(_ point: WorkforceReport.Point, at place: Int) -> String {
        let x = x(place)
        var text = ""
        if let rate = point.turnoverRate {
            let words = "\(point.month): \(point.printed ?? "")"
            text +=
                "<circle cx=\"\(x)\" cy=\"\(y(rate))\" r=\"4\" fill=\"#1d70b8\"><title>\(SVG.escaped(words))</title></circle>\n"
        }
        let every = max(1, (points.count + 11) / 12)
        if (points.count - 1 - place) % every == 0 {
            text += SVG.text(
                point.month, x: x, y: height - Self.bottom + 22, size: 11, fill: SVG.faint,
                style: "text-anchor=\"middle\"")
        }
        return text
    }

    /// The last value in numbers, beside the curve's end, where nothing can lie over it.
    private var end: String {
        guard let last = points.last, let rate = last.turnoverRate, let words = last.printed else {
            return ""
        }
        return SVG.text(words, x: x(points.count - 1) + 12, y: y(rate) + 4, size: 12, style: SVG.bold)
    }

    private func x(_ place: Int) -> Int {
        Self.left + 20 + place * (Self.width - Self.left - Self.right - 40) / max(1, points.count - 1)
    }

    private func y(_ rate: Double) -> Int {
        height - Self.bottom - Int((rate / most * Double(Self.plotHeight)).rounded())
    }
}
