import Domain

/// Take-up by organisation as a picture: a bar for the rate of each against the measure, with last year's beside it.
///
/// What is not shown or not known is said in words at the place of the bar; the table that says the same is
/// `report take-up`.
public struct TakeUpChart: Sendable {
    private static let left = 270
    private static let right = 210
    private static let width = 1_100
    private static let rowHeight = 34
    private static let colour = "#1d70b8"

    private let report: TakeUpReport
    /// The rate at the right edge, in millionths.
    private let most: Int

    /// Lays the chart out for a report.
    public init(_ report: TakeUpReport) {
        self.report = report
        let lines = report.organisations + [report.total]
        let rates = lines.flatMap {
            [$0.rates?.takeUpRate, $0.lastYear?.rates?.takeUpRate, $0.targetRate].compactMap(\.self)
        }
        most = max(10_000, Int(((rates.max() ?? 0) * 1_000_000).rounded()) * 21 / 20)
    }

    /// The picture as a document of its own.
    public var svg: String {
        let rows = report.organisations + [report.total]
        let top = 88
        let bottom = top + rows.count * Self.rowHeight
        let title =
            "Take-up of apprenticeships, \(report.partnershipName), \(report.period.from.longText) to \(report.period.to.longText)"
        let words = rows.map { "\(name($0)): \(said($0))" }.joined(separator: "; ")
        var text = SVG.opening(width: Self.width, height: bottom + 44, title: title, description: words)
        text += SVG.headline(title, isPartial: report.partial)
        text += SVG.text(
            "New apprentices as a share of the employees before the period.", x: 16, y: 62, size: 12,
            fill: SVG.faint)
        if let target = report.total.targetRate { text += measure(target, top, bottom) }
        for (place, line) in rows.enumerated() {
            text += row(line, y: top + place * Self.rowHeight)
        }
        if report.lastYearPeriod != nil {
            text +=
                "<rect x=\"16\" y=\"\(bottom + 14)\" width=\"14\" height=\"6\" fill=\"#ffffff\" stroke=\"\(SVG.faint)\"/>\n"
            text += SVG.text("a year before", x: 38, y: bottom + 21, size: 12, fill: SVG.faint)
        }
        if let reason = report.total.reasons["target_rate"] {
            text += SVG.text(
                "No measure is drawn: \(reason).", x: Self.left, y: bottom + 21, size: 12, fill: SVG.faint)
        }
        return text + "</svg>\n"
    }

    private func row(_ line: TakeUpLine, y: Int) -> String {
        let words = SVG.lines(name(line), atMost: 2, to: Self.left - 32)
        var text = ""
        for (place, part) in words.enumerated() {
            text += SVG.text(
                part, x: 16, y: y + (words.count == 1 ? 16 : 9 + place * 15),
                style: line.grouping == nil ? SVG.bold : "")
        }
        if let rate = line.rates?.takeUpRate {
            text +=
                "<rect x=\"\(Self.left)\" y=\"\(y + 4)\" width=\"\(max(1, x(rate) - Self.left))\" height=\"14\" fill=\"\(Self.colour)\"/>\n"
        }
        if let before = line.lastYear?.rates?.takeUpRate {
            text +=
                "<rect x=\"\(Self.left)\" y=\"\(y + 21)\" width=\"\(max(1, x(before) - Self.left))\" height=\"6\" fill=\"#ffffff\" stroke=\"\(SVG.faint)\"/>\n"
        }
        let start = max(x(line.rates?.takeUpRate ?? 0), x(line.lastYear?.rates?.takeUpRate ?? 0))
        return text + SVG.text(said(line), x: start + 8, y: y + 16, style: SVG.overLines)
    }

    private func name(_ line: TakeUpLine) -> String { line.grouping == nil ? "All" : line.name ?? line.key }

    private func said(_ line: TakeUpLine) -> String {
        guard let rate = line.rates?.takeUpRate, let headcount = line.rates?.headcount,
            let ratio = Ratio(Int((rate * 1_000_000).rounded()), of: 1_000_000)
        else {
            return line.counts[.newApprentices] == .some(nil) ? "c, not shown" : "x, not known"
        }
        let new = (line.counts[.newApprentices] ?? nil).map { "\($0) of \(headcount)" } ?? ""
        return "\(ratio.percent(decimals: 2)), \(new)"
    }

    private func measure(_ target: Double, _ top: Int, _ bottom: Int) -> String {
        let ratio = Ratio(Int((target * 1_000_000).rounded()), of: 1_000_000)
        return """
            <line x1="\(x(target))" y1="\(top - 6)" x2="\(x(target))" y2="\(bottom)" stroke="\(SVG.ink)" \
            stroke-width="2" stroke-dasharray="5 4"/>

            """
                + SVG.text(
                    "measure \(ratio?.percent() ?? ""), \(report.method.measure)\(report.method.measureAveragedOver == nil ? "" : ", an average of years")",
                    x: x(target) + 4,
                    y: top - 10,
                    size: 12)
    }

    private func x(_ rate: Double) -> Int {
        Self.left + Int((rate * 1_000_000).rounded()) * (Self.width - Self.left - Self.right) / most
    }
}
