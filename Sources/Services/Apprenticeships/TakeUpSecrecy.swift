import Domain

/// Which counts of tables of take-up are not shown, looked at together with each other and with what was signed before.
///
/// Tables of other periods tell of each other: who was there before one is who was there at the end of another, and a
/// year is its quarters. So the days are cut at every edge of every period, and one system of equations is about all.
struct TakeUpSecrecy {
    private var cells: [(table: Int, key: String)] = []
    private var values: [Int] = []
    private var places: [[String: Int]] = []
    private var equations: [LinkedCounts.Equation] = []
    private var together: [[Int]] = []

    /// The keys to hide of each of the printed tables, as `wychavon/starts`.
    ///
    /// - Parameters:
    ///   - printed: the tables, each of another period.
    ///   - signed: the tables that were signed before.
    ///   - make: the table of another period, from the same cases.
    static func hidden(
        in printed: [TakeUpTable], threshold: Int, signed: [SignedTakeUp], make: (Period) -> TakeUpTable
    ) -> [Set<String>] {
        var tables = printed
        func add(_ periods: [Period]) {
            for period in periods where !tables.contains(where: { $0.period == period }) {
                tables.append(make(period))
            }
        }
        add(signed.map(\.period))
        let whole = tables.map(\.period)
        add(parts(of: whole).filter { part in whole.contains { $0 != part && $0.overlaps(part) } })
        var secrecy = TakeUpSecrecy()
        for table in tables { secrecy.add(table) }
        secrecy.link(tables)
        let earlier = signed.map { report in
            let own = tables.firstIndex { $0.period == report.period }
            let told = secrecy.cells.map { cell in
                cell.table == own ? report.told["take_up/\(cell.key)"] : nil
            }
            let ranges = told.map { $0?.range }
            return LinkedCounts.Earlier(
                shown: ranges.map { $0?.count == 1 ? $0?.lowerBound : nil },
                hidden: Set(told.indices.filter { told[$0]?.isHidden == true }),
                ranges: Dictionary(
                    uniqueKeysWithValues: ranges.enumerated().compactMap { place, range in
                        range.flatMap { $0.count > 1 ? (place, $0) : nil }
                    }), isOfTheSame: true)
        }
        let linked = LinkedCounts(
            secrecy.values, equations: secrecy.equations, together: secrecy.together, threshold: threshold,
            earlier: earlier,
            unprinted: Set(secrecy.cells.indices.filter { secrecy.cells[$0].table >= printed.count }),
            worth: secrecy.cells.map { Self.worth(of: $0.key) })
        return printed.indices.map { table in
            Set(linked.hidden.map { secrecy.cells[$0] }.filter { $0.table == table }.map(\.key))
        }
    }

    /// What is asked for most is hidden last: totals, and the figures that the rates are made of.
    private static func worth(of key: String) -> Int {
        let ofFigure =
            switch TakeUpFigure(ofKey: key) {
            case .participants, .onBreakThroughout, .transferred, .transferredIn, nil: 0
            case .apprenticesBefore, .existingEmployees, .newHires, .inLearning, .onBreak, .atGateway: 1
            case .achieved, .withdrawn: 2
            case .apprenticesAtEnd: 3
            case .starts, .newApprentices: 4
            }
        return ofFigure + (key.hasPrefix("total/") ? 5 : 0)
    }

    /// The stretches of days between the edges of periods.
    private static func parts(of periods: [Period]) -> [Period] {
        let edges = Set(periods.flatMap { [$0.from, $0.to.adding(days: 1)] }).sorted()
        return zip(edges, edges.dropFirst()).compactMap { Period(from: $0, to: $1.adding(days: -1)) }
    }

    private mutating func cell(_ table: Int, _ key: String, _ value: Int) {
        places[table][key] = cells.count
        cells.append((table, key))
        values.append(value)
    }

    private mutating func add(_ left: [Int], equals right: [Int]) {
        // People are counted once, so what is grouped by standard may be more than its total.
        if left.reduce(0, { $0 + values[$1] }) == right.reduce(0, { $0 + values[$1] }) {
            equations.append(LinkedCounts.Equation(left, equals: right))
        }
    }

    /// What adds up within a table.
    private mutating func add(_ table: TakeUpTable) {
        let number = places.count
        places.append([:])
        for row in table.all {
            for figure in TakeUpFigure.allCases {
                cell(number, "\(row.path)/\(figure.rawValue)", row.counts[figure])
            }
            for figure in TakeUpTable.schoolFigures {
                guard let inSchools = row.schools?[figure] else { continue }
                cell(number, "\(row.path)/schools_\(figure.rawValue)", inSchools)
                // Of those who are in no school nothing is printed, but it can be reckoned.
                cell(number, "\(row.path)/others_\(figure.rawValue)", row.counts[figure] - inSchools)
            }
        }
        let places = places[number]
        func place(_ row: TakeUpTable.Group, _ name: String) -> Int { places["\(row.path)/\(name)"] ?? 0 }
        for row in table.all {
            for sum in TakeUpFigure.sums {
                add(
                    sum.parts.map { place(row, $0.rawValue) },
                    equals: sum.whole.map { place(row, $0.rawValue) })
            }
            together.append([
                place(row, TakeUpFigure.starts.rawValue), place(row, TakeUpFigure.newApprentices.rawValue),
            ])
            for figure in TakeUpTable.schoolFigures where row.schools != nil {
                add(
                    [place(row, "schools_\(figure.rawValue)"), place(row, "others_\(figure.rawValue)")],
                    equals: [place(row, figure.rawValue)])
            }
        }
        for grouping in TakeUpTable.Grouping.allCases {
            for figure in TakeUpFigure.allCases {
                add(
                    (table.groups[grouping] ?? []).map { place($0, figure.rawValue) },
                    equals: [place(table.total, figure.rawValue)])
            }
        }
        // Who comes from another partner is new to the employer, and not to the partnership.
        let (new, came) = (TakeUpFigure.newApprentices.rawValue, TakeUpFigure.transferredIn.rawValue)
        let employers = table.groups[.organisation] ?? []
        for row in employers {
            add([place(row, TakeUpFigure.starts.rawValue), place(row, came)], equals: [place(row, new)])
        }
        add(employers.map { place($0, new) }, equals: [new, came].map { place(table.total, $0) })
    }

    /// What tables of different periods tell of each other.
    private mutating func link(_ tables: [TakeUpTable]) {
        let elements = Self.parts(of: tables.map(\.period)).compactMap { part in
            tables.firstIndex { $0.period == part }
        }
        for key in Set(cells.map(\.key)).sorted() {
            guard let figure = TakeUpFigure(ofKey: key) else { continue }
            if figure.isOfEvents {
                for (number, table) in tables.enumerated() {
                    let within = elements.filter { table.period.overlaps(tables[$0].period) }
                    if within == [number] { continue }
                    if let whole = places[number][key] {
                        add(within.compactMap { places[$0][key] }, equals: [whole])
                    }
                }
                continue
            }
            // How things stood at the close of a day: at the end of one period, and before the next.
            let twin =
                figure == .apprenticesAtEnd
                ? key.replacing(
                    TakeUpFigure.apprenticesAtEnd.rawValue, with: TakeUpFigure.apprenticesBefore.rawValue)
                : nil
            if figure == .apprenticesBefore { continue }
            var stood: [CalendarDate: [Int]] = [:]
            for (number, table) in tables.enumerated() {
                if let place = places[number][key] { stood[table.period.to, default: []].append(place) }
                if let twin, let place = places[number][twin] {
                    stood[table.period.from.adding(days: -1), default: []].append(place)
                }
            }
            for (_, same) in stood.sorted(by: { $0.key < $1.key }) {
                for (one, next) in zip(same, same.dropFirst()) { add([one], equals: [next]) }
            }
        }
    }
}

extension TakeUpFigure {
    /// The count that a key such as `wychavon/starts` or `wychavon/schools_apprentices_at_end` ends with.
    init?(ofKey key: String) {
        let name = key.split(separator: "/").last.map(String.init) ?? ""
        let prefix = ["schools_", "others_"].first { name.hasPrefix($0) } ?? ""
        self.init(rawValue: String(name.dropFirst(prefix.count)))
    }
}
