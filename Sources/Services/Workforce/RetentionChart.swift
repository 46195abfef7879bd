import Domain

/// Curves of how many stay how long, one for each group that is shown; they differ by dashes and by the word at their
/// end, never by colour alone.
public struct RetentionChart: Sendable {
    private static let width = 1160
    private static let left = 70
    private static let right = 230
    private static let plotHeight = 328
    private static let bottom = 56
    private static let lineHeight = 16
    private static let styles: [(colour: String, dash: String)] = [
        ("#1d70b8", ""), ("#b3140a", "8 4"), ("#00703c", "2 3"), ("#4c2c92", "12 4 2 4"),
        ("#a8530a", "5 2"), ("#505a5f", "1 2"),
    ]

    private let report: RetentionReport
    private let shown: [RetentionReport.Group]
    private let longest: Int
    private let notes: [String]
    private let top: Int
    private let height: Int

    /// Lays the chart out: at most six groups, the largest, and all together where there is one only.
    public init(_ report: RetentionReport) {
        self.report = report
        let groups = report.groups.filter { $0.left != nil }
        let largest = groups.sorted { ($1.people ?? 0, $0.name) < ($0.people ?? 0, $1.name) }
            .prefix(Self.styles.count)
        shown = groups.isEmpty ? [report.total] : groups.filter { largest.contains($0) }
        longest = max(365, min(shown.compactMap(\.longestDays).max() ?? 365, 3_653))
        notes = SVG.wrapped(Self.notes(of: report, drawing: shown), to: 1_100, size: 12)
        top = 60 + notes.count * Self.lineHeight
        height = top + Self.plotHeight + Self.bottom
    }

    /// The picture as a document of its own.
    public var svg: String {
        var text = SVG.opening(
            width: Self.width, height: height, title: title, description: description)
        text += SVG.headline(title, isPartial: report.partial)
        for (place, line) in notes.enumerated() {
            text += SVG.text(line, x: 16, y: 64 + place * Self.lineHeight, size: 12, fill: SVG.faint)
        }
        for share in [0, 25, 50, 75, 100] {
            let y = y(Double(share) / 100)
            text +=
                "<line x1=\"\(Self.left)\" y1=\"\(y)\" x2=\"\(Self.width - Self.right)\" y2=\"\(y)\" stroke=\"#d0d3d6\"/>\n"
            text += SVG.text("\(share) %", x: 16, y: y + 4, size: 12, fill: SVG.faint)
        }
        for year in 0...(longest / 365) {
            let x = x(year * 365)
            text +=
                "<line x1=\"\(x)\" y1=\"\(top)\" x2=\"\(x)\" y2=\"\(height - Self.bottom)\" stroke=\"#e8eaec\"/>\n"
            text += SVG.text(
                year == 1 ? "1 year" : "\(year) years", x: x, y: height - Self.bottom + 20, size: 11,
                fill: SVG.faint, style: "text-anchor=\"middle\"")
        }
        let labels = labels
        for (place, group) in shown.enumerated() { text += curve(group, at: place, label: labels[place]) }
        return text + "</svg>\n"
    }

    /// Where the words of each curve stand: at its end, below those of the curve that ends above it.
    private var labels: [Int] {
        var labels = shown.map { y(level(of: $0)) }
        var lowest = Int.min / 2
        for place in labels.indices.sorted(by: { (labels[$0], $0) < (labels[$1], $1) }) {
            labels[place] = max(labels[place], lowest + 16)
            lowest = labels[place]
        }
        return labels
    }

    /// How many stay at the end of what is drawn of a curve.
    private func level(of group: RetentionReport.Group) -> Double {
        points(of: group).last?.survival ?? 1
    }

    /// Where what is drawn of a curve goes, from the first day on: of a life table in straight lines between the ends of
    /// its steps, which is the actuarial convention, and else in steps.
    private func points(of group: RetentionReport.Group) -> [(days: Int, survival: Double)] {
        var points = [(days: 0, survival: 1.0)]
        for step in group.curve {
            let last = points[points.count - 1]
            if last.days >= longest { break }
            if !report.stepsMerged { points.append((min(step.days, longest), last.survival)) }
            if step.days <= longest {
                points.append((step.days, step.survival))
            } else if report.stepsMerged {
                let share = Double(longest - last.days) / Double(step.days - last.days)
                points.append((longest, last.survival + share * (step.survival - last.survival)))
            }
        }
        let last = points[points.count - 1]
        points.append((max(last.days, min(group.longestDays ?? 0, longest)), last.survival))
        return points
    }

    private var title: String {
        "Who stays how long, by \(report.by), \(report.partnershipName), as of \(report.asOf.longText)"
    }

    /// How the curves are made, and of which groups none is drawn.
    private static func notes(
        of report: RetentionReport, drawing shown: [RetentionReport.Group]
    ) -> String {
        let isDrawn = Set(shown.map(\.name))
        func names(_ belongs: (RetentionReport.Group) -> Bool) -> String {
            report.groups.filter { !isDrawn.contains($0.name) && belongs($0) }.map(\.name).joined(
                separator: ", ")
        }
        let parts = [
            ("Hidden since few left or stayed", names { $0.left == nil }),
            ("Not drawn, since smaller", names { $0.left != nil }),
        ].filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)." }
        let lines = report.stepsMerged ? ["Straight lines between the ends of the steps."] : []
        return (["By \(report.method)."] + lines + parts).joined(separator: " ")
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
        return (lines + [notes.joined(separator: " ")]).joined(separator: "\n")
    }

    private func curve(_ group: RetentionReport.Group, at place: Int, label: Int) -> String {
        let style = Self.styles[place % Self.styles.count]
        let points = points(of: group)
        let path = "M" + points.map { "\(x($0.days)) \(y($0.survival))" }.joined(separator: " L")
        let end = points.last?.days ?? 0
        let words = "\(group.name.replacing("_", with: " ")) (\(group.people ?? 0))"
        return """
            <path d="\(path)" fill="none" stroke="\(style.colour)" stroke-width="3" stroke-dasharray="\(style.dash.isEmpty ? "none" : style.dash)"/>
            <line x1="\(x(end))" y1="\(y(level(of: group)))" x2="\(Self.width - Self.right + 8)" y2="\(label)" stroke="\(style.colour)" stroke-dasharray="1 3"/>

            """
                + SVG.text(
                    SVG.clipped(words, to: Self.right - 24), x: Self.width - Self.right + 12, y: label + 4,
                    fill: style.colour)
    }

    private func x(_ days: Int) -> Int {
        Self.left + days * (Self.width - Self.left - Self.right) / max(1, longest)
    }

    private func y(_ share: Double) -> Int {
        height - Self.bottom - Int((share * Double(Self.plotHeight)).rounded())
    }
}
