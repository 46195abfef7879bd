import Domain
import Services

/// What of take-up the CSV has and the table has no room for: the return's other figures, and why one is missing.
struct TakeUpFileColumns {
    private let cells: [(title: String, cell: (TakeUpLine) -> String?)]

    /// - Parameters:
    ///   - shown: the counts that the table has already.
    ///   - hasRates: whether the lines are of organisations.
    init(_ report: TakeUpReport, besides shown: [TakeUpFigure], hasRates: Bool) {
        var cells: [(title: String, cell: (TakeUpLine) -> String?)] = []
        for figure in TakeUpFigure.allCases where !shown.contains(figure) {
            cells.append((figure.displayName, { Self.count($0.counts[figure] ?? nil) }))
        }
        if hasRates {
            cells += Self.rates("") { $0.rates }
            cells += [
                ("Schools apprentices before", { $0.schools.map { Self.count($0.apprenticesBefore) } }),
                ("Schools new apprentices", { $0.schools.map { Self.count($0.newApprentices) } }),
                ("Schools apprentices at end", { $0.schools.map { Self.count($0.apprenticesAtEnd) } }),
            ]
            cells += Self.employeesBefore("Schools ") { $0.schools?.rates }
            cells += Self.rates("Schools ") { $0.schools?.rates }
        }
        if report.lastYearPeriod != nil {
            for figure in TakeUpFigure.allCases {
                cells.append(
                    (
                        "Last year \(figure.displayName.lowercased())",
                        { $0.lastYear.map { Self.count($0.counts[figure] ?? nil) } }
                    ))
            }
            if hasRates {
                cells += Self.employeesBefore("Last year ") { $0.lastYear?.rates }
                cells += Self.rates("Last year ") { $0.lastYear?.rates }
            }
        }
        if hasRates {
            cells.append(
                (
                    "Reasons",
                    {
                        $0.reasons.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
                            .joined(separator: "; ")
                    }
                ))
        }
        self.cells = cells
    }

    /// The columns.
    var columns: [TableColumn] { cells.map { .ofFiles($0.title) } }

    /// What a line has in them.
    func row(_ line: TakeUpLine) -> [TableCell] { cells.map { TableCell($0.cell(line) ?? "") } }

    private static func count(_ count: Int?) -> String { count.map(String.init) ?? "c" }

    /// The denominator and what it makes, which the table has of the organisation itself.
    private static func employeesBefore(
        _ prefix: String, _ rates: @escaping (TakeUpLine) -> TakeUpLine.Rates?
    ) -> [(title: String, cell: (TakeUpLine) -> String?)] {
        [
            (prefix + "employees before", { rates($0).map { $0.headcount.map(String.init) ?? "x" } }),
            (prefix + "employees before on", { rates($0)?.headcountOn?.description }),
            (prefix + "take-up rate", { rates($0).map { TakeUpPages.percent($0.takeUpRate) } }),
        ]
    }

    private static func rates(
        _ prefix: String, _ rates: @escaping (TakeUpLine) -> TakeUpLine.Rates?
    ) -> [(title: String, cell: (TakeUpLine) -> String?)] {
        [
            (prefix + "employees at end", { rates($0).map { $0.headcountAtEnd.map(String.init) ?? "x" } }),
            (prefix + "employees at end on", { rates($0)?.headcountAtEndOn?.description }),
            (prefix + "employees started", { rates($0).map { $0.employeesStarted.map(String.init) ?? "x" } }),
            (
                prefix + "employment starts rate",
                { rates($0).map { TakeUpPages.percent($0.employmentStartsRate) } }
            ),
            (
                prefix + "total headcount rate",
                { rates($0).map { TakeUpPages.percent($0.totalHeadcountRate) } }
            ),
        ]
    }
}
