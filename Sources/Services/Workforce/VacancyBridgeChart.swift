import Domain

/// The vacancies of now, what changes them, and what is left, as bars beside each other: a waterfall for each way in
/// which a round may end.
public struct VacancyBridgeChart: Sendable {
    private static let width = 1160
    private static let barHeight = 34
    private static let rowHeight = 48
    private static let labels = 16
    private static let bars = 300
    private static let words = 860

    private let report: WorkforceReport
    private let scale: Double

    /// Lays the chart out.
    public init(_ report: WorkforceReport) {
        self.report = report
        let bridges = report.whatIf?.scenarios.compactMap(\.bridges.first) ?? []
        let most =
            bridges.flatMap { [$0.start.vacant] + $0.steps.map(\.after.vacant) }.max() ?? .one
        scale = Double(Self.words - Self.bars - 30) / max(1, most.value)
    }

    /// The picture as a document of its own.
    public var svg: String {
        var y = 92
        var body = ""
        for scenario in report.whatIf?.scenarios ?? [] {
            guard let bridge = scenario.bridges.first else { continue }
            body += SVG.text(
                SVG.clipped("What if: \(scenario.words)", to: 1_100, size: 14), x: Self.labels, y: y,
                size: 14,
                style: SVG.bold)
            y += 16
            body += bar("now", bridge.start, from: .zero, to: bridge.start.vacant, kind: .whole, y: y)
            y += Self.rowHeight
            var before = bridge.start.vacant
            for step in bridge.steps {
                let kind: Kind =
                    step.vacant == .zero ? .unchanged : step.vacant > .zero ? .worse : .better
                body += bar(name(step), step.after, from: before, to: step.after.vacant, kind: kind, y: y)
                before = step.after.vacant
                y += Self.rowHeight
            }
            body += bar(
                "afterwards", bridge.result, from: .zero, to: bridge.result.vacant, kind: .whole, y: y)
            y += Self.rowHeight + 26
        }
        let text = SVG.opening(width: Self.width, height: y, title: title, description: description)
        return text + SVG.headline(title, isPartial: report.partial) + key + body + "</svg>\n"
    }

    private enum Kind {
        case whole, better, worse, unchanged
    }

    private var title: String {
        "Vacant posts of \(report.partnershipName) from \(report.asOf.longText) on"
    }

    private var description: String {
        var lines = ["Scenario; step; vacant; covered by agency; uncovered; vacancy rate"]
        for scenario in report.whatIf?.scenarios ?? [] {
            guard let bridge = scenario.bridges.first else { continue }
            lines.append(line(scenario.words, "now", bridge.start))
            for step in bridge.steps { lines.append(line(scenario.words, name(step), step.after)) }
        }
        return lines.joined(separator: "\n")
    }

    private func line(_ scenario: String, _ name: String, _ state: VacancyOutlook.State) -> String {
        [
            scenario, name, "\(state.vacant)", "\(state.coveredByAgency)", "\(state.uncovered)",
            state.printed ?? "-",
        ].joined(separator: "; ")
    }

    private func name(_ step: VacancyOutlook.Step) -> String {
        let words = "\(short(step.amount)) \(step.name.replacing("_", with: " "))"
        return step.beyond == .zero ? words : "\(words), \(short(step.beyond.magnitude)) beyond"
    }

    private var key: String {
        let items = [
            (Self.fill(.whole), "vacant, of which agency covers the hatched part"),
            (Self.fill(.better), "filled"),
            (Self.fill(.worse), "opened"),
        ]
        var x = Self.labels
        var text = """
            <defs><pattern id="cover" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
            <rect width="4" height="8" fill="#ffffff" fill-opacity="0.55"/></pattern></defs>

            """
        for (colour, words) in items {
            text += "<rect x=\"\(x)\" y=\"52\" width=\"16\" height=\"12\" fill=\"\(colour)\"/>\n"
            text += SVG.text(words, x: x + 22, y: 62, size: 12)
            x += 40 + SVG.width(words, size: 12)
        }
        return text
    }

    /// To one decimal, which is what a reader of a picture needs; the table has all.
    private func short(_ amount: FTE) -> String {
        let tenths = (Double(amount.tenThousandths) / 1_000).rounded(.toNearestOrAwayFromZero)
        return FTE(tenThousandths: Int(tenths) * 1_000).description
    }

    private static func fill(_ kind: Kind) -> String {
        switch kind {
        case .whole: "#505a5f"
        case .better: "#00703c"
        case .worse: "#b3140a"
        case .unchanged: "#b1b4b6"
        }
    }

    private func bar(
        _ name: String, _ state: VacancyOutlook.State, from: FTE, to: FTE, kind: Kind, y: Int
    ) -> String {
        let start = Self.bars + Int((min(from, to).value * scale).rounded())
        let end = Self.bars + Int((max(from, to).value * scale).rounded())
        var text = SVG.text(SVG.clipped(name, to: 270), x: Self.labels, y: y + Self.barHeight / 2 + 5)
        text +=
            "<rect x=\"\(start)\" y=\"\(y)\" width=\"\(max(1, end - start))\" height=\"\(Self.barHeight)\" fill=\"\(Self.fill(kind))\"/>\n"
        if kind == .whole, state.coveredByAgency > .zero {
            let covered = Int((state.coveredByAgency.value * scale).rounded())
            text +=
                "<rect x=\"\(Self.bars)\" y=\"\(y)\" width=\"\(covered)\" height=\"\(Self.barHeight)\" fill=\"url(#cover)\"/>\n"
        }
        let words =
            "\(short(state.vacant)) vacant, \(short(state.coveredByAgency)) covered, \(state.printed ?? "-")"
        return text + SVG.text(words, x: Self.words, y: y + Self.barHeight / 2 + 5)
    }
}
