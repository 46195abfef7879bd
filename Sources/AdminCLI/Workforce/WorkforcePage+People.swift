import Domain
import Services

extension WorkforcePage {
    /// Retention, a line for each group.
    static func retention(_ report: RetentionReport) -> Table {
        var table = Table(
            [
                TableColumn(report.by.prefix(1).uppercased() + report.by.dropFirst()), .number("People"),
                .number("Left"), .number("Stay 12 months"), .number("From"), .number("To"),
                .number("Half gone after"),
            ], whenEmpty: "Nobody has started yet.")
        for group in report.groups + [report.total] {
            func isHidden(_ figure: String) -> Bool { group.suppressedFigures.contains(figure) }
            func share(_ value: Double?) -> TableCell {
                TableCell(
                    isHidden("retention12_months")
                        ? "c"
                        : value.flatMap { Ratio(Int(($0 * 1_000_000).rounded()), of: 1_000_000)?.percent() })
            }
            table.append([
                TableCell(group.name), TableCell(group.people.map(String.init) ?? "c"),
                TableCell(group.left.map(String.init) ?? "c"), share(group.retention12Months),
                share(group.lower), share(group.upper),
                TableCell(isHidden("median_days") ? "c" : group.medianDays.map { "\($0) d" }),
            ])
        }
        return table
    }

    static func note(_ report: RetentionReport) -> String {
        let method = report.stepsMerged ? "\nReckoned as a \(report.method).\n" : ""
        let isHidden = (report.groups + [report.total]).contains { !$0.suppressedFigures.isEmpty }
        if !isHidden { return method }
        return method
            + "\nc: hidden, because fewer than \(report.threshold) people are in the group, left or stayed, in all or within the year, or it would give such a number away. \(Disclosure.publication)\n"
    }

    static func heading(_ report: LeaversReport) -> String {
        let interviews = report.interviews.map(String.init) ?? "c"
        return """
            \(report.leavers.map(String.init) ?? "c") left from \(report.from.longText) to \(report.to.longText), \(report.leaversFte?.description ?? "c") full-time equivalents by what ended on the last day; \(interviews) had an exit interview.


            """
    }

    /// Leavers by everything they are counted by, below each other.
    static func leavers(_ report: LeaversReport) -> Table {
        var table = Table(
            [.key("By"), TableColumn("Group"), .number("Leavers")], whenEmpty: "Nobody has left.")
        let tables: [(String, WorkforceTable?)] = [
            ("way", report.ways), ("reason", report.reasons), ("destination", report.destinations),
            ("route", report.routes),
            ("nationality", report.nationalities),
        ]
        for (name, counted) in tables {
            for row in counted?.rows ?? [] {
                table.append([
                    TableCell(name), TableCell(row.name),
                    TableCell((row.counts.first ?? nil).map(String.init) ?? "c"),
                ])
            }
        }
        for theme in report.themes {
            table.append([
                TableCell("theme"), TableCell(theme.name), TableCell(theme.leavers.map(String.init) ?? "c"),
            ])
        }
        return table
    }

    static func note(_ report: LeaversReport) -> String {
        // A note of the routes that no hidden cell explains is why there are none.
        let routes = report.routes.isWithheld && report.leavers != nil ? report.routes.note : nil
        return (routes.map { "\nBy route nothing is told: \($0).\n" } ?? "") + hidden(report)
    }

    private static func hidden(_ report: LeaversReport) -> String {
        report.threshold > 1
            ? "\nc: hidden, because it is below \(report.threshold) or would give away a number that is. An interview may be about several themes. \(Disclosure.publication)\n"
            : "\nAn interview may be about several themes.\n"
    }
}
