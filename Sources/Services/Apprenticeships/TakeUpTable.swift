import Domain
import FoundationEssentials

/// The counts of a period by organisation, level, standard and role, and what of them is shown.
struct TakeUpTable: Sendable {
    /// How the apprentices are grouped.
    enum Grouping: String, CaseIterable, Sendable {
        case organisation, level, standard, role
    }

    /// One row.
    struct Group: Sendable {
        /// What the keys of its figures have between the report's and the figure's name.
        let path: String
        let key: String
        /// Positions in the cases.
        let members: [Int]
        let counts: TakeUpCounts
        /// The counts in maintained schools; nil where the organisation has none.
        var schools: [TakeUpFigure: Int]?
    }

    /// What of a school's count is shown beside the organisation's.
    static let schoolFigures: [TakeUpFigure] = [.apprenticesBefore, .newApprentices, .apprenticesAtEnd]

    let period: Period
    let groups: [Grouping: [Group]]
    let total: Group
    /// Keys of the counts that are not shown, as `wychavon/starts`.
    private(set) var hidden: Set<String> = []

    init(
        _ inputs: TakeUpInputs, in period: Period, organisations: [TakeUpInputs.Organisation],
        withSchools: Set<UUID>
    ) {
        self.period = period
        let cases = inputs.cases
        func group(_ path: String, _ key: String, _ members: [Int]) -> Group {
            Group(
                path: path, key: key, members: members,
                counts: TakeUpCounts(members.map { cases[$0].counted }, in: period))
        }
        func grouped(_ grouping: Grouping, _ key: (TakeUpInputs.Case) -> String) -> [Group] {
            Dictionary(grouping: cases.indices, by: { key(cases[$0]) }).sorted { $0.key < $1.key }
                .map { group("\(grouping.rawValue)/\($0.key)", $0.key, $0.value) }
        }
        var groups: [Grouping: [Group]] = [:]
        let byOrganisation = Dictionary(grouping: cases.indices, by: { cases[$0].organisation })
        groups[.organisation] = organisations.map { organisation in
            let members = byOrganisation[organisation.id] ?? []
            var made = group(organisation.code, organisation.code, members)
            if withSchools.contains(organisation.id)
                || members.contains(where: { cases[$0].counted.isInSchool })
            {
                let counted = members.map { cases[$0].counted }
                made.schools = Dictionary(
                    uniqueKeysWithValues: Self.schoolFigures.map {
                        ($0, made.counts.inSchools($0, of: counted))
                    })
            }
            return made
        }
        groups[.level] = grouped(.level) { $0.level.map(String.init) ?? "not_known" }
        groups[.standard] = grouped(.standard) { $0.standard }
        var roles = grouped(.role) { $0.role }
        for role in Set(inputs.routes.map(\.role)).subtracting(roles.map(\.key)) {
            roles.append(group("role/\(role)", role, []))
        }
        groups[.role] = roles.sorted { $0.key < $1.key }
        self.groups = groups
        total = group("total", "total", Array(cases.indices))
    }

    /// Every row, the total last.
    var all: [Group] { Grouping.allCases.flatMap { groups[$0] ?? [] } + [total] }

    /// Whether a count is not shown.
    func isHidden(_ group: Group, _ figure: TakeUpFigure) -> Bool {
        hidden.contains("\(group.path)/\(figure.rawValue)")
    }

    /// Whether a count of maintained schools is not shown.
    func isHiddenInSchools(_ group: Group, _ figure: TakeUpFigure) -> Bool {
        hidden.contains("\(group.path)/schools_\(figure.rawValue)")
    }

    /// Hides what would tell of few people.
    ///
    /// - Parameter signed: the reports that were signed before: their period, and what they showed by the key of a
    ///   figure, nil for what they hid.
    mutating func hide(threshold: Int, signed: [(period: Period, shown: [String: Int?])]) {
        var cells: [String] = []
        var values: [Int] = []
        var places: [String: Int] = [:]
        func cell(_ key: String, _ value: Int) {
            places[key] = cells.count
            cells.append(key)
            values.append(value)
        }
        let rows = all
        for row in rows {
            for figure in TakeUpFigure.allCases { cell("\(row.path)/\(figure.rawValue)", row.counts[figure]) }
            for figure in Self.schoolFigures {
                guard let inSchools = row.schools?[figure] else { continue }
                cell("\(row.path)/schools_\(figure.rawValue)", inSchools)
                // Of those who are in no school nothing is printed, but it can be reckoned.
                cell("\(row.path)/others_\(figure.rawValue)", row.counts[figure] - inSchools)
            }
        }
        func place(_ row: Group, _ name: String) -> Int { places["\(row.path)/\(name)"] ?? 0 }
        var equations: [LinkedCounts.Equation] = []
        var together: [[Int]] = []
        func add(_ left: [Int], _ right: [Int]) {
            // People are counted once, so what is grouped by standard may be more than its total.
            if left.reduce(0, { $0 + values[$1] }) == right.reduce(0, { $0 + values[$1] }) {
                equations.append(LinkedCounts.Equation(left, equals: right))
            }
        }
        for row in rows {
            for sum in TakeUpFigure.sums {
                add(sum.parts.map { place(row, $0.rawValue) }, sum.whole.map { place(row, $0.rawValue) })
            }
            together.append([
                place(row, TakeUpFigure.starts.rawValue), place(row, TakeUpFigure.newApprentices.rawValue),
            ])
            for figure in Self.schoolFigures where row.schools != nil {
                add(
                    [place(row, "schools_\(figure.rawValue)"), place(row, "others_\(figure.rawValue)")],
                    [place(row, figure.rawValue)])
            }
        }
        for grouping in Grouping.allCases {
            for figure in TakeUpFigure.allCases {
                add(
                    (groups[grouping] ?? []).map { place($0, figure.rawValue) },
                    [place(total, figure.rawValue)])
            }
        }
        let ofEvents = Set(TakeUpFigure.allCases.filter(\.isOfEvents).map(\.rawValue))
        let earlier = signed.compactMap { report -> LinkedCounts.Earlier? in
            let isSame = report.period == period
            // Days that share an edge: the difference is what happened on the days between.
            let isNested =
                !isSame && (report.period.from == period.from || report.period.to == period.to)
            if !isSame && !isNested { return nil }
            var shown: [Int?] = []
            var hidden: Set<Int> = []
            for (place, key) in cells.enumerated() {
                let isAsked =
                    isSame || ofEvents.contains(key.split(separator: "/").last.map(String.init) ?? "")
                guard isAsked, let known = report.shown["take_up/\(key)"] else {
                    shown.append(nil)
                    continue
                }
                shown.append(known)
                if known == nil { hidden.insert(place) }
            }
            return LinkedCounts.Earlier(shown: shown, hidden: hidden, isOfTheSame: isSame)
        }
        let linked = LinkedCounts(
            values, equations: equations, together: together, threshold: threshold, earlier: earlier)
        hidden = Set(linked.hidden.map { cells[$0] })
    }
}
