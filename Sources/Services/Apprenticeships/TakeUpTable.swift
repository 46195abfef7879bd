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
        func group(
            _ path: String, _ key: String, _ members: [Int], isOneEmployer: Bool = false
        ) -> Group {
            Group(
                path: path, key: key, members: members,
                counts: TakeUpCounts(
                    members.map { cases[$0].counted }, in: period, isOneEmployer: isOneEmployer))
        }
        func grouped(_ grouping: Grouping, _ key: (TakeUpInputs.Case) -> String) -> [Group] {
            Dictionary(grouping: cases.indices, by: { key(cases[$0]) }).sorted { $0.key < $1.key }
                .map { group("\(grouping.rawValue)/\($0.key)", $0.key, $0.value) }
        }
        var groups: [Grouping: [Group]] = [:]
        let byOrganisation = Dictionary(grouping: cases.indices, by: { cases[$0].organisation })
        groups[.organisation] = organisations.map { organisation in
            let members = byOrganisation[organisation.id] ?? []
            var made = group(organisation.code, organisation.code, members, isOneEmployer: true)
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

    /// The row of a group, with nobody in it where the period has none.
    func row(like group: Group) -> Group {
        all.first { $0.path == group.path }
            ?? Group(
                path: group.path, key: group.key, members: [],
                counts: TakeUpCounts([], in: period, isOneEmployer: false))
    }

    /// Whether a count is not shown.
    func isHidden(_ group: Group, _ figure: TakeUpFigure) -> Bool {
        hidden.contains("\(group.path)/\(figure.rawValue)")
    }

    /// Whether a count of maintained schools is not shown.
    func isHiddenInSchools(_ group: Group, _ figure: TakeUpFigure) -> Bool {
        hidden.contains("\(group.path)/schools_\(figure.rawValue)")
    }

    /// Keeps what is not to be shown.
    mutating func hide(_ keys: Set<String>) { hidden = keys }
}
