import Domain

/// A round as a picture: a line for each candidate from the last milestone reached to the day they are expected,
/// against today and the due date.
///
/// Outlooks differ by the mark and the word at the end of the line, never by colour alone; the table that says the
/// same is `round show`.
public struct RoundChart: Sendable {
    private static let left = 290
    private static let right = 340
    private static let top = 74
    private static let rowHeight = 26
    private static let width = 1160

    private let report: RoundReport
    private let first: CalendarDate
    private let last: CalendarDate

    /// Lays the chart out for a report.
    public init(_ report: RoundReport) {
        self.report = report
        var first = min(report.asOf, report.round.dueOn)
        var last = max(report.asOf, report.round.dueOn)
        for candidate in report.candidates where candidate.outlook != Outlook.lost.rawValue {
            for date in [candidate.stageSince, candidate.expectedOn] {
                if let date {
                    first = min(first, date)
                    last = max(last, date)
                }
            }
        }
        self.first = first.adding(days: -7)
        self.last = last.adding(days: 7)
    }

    /// The picture as a document of its own.
    public var svg: String {
        let rows = report.candidates
        let bottom = Self.top + rows.count * Self.rowHeight
        let title = "\(report.round.ref) as of \(report.asOf.longText)"
        var text = SVG.opening(width: Self.width, height: bottom + 44, title: title)
        text += """
            <text x="16" y="28" font-size="17" font-weight="bold" fill="#0b0c0c">\(SVG.escaped(title)): \
            \(report.status), \(report.counts.achieved) of \(report.counts.target) in post</text>

            """
        for month in months() { text += monthLine(month, bottom) }
        text += marker(report.asOf, "as of", bottom, dash: "4 4", anchor: "end")
        text += marker(report.round.dueOn, "due", bottom, dash: "none", anchor: "start")
        for (place, candidate) in rows.enumerated() {
            text += row(candidate, y: Self.top + place * Self.rowHeight + Self.rowHeight / 2)
        }
        return text + "</svg>\n"
    }

    private func row(_ candidate: RoundReport.Candidate, y: Int) -> String {
        let outlook = Outlook(rawValue: candidate.outlook) ?? .lost
        let style = Style(outlook)
        var text =
            "<text x=\"16\" y=\"\(y + 4)\" fill=\"#0b0c0c\">\(SVG.escaped(candidate.ref)) \(SVG.escaped(candidate.name))</text>\n"
        let start = outlook == .lost ? nil : candidate.stageSince.map(x)
        if let end = candidate.expectedOn.map(x) {
            if let start, start < end {
                text +=
                    "<line x1=\"\(start)\" y1=\"\(y)\" x2=\"\(end)\" y2=\"\(y)\" stroke=\"\(style.colour)\" stroke-width=\"4\"\(style.dash)/>\n"
            }
            text += mark(outlook, style, end, y)
        }
        if let start, candidate.expectedOn.map(x) != start {
            text += "<circle cx=\"\(start)\" cy=\"\(y)\" r=\"3\" fill=\"\(style.colour)\"/>\n"
        }
        let late = candidate.daysLate > 0 ? ", \(candidate.daysLate) d late" : ""
        let blame = candidate.blamedMilestone.map { ": \($0)" } ?? ""
        let word = outlook.displayName + late + blame
        return text
            + "<text x=\"\(Self.width - Self.right + 16)\" y=\"\(y + 4)\" fill=\"#0b0c0c\">\(word)</text>\n"
    }

    /// A disc for those in post, a ring for those on course, a triangle for risk, a square for a miss.
    private func mark(_ outlook: Outlook, _ style: Style, _ x: Int, _ y: Int) -> String {
        switch outlook {
        case .achieved:
            "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"6\" fill=\"\(style.colour)\"/>\n"
        case .onCourse:
            "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"5\" fill=\"#ffffff\" stroke=\"\(style.colour)\" stroke-width=\"3\"/>\n"
        case .atRisk:
            "<path d=\"M\(x) \(y - 8) L\(x + 8) \(y + 6) L\(x - 8) \(y + 6) Z\" fill=\"\(style.colour)\"/>\n"
        case .willMiss, .lost:
            "<rect x=\"\(x - 6)\" y=\"\(y - 6)\" width=\"12\" height=\"12\" fill=\"\(style.colour)\"/>\n"
        }
    }

    private func monthLine(_ month: CalendarDate, _ bottom: Int) -> String {
        let place = x(month)
        let name = month.longText.split(separator: " ").dropFirst().first.map { $0.prefix(3) } ?? ""
        return """
            <line x1="\(place)" y1="\(Self.top)" x2="\(place)" y2="\(bottom)" stroke="#d0d3d6"/>
            <text x="\(place + 3)" y="\(bottom + 16)" fill="#505a5f" font-size="11">\(name)</text>

            """
    }

    private func marker(_ date: CalendarDate, _ word: String, _ bottom: Int, dash: String, anchor: String)
        -> String
    {
        """
        <line x1="\(x(date))" y1="\(Self.top - 8)" x2="\(x(date))" y2="\(bottom)" stroke="#0b0c0c" \
        stroke-width="2" stroke-dasharray="\(dash)"/>
        <text x="\(x(date))" y="\(Self.top - 14)" text-anchor="\(anchor)" fill="#0b0c0c">\(word) \(date.longText)</text>

        """
    }

    private func months() -> [CalendarDate] {
        var months: [CalendarDate] = []
        var month = first.adding(days: 1 - first.day).adding(months: 1)
        while month <= last {
            months.append(month)
            month = month.adding(months: 1)
        }
        return months
    }

    private func x(_ date: CalendarDate) -> Int {
        let span = max(1, first.days(until: last))
        return Self.left + first.days(until: date) * (Self.width - Self.left - Self.right) / span
    }

    /// Colours with at least 4.5 : 1 against white.
    private struct Style {
        let colour: String
        let dash: String

        init(_ outlook: Outlook) {
            switch outlook {
            case .achieved: (colour, dash) = ("#00703c", "")
            case .onCourse: (colour, dash) = ("#1d70b8", "")
            case .atRisk: (colour, dash) = ("#a8530a", " stroke-dasharray=\"8 4\"")
            case .willMiss: (colour, dash) = ("#b3140a", " stroke-dasharray=\"3 3\"")
            case .lost: (colour, dash) = ("#505a5f", "")
            }
        }
    }
}
