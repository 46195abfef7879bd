import Domain

/// Curves of how many stay how long, one for each group that is shown; they differ by dashes and by the word at their
/// end, never by colour alone.
public struct RetentionChart: Sendable {
    private static let width = 1160
    private static let height = 460
    private static let left = 70
    private static let right = 230
    private static let top = 76
    private static let bottom = 56
    private static let styles: [(colour: String, dash: String)] = [
        ("#1d70b8", ""), ("#b3140a", "8 4"), ("#00703c", "2 3"), ("#4c2c92", "12 4 2 4"),
        ("#a8530a", "5 2"), ("#505a5f", "1 2"),
    ]

    private let report: RetentionReport
    private let shown: [RetentionReport.Group]
    private let longest: Int

    /// Lays the chart out: at most six groups, the largest, and all together where there is one only.
    public init(_ report: RetentionReport) {
        self.report = report
        let groups = report.groups.filter { $0.left != nil }
        let largest = groups.sorted { ($1.people ?? 0, $0.name) < ($0.people ?? 0, $1.name) }
            .prefix(Self.styles.count)
        shown = groups.isEmpty ? [report.total] : groups.filter { largest.contains($0) }
        longest = max(365, min(shown.compactMap(\.longestDays).max() ?? 365, 3_653))
    }

    /// The picture as a document of its own.
    public var svg: String {
        var text = SVG.opening(
            width: Self.width, height: Self.height, title: title, description: description)
        text += SVG.headline(title, isPartial: report.partial)
        text += SVG.text(
            SVG.clipped(notes, to: 1_100, size: 12), x: 16, y: Self.top - 12, size: 12, fill: SVG.faint)
        for share in [0, 25, 50, 75, 100] {
            let y = y(Double(share) / 100)
            text +=
                "<line x1=\"\(Self.left)\" y1=\"\(y)\" x2=\"\(Self.width - Self.right)\" y2=\"\(y)\" stroke=\"#d0d3d6\"/>\n"
            text += SVG.text("\(share) %", x: 16, y: y + 4, size: 12, fill: SVG.faint)
        }
        for year in 0...(longest / 365) {
            let x = x(year * 365)
            text +=
                "<line x1=\"\(x)\" y1=\"\(Self.top)\" x2=\"\(x)\" y2=\"\(Self.height - Self.bottom)\" stroke=\"#e8eaec\"/>\n"
            text += SVG.text(
                year == 1 ? "1 year" : "\(year) years", x: x, y: Self.height - Self.bottom + 20, size: 11,
                fill: SVG.faint, style: "text-anchor=\"middle\"")
        }
        var taken: [Int] = []
        for (place, group) in shown.enumerated() { text += curve(group, at: place, &taken) }
        return text + "</svg>\n"
    }

    private var title: String {
        "Who stays how long, by \(report.by), \(report.partnership), as of \(report.asOf.longText)"
    }

    /// How the curves are made, and of which groups none is drawn.
    private var notes: String {
        let isDrawn = Set(shown.map(\.name))
        func names(_ belongs: (RetentionReport.Group) -> Bool) -> String {
            report.groups.filter { !isDrawn.contains($0.name) && belongs($0) }.map(\.name).joined(
                separator: ", ")
        }
        let parts = [
            ("Hidden since few left or stayed", names { $0.left == nil }),
            ("Not drawn, since smaller", names { $0.left != nil }),
        ].filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)." }
        return (["By \(report.method)."] + parts).joined(separator: " ")
    }

    private var description: String {
        var lines = ["\(report.by); people; left; stay twelve months; interval"]
        for group in report.groups + [report.total] {
            func isHidden(_ figure: String) -> Bool { group.suppressedFigures.contains(figure) }
            func number(_ value: Double?) -> String {
                isHidden("retention12_months") ? "c" : value.map { "\($0)" } ?? "-"
            }
            let interval =
                group.lower == nil && group.upper == nil
                ? number(nil) : "\(number(group.lower)) to \(number(group.upper))"
            lines.append(
                "\(group.name); \(group.people.map { "\($0)" } ?? "c"); \(group.left.map { "\($0)" } ?? "c"); \(number(group.retention12Months)); \(interval)"
            )
        }
        return (lines + [notes]).joined(separator: "\n")
    }

    private func curve(_ group: RetentionReport.Group, at place: Int, _ taken: inout [Int]) -> String {
        let style = Self.styles[place % Self.styles.count]
        var path = "M\(x(0)) \(y(1))"
        var level = 1.0
        for step in group.curve where step.days <= longest {
            path += " H\(x(step.days)) V\(y(step.survival))"
            level = step.survival
        }
        let end = min(group.longestDays ?? 0, longest)
        path += " H\(x(end))"
        var label = y(level)
        while taken.contains(where: { abs($0 - label) < 15 }) { label += 3 }
        taken.append(label)
        let words = "\(group.name) (\(group.people ?? 0))"
        return """
            <path d="\(path)" fill="none" stroke="\(style.colour)" stroke-width="3" stroke-dasharray="\(style.dash.isEmpty ? "none" : style.dash)"/>
            <line x1="\(x(end))" y1="\(y(level))" x2="\(Self.width - Self.right + 8)" y2="\(label)" stroke="\(style.colour)" stroke-dasharray="1 3"/>

            """
                + SVG.text(
                    SVG.clipped(words, to: Self.right - 24), x: Self.width - Self.right + 12, y: label + 4,
                    fill: style.colour)
    }

    private func x(_ days: Int) -> Int {
        Self.left + days * (Self.width - Self.left - Self.right) / max(1, longest)
    }

    private func y(_ share: Double) -> Int {
        let room = Double(Self.height - Self.top - Self.bottom)
        return Self.height - Self.bottom - Int((share * room).rounded())
    }
}
