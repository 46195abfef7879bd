import Domain
import FoundationEssentials
import Services

/// Take-up for people.
enum TakeUpPages {
    /// The report, grouped.
    static func table(_ report: TakeUpReport, by: ReportCommand.TakeUp.Grouping) -> Table {
        switch by {
        case .organisation: organisations(report)
        case .role: groups(report.roles, "Role", report)
        case .level: groups(report.levels, "Level", report)
        case .standard: groups(report.standards, "Standard", report)
        case .route: routes(report)
        }
    }

    /// What the table is about.
    static func heading(_ report: TakeUpReport) -> String {
        var text =
            "Take-up of apprenticeships, \(report.period.from.longText) to \(report.period.to.longText)"
        if report.countedTo < report.period.to { text += ", counted to \(report.countedTo.longText)" }
        return text + ".\n\n"
    }

    private static func cell(_ line: TakeUpLine, _ figure: TakeUpFigure) -> TableCell {
        TableCell((line.counts[figure] ?? nil).map(String.init) ?? "c")
    }

    /// A fraction as per cent with two decimals.
    static func percent(_ fraction: Double?) -> String {
        guard let fraction, let ratio = Ratio(Int((fraction * 1_000_000).rounded()), of: 1_000_000) else {
            return "x"
        }
        return ratio.percent(decimals: 2)
    }

    private static func rateCell(_ rate: Double?, _ target: Double?) -> TableCell {
        let tone: Tone? = rate.flatMap { rate in target.map { rate < $0 ? .warning : .good } }
        return TableCell(percent(rate), tone: tone)
    }

    /// By organisation, with the rates.
    static func organisations(_ report: TakeUpReport) -> Table {
        let compares = report.lastYearPeriod != nil
        var columns: [TableColumn] = [
            .key("Organisation"), .number("Starts"), .number("New"), .number("Learning"), .number("Break"),
            .number("Gateway"), .number("Achieved"), .number("Withdrawn"), .number("Employees"),
            .key("On"), .number("Rate"), .number("Measure"),
        ]
        if compares { columns += [.number("New last year"), .number("Rate last year")] }
        let figures: [TakeUpFigure] = [
            .starts, .newApprentices, .inLearning, .onBreak, .atGateway, .achieved, .withdrawn,
        ]
        let more = TakeUpFileColumns(report, besides: figures, hasRates: true)
        columns += more.columns
        var table = Table(
            columns, whenEmpty: "Nothing is known of apprentices or employees in this period.")
        for line in report.organisations + (report.organisations.isEmpty ? [] : [report.total]) {
            var cells = [TableCell(line.grouping == nil ? "All" : line.key)]
            cells += figures.map { cell(line, $0) }
            cells += [
                TableCell(line.rates?.headcount.map(String.init) ?? "x"),
                TableCell(line.rates?.headcountOn?.description ?? ""),
                rateCell(
                    line.rates?.takeUpRate, report.method.measureAveragedOver == nil ? line.targetRate : nil),
                TableCell(percent(line.targetRate)),
            ]
            if compares {
                cells += [
                    TableCell((line.lastYear?.counts[.newApprentices] ?? nil).map(String.init) ?? "c"),
                    TableCell(percent(line.lastYear?.rates?.takeUpRate)),
                ]
            }
            table.append(cells + more.row(line))
        }
        return table
    }

    /// By role, level or standard, without rates.
    static func groups(_ lines: [TakeUpLine], _ title: String, _ report: TakeUpReport) -> Table {
        let compares = report.lastYearPeriod != nil
        let figures: [TakeUpFigure] = [
            .starts, .newApprentices, .existingEmployees, .inLearning, .onBreak, .atGateway, .achieved,
            .withdrawn, .transferred,
        ]
        var columns: [TableColumn] =
            [.key(title), TableColumn("Name")]
            + [
                "Starts", "New", "Employed", "Learning", "Break", "Gateway", "Achieved", "Withdrawn",
                "Transferred",
            ].map { .number($0) }
        if compares { columns.append(.number("Starts last year")) }
        let more = TakeUpFileColumns(report, besides: figures, hasRates: false)
        columns += more.columns
        var table = Table(columns, whenEmpty: "There is no apprentice in this period.")
        for line in lines {
            var cells = [TableCell(line.key), TableCell(line.name ?? "")] + figures.map { cell(line, $0) }
            if compares {
                cells.append(
                    TableCell((line.lastYear?.counts[.starts] ?? nil).map(String.init) ?? "c"))
            }
            table.append(cells + more.row(line))
        }
        return table
    }

    /// The standards that lead to roles that are hard to fill, and who uses them.
    static func routes(_ report: TakeUpReport) -> Table {
        var table = Table(
            [
                .key("Role"), .key("Standard"), TableColumn("Title"), .number("Level"), .key("Leads"),
                TableColumn("Used by", overflow: .wrapped), TableColumn("Not used by", overflow: .wrapped),
                TableColumn("Note", overflow: .wrapped),
            ], whenEmpty: "No role is known that is hard to fill.")
        for line in report.roles {
            for route in line.routes ?? [] {
                table.append([
                    TableCell(line.key), TableCell(route.standardRef ?? "none"), TableCell(route.title ?? ""),
                    TableCell(route.level.map(String.init) ?? ""),
                    TableCell(route.leads.replacing("_", with: " ")),
                    TableCell(
                        route.usedBy.isEmpty ? "nobody" : route.usedBy.joined(separator: ", "),
                        tone: route.usedBy.isEmpty ? .warning : nil),
                    TableCell(
                        route.notUsedBy?.joined(separator: ", ") ?? (route.standardRef == nil ? "" : "c")),
                    TableCell(route.note),
                ])
            }
        }
        return table
    }

    /// What rates are set beside, or why beside nothing.
    private static func measure(_ report: TakeUpReport) -> String {
        guard let rate = report.total.targetRate else {
            return "x, \(report.total.reasons["target_rate"] ?? report.method.measure)"
        }
        let average = report.method.measureAveragedOver.map {
            " a year, on average from \($0.from.longText) to \($0.to.longText)"
        }
        return "\(report.method.measure), \(percent(rate))\(average ?? "")"
    }

    /// What the signs and figures mean.
    static func footer(_ report: TakeUpReport, _ hasRates: Bool) -> String {
        var text = "\n"
        if hasRates {
            text += "Rate: \(report.method.takeUpRate). Measure: \(measure(report)).\n"
            if report.organisations.contains(where: { ($0.counts[.transferredIn] ?? nil) ?? 0 > 0 }) {
                text +=
                    "New of an organisation counts who came from another partner; All does not, and Starts do not.\n"
            }
            for line in report.organisations {
                for reason in Set(
                    line.reasons.filter { ["headcount", "take_up_rate"].contains($0.key) }.values
                )
                .sorted() {
                    text += "x \(line.key): \(reason).\n"
                }
            }
        }
        if let threshold = report.method.threshold {
            text +=
                "c: not shown, since it is below \(threshold) or would tell of a count that is. \(Disclosure.publication)\n"
        }
        if report.method.roundedToFive {
            text +=
                "Counts are rounded to the nearest five; c: fewer than 5, or would tell of a count that is; only nobody is 0.\n"
        }
        if report.partial { text += "Only what your organisation may see.\n" }
        return text
    }
}
