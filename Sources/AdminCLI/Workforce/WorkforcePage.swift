import Domain
import Services

/// `report workforce` for people: the posts in a sentence, the measures with how each is reckoned, then the turnover
/// and the bridge.
struct WorkforcePage {
    private let report: WorkforceReport

    init(_ report: WorkforceReport) {
        self.report = report
    }

    /// Prints the report, or a breakdown of it.
    func print(by: WorkforceReportCommand.Breakdown?, as format: OutputFormat) throws {
        switch by {
        case .team:
            try format.print(
                report, table: Self.table(report.teams, title: "Team"), heading: heading,
                footer: Self.note(report.teams))
        case .age:
            if report.ages.isWithheld { throw ServiceError(.notAllowed, report.ages.note ?? "") }
            try format.print(
                report, table: Self.table(report.ages, title: "Age"), heading: heading,
                footer: Self.note(report.ages))
        case nil where format == .csv && report.whatIf != nil:
            try format.print(report, table: Self.bridges(report.whatIf))
        case nil:
            try format.print(
                report, table: Self.measures(report.measures), heading: heading,
                footer: footer(for: CommandContext.current.terminal))
        }
    }

    /// The posts and the people in three lines.
    var heading: String {
        let posts = report.posts
        let people = report.people
        let scope = report.scope.words.isEmpty ? "" : ", \(report.scope.words)"
        let toCome =
            report.isToCome
            ? "This day is to come: the figures are what is recorded now, and who comes or leaves by then is not known.\n"
            : ""
        let newlyQualified = people.newlyQualified.map { ", \($0) newly qualified" } ?? ""
        let untold =
            people.newlyQualifiedReason.map { "\nHow many are newly qualified is not told: \($0)." } ?? ""
        let frozen =
            posts.frozen > 0 ? "; \(posts.frozen) more \(posts.frozen == 1 ? "is" : "are") frozen" : ""
        let reserved = posts.reserved > 0 ? ", \(posts.reserved) kept for a named recruit" : ""
        let starters = people.startedWithoutPost ?? 0
        let missing =
            starters > 0
            ? "\n\(starters.counted("recruit")) \(starters == 1 ? "has" : "have") started and \(starters == 1 ? "is" : "are") in no post: see berth assignment missing."
            : ""
        return """
            Workforce of \(report.partnership)\(scope), as of \(report.asOf.longText)
            \(toCome)\(posts.established.counted("established post")), \(posts.vacant) vacant: \(posts.coveredByAgency) covered by agency, \(posts.uncovered) uncovered\(frozen).
            \(posts.newSince) of the vacant posts \(posts.newSince == 1 ? "is" : "are") new since \(posts.newSinceOn.longText)\(reserved). \(people.employees.counted("employee")), \(people.agency.counted("agency worker"))\(newlyQualified).\(untold)\(missing)
            \(report.partial ? Self.partly : "")

            """
    }

    private static let partly =
        "Your role is for one organisation: posts of others are not in these figures.\n"

    /// The measures with how each is reckoned and what others have published.
    static func measures(_ measures: [WorkforceReport.Measure]) -> Table {
        var table = Table(
            [
                .key("Measure"), .key("Basis"), .number("Value"), .number("Numerator"),
                .number("Denominator"),
                TableColumn("Formula", overflow: .wrapped), TableColumn("Compare", overflow: .wrapped),
            ], whenEmpty: "There is nothing to measure.")
        for measure in measures {
            let unknown = measure.reason ?? "not known"
            table.append([
                TableCell(measure.name.replacing("_", with: " ")), TableCell(measure.basis),
                TableCell(measure.printed), TableCell(measure.numerator?.description),
                TableCell(measure.denominator?.description),
                TableCell(measure.printed == nil ? "\(measure.formula): \(unknown)" : measure.formula),
                TableCell(compare(measure)),
            ])
        }
        return table
    }

    private static func compare(_ measure: WorkforceReport.Measure) -> String {
        measure.comparators.prefix(3).map { other in
            let value =
                measure.name == WorkforceMeasure.Name.averageCaseload.rawValue
                ? FTE(tenThousandths: Int((other.value * 10_000).rounded())).description
                : Ratio(Int((other.value * 1_000_000).rounded()), of: 1_000_000)?.percent() ?? "-"
            // England's rates are by full-time equivalents; beside posts they are not like for like.
            let basis = other.basis == measure.basis ? "" : " by \(other.basis)"
            return "\(value) \(other.name)\(basis), \(other.asOf)"
        }.joined(separator: "; ")
    }

    /// The turnover of the last months, and the bridges.
    func footer(for terminal: Terminal) -> String {
        var text = ""
        if report.scope.isPartOfOrganisation {
            let people = report.people
            let moved = people.leaversMoved
            text += Self.ways(people.leavers.flatMap { all in moved.map { all - $0 } }, moved)
        }
        let last = report.series.suffix(2).map { "\($0.month) \($0.printed ?? ($0.isHidden ? "c" : "-"))" }
        if !last.isEmpty { text += "\nTurnover over twelve months: \(last.joined(separator: ", ")).\n" }
        text += Self.note(series: report.seriesNote)
        for scenario in report.whatIf?.scenarios ?? [] {
            guard let bridge = scenario.bridges.first else { continue }
            text += "\nWhat if, \(scenario.words):\n\n" + Self.bridge(bridge).rendered(for: terminal)
        }
        return text
    }

    /// How many left in which way, in a sentence; "c" for a number that is hidden.
    static func ways(_ left: Int?, _ moved: Int?) -> String {
        "\nOf those who left, \(left.map(String.init) ?? "c") left the employer and \(moved.map(String.init) ?? "c") moved to another post of it.\n"
    }

    /// How many left in which way, in a sentence; empty where nobody can move.
    static func ways(_ counts: WorkforceTable?) -> String {
        guard let counts else { return "" }
        let shown = Dictionary(
            counts.rows.map { ($0.name, $0.counts.first ?? nil) }, uniquingKeysWith: { first, _ in first })
        return ways(shown["left_employer"] ?? nil, shown["moved_to_other_post"] ?? nil)
    }

    /// The turnover of a month; "c" where it is hidden.
    private static func rate(_ point: WorkforceReport.Point) -> TableCell {
        TableCell(point.printed ?? (point.isHidden ? "c" : nil))
    }

    /// Why some of a series is hidden.
    static func note(series note: String?) -> String { note.map { "\n\($0).\n" } ?? "" }

    /// How turnover is reckoned, and why some of it is hidden.
    static func note(turnover reports: [TurnoverReport]) -> String {
        let formula = reports.first.map { "\nTurnover: \($0.formula).\n" } ?? ""
        return formula + note(series: reports.lazy.compactMap(\.seriesNote).first)
    }

    /// How many of a step find no vacancy or nothing to cover, or are more than there are to leave or to end.
    private static func beyond(_ step: VacancyOutlook.Step) -> String {
        if step.beyond == .zero { return "" }
        let isOut = step.name == "leavers" || step.beyond < .zero
        return isOut ? "\(step.beyond.magnitude) more than there are" : "\(step.beyond) find none"
    }

    /// A bridge, a line for each step.
    static func bridge(_ bridge: VacancyOutlook.Bridge) -> Table {
        var table = Table(stepColumns, whenEmpty: "There is no step.")
        for line in lines(bridge) { table.append(line) }
        return table
    }

    /// The bridges of all scenarios and bases, a line for each step.
    static func bridges(_ outlook: VacancyOutlook?) -> Table {
        var table = Table(
            [TableColumn("Scenario"), .key("Basis")] + stepColumns, whenEmpty: "There is no step.")
        for scenario in outlook?.scenarios ?? [] {
            for bridge in scenario.bridges {
                for line in lines(bridge) {
                    table.append([TableCell(scenario.name), TableCell(bridge.basis)] + line)
                }
            }
        }
        return table
    }

    private static let stepColumns: [TableColumn] = [
        TableColumn("Step"), .number("Vacant"), .number("Covered"), .number("Uncovered"), .number("Rate"),
        .number("Change"), TableColumn("Beyond"),
    ]

    private static func lines(_ bridge: VacancyOutlook.Bridge) -> [[TableCell]] {
        [cells("now", bridge.start, change: TableCell(""), beyond: "")]
            + bridge.steps.map { step in
                cells(
                    "\(step.name.replacing("_", with: " ")), \(step.amount)", step.after,
                    change: TableCell(signed: step.vacant), beyond: beyond(step))
            }
    }

    private static func cells(
        _ name: String, _ state: VacancyOutlook.State, change: TableCell, beyond: String
    ) -> [TableCell] {
        [
            TableCell(name), TableCell(state.vacant.description),
            TableCell(state.coveredByAgency.description),
            TableCell(state.uncovered.description), TableCell(state.printed), change,
            TableCell(beyond),
        ]
    }

    /// A series, a line for each month; of a part of an organisation with how much left in which way.
    static func series(_ points: [WorkforceReport.Point], of scope: WorkforceScope) -> Table {
        let isPart = scope.isPartOfOrganisation
        var table = Table(
            [.key("Month"), .number("Turnover"), .number("Leavers")]
                + (isPart ? [.number("Left employer"), .number("Moved post")] : []) + [.number("In post")],
            whenEmpty: "There is no month.")
        for point in points {
            let moved = point.movedFte
            let ways = [point.leaversFte.flatMap { all in moved.map { all - $0 } }, moved]
            table.append(
                [
                    TableCell(point.month), rate(point),
                    TableCell(point.leaversFte?.description ?? "c"),
                ] + (isPart ? ways.map { TableCell($0?.description ?? "c") } : [])
                    + [TableCell(point.inPostFte.description)])
        }
        return table
    }

    /// The series of several partnerships, a line for each month of each.
    static func everywhere(_ reports: [TurnoverReport]) -> Table {
        var table = Table(
            [
                .key("Partnership"), .key("Month"), .number("Turnover"), .number("Leavers"),
                .number("In post"),
            ], whenEmpty: "There is no month.")
        for report in reports {
            for point in report.series {
                table.append([
                    TableCell(report.partnership), TableCell(point.month), rate(point),
                    TableCell(point.leaversFte?.description ?? "c"), TableCell(point.inPostFte.description),
                ])
            }
        }
        return table
    }

    /// A breakdown with its sums.
    static func table(_ breakdown: WorkforceTable, title: String) -> Table {
        var table = Table(
            [TableColumn(title)] + breakdown.columns.map { .number(titled($0)) },
            whenEmpty: "There is nobody.")
        for row in breakdown.rows {
            table.append(
                [TableCell(row.name)] + row.counts.map { TableCell($0.map(String.init) ?? "c") })
        }
        table.append([TableCell("total")] + breakdown.total.map { TableCell($0.map(String.init) ?? "c") })
        return table
    }

    private static func titled(_ name: String) -> String {
        name.prefix(1).uppercased() + name.dropFirst().replacing("_", with: " ")
    }

    /// What the letter of a hidden cell means.
    static func note(_ breakdown: WorkforceTable) -> String {
        breakdown.note.map { "\n\($0). \(Disclosure.publication)\n" } ?? ""
    }
}
