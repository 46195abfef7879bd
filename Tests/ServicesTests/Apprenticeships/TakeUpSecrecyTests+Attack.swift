import Domain
import Services

extension TakeUpSecrecyTests {
    /// What a report says, as the JSON has it.
    struct Read {
        let period: Period
        let lines: [(path: String, counts: [TakeUpFigure: Int?])]
        /// Whether counts are rounded to five, of which 1 to 4 are not shown.
        var isRounded = false
        /// Below which small counts are hidden, and others beside them; nil where none are.
        var threshold: Int?

        init(period: Period, lines: [(path: String, counts: [TakeUpFigure: Int?])]) {
            self.period = period
            self.lines = lines
        }

        /// What a count is, as far as it is printed; nil where nothing is.
        func range(_ count: Int?) -> ClosedRange<Int>? {
            if !isRounded { return count.map { $0...$0 } }
            guard let count else { return threshold == nil ? 1...4 : nil }
            return count == 0 ? 0...0 : max(count - 2, 5, threshold ?? 0)...(count + 2)
        }

        init(_ report: TakeUpReport) {
            period = report.period
            lines = Self.lines(report) { $0.counts }
            (isRounded, threshold) = (report.method.roundedToFive, report.method.threshold)
        }

        init?(lastYearOf report: TakeUpReport) {
            guard let period = report.lastYearPeriod else { return nil }
            self.period = period
            lines = Self.lines(report) { $0.lastYear?.counts ?? [:] }
        }

        private static func lines(
            _ report: TakeUpReport, _ counts: (TakeUpLine) -> [TakeUpFigure: Int?]
        ) -> [(path: String, counts: [TakeUpFigure: Int?])] {
            (report.organisations + report.levels + report.standards + report.roles).map {
                ("\($0.grouping ?? "")/\($0.key)", counts($0))
            } + [("total", counts(report.total))]
        }
    }

    private static let additive: [TakeUpFigure] = [
        .starts, .transferredIn, .achieved, .withdrawn, .transferred,
    ]

    /// Everything that anybody can know of such tables: sums within them, across groups, and from day to day.
    func attack(_ tables: [Read]) -> Attacker {
        var attacker = Attacker()
        func name(_ table: Read, _ path: String, _ figure: TakeUpFigure) -> String {
            if figure == .apprenticesBefore { return "\(table.period.from.adding(days: -1)) \(path) stand" }
            if figure == .apprenticesAtEnd { return "\(table.period.to) \(path) stand" }
            if !figure.isOfEvents { return "\(table.period.to) \(path) \(figure.rawValue)" }
            return "\(table.period.from)/\(table.period.to) \(path) \(figure.rawValue)"
        }
        for table in tables {
            for (path, counts) in table.lines {
                for figure in TakeUpFigure.allCases {
                    let name = name(table, path, figure)
                    let range = table.range(counts[figure] ?? nil)
                    attacker.read(name, range?.count == 1 ? range?.lowerBound : nil)
                    if let range, range.count > 1 { attacker.read(name, within: range) }
                }
                for sum in TakeUpFigure.sums {
                    attacker.sum(
                        sum.parts.map { name(table, path, $0) }, sum.whole.map { name(table, path, $0) })
                }
            }
            for grouping in ["organisation", "level", "standard", "role"] {
                let paths = table.lines.map(\.path).filter { $0.hasPrefix("\(grouping)/") }
                if paths.isEmpty { continue }
                for figure in TakeUpFigure.allCases {
                    // To an employer, who comes from another partner is new; to the partnership they are not.
                    let isNew = grouping == "organisation" && [.newApprentices, .newHires].contains(figure)
                    attacker.sum(
                        paths.map { name(table, $0, figure) },
                        ([figure] + (isNew ? [.transferredIn] : [])).map { name(table, "total", $0) })
                }
                if grouping != "organisation" { continue }
                for path in paths {
                    attacker.sum(
                        [TakeUpFigure.starts, .transferredIn].map { name(table, path, $0) },
                        [name(table, path, .newApprentices)])
                }
            }
        }
        let edges = Set(tables.flatMap { [$0.period.from, $0.period.to.adding(days: 1)] }).sorted()
        let parts = zip(edges, edges.dropFirst()).map { ($0, $1.adding(days: -1)) }
        for table in tables {
            let within = parts.filter { table.period.contains($0.0) }
            if within.count < 2 { continue }
            for (path, _) in table.lines {
                for figure in Self.additive {
                    attacker.sum(
                        within.map { "\($0.0)/\($0.1) \(path) \(figure.rawValue)" },
                        [name(table, path, figure)])
                }
            }
        }
        return attacker
    }

    /// The small counts that can be had.
    func found(_ tables: [Read], threshold: Int = 5) -> [String: Int] {
        attack(tables).found().filter { (1..<threshold).contains($0.value) }
    }
}
