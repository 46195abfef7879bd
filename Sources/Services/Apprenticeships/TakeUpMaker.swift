import Domain
import FoundationEssentials

/// Makes a take-up report from its inputs.
struct TakeUpMaker {
    let choices: TakeUpChoices
    let moment: Moment
    let period: Period
    let inputs: TakeUpInputs
    /// The organisations that employ anybody that is known of, by code.
    let employers: [TakeUpInputs.Organisation]
    /// The table of the period, and that of the year before.
    let table: TakeUpTable
    let lastTable: TakeUpTable?
    let staff: [UUID: TakeUpStaff]
    let lastStaff: [UUID: TakeUpStaff]
    let totalStaff: TakeUpStaff
    let lastTotalStaff: TakeUpStaff
    let measure: TakeUpMeasure
    private let rules: [Rule]
    private let work: Work

    init(
        _ choices: TakeUpChoices, _ moment: Moment, _ period: Period, _ inputs: TakeUpInputs,
        _ reference: ReferenceData, signed: [SignedTakeUp], _ work: Work
    ) throws {
        self.choices = choices
        self.moment = moment
        self.period = period
        self.inputs = inputs
        self.work = work
        let age = try reference.rule("apprenticeship.headcount_counts_for", on: period.to)
        let ageAtEnd = try reference.rule("apprenticeship.headcount_at_end_counts_for", on: period.to)
        let months = (before: Int(age.value) ?? 12, atEnd: Int(ageAtEnd.value) ?? 3)
        measure = TakeUpMeasure(period, on: moment.asOf, reference.rules)
        rules = [age, ageAtEnd] + (measure.rate == nil ? [] : [measure.rule].compactMap(\.self))
        let counted = Period(from: period.from, to: min(period.to, moment.asOf)) ?? period
        // The same days a year before: half a year is never set beside a whole one.
        let before = choices.comparesLastYear ? counted.yearBefore : nil
        let known = Set(inputs.headcounts.keys).union(inputs.started.keys)
            .union(inputs.cases.map(\.organisation))
        let employers = inputs.organisations.filter {
            known.contains($0.id) || choices.organisation == $0.code
        }
        self.employers = employers
        func staff(in period: Period) -> [UUID: TakeUpStaff] {
            Dictionary(
                uniqueKeysWithValues: employers.map { employer in
                    (
                        employer.id,
                        choices.countsPartOfStaff
                            ? TakeUpStaff(
                                unknown:
                                    "a headcount counts every role, and only some apprentices are asked about"
                            )
                            : TakeUpStaff(of: employer, in: period, months: months, inputs)
                    )
                })
        }
        let now = staff(in: counted)
        let then = before.map { staff(in: $0) } ?? [:]
        self.staff = now
        lastStaff = then
        totalStaff = TakeUpStaff(adding: employers.compactMap { now[$0.id] })
        lastTotalStaff = TakeUpStaff(adding: employers.compactMap { then[$0.id] })
        let withSchools = Set(now.filter { $0.value.schoolsBefore != nil }.keys)
        func made(_ period: Period) -> TakeUpTable {
            TakeUpTable(inputs, in: period, organisations: employers, withSchools: withSchools)
        }
        var tables = [made(counted)] + (before.map { [made($0)] } ?? [])
        // Rounding would tell of what was hidden beside it before, as long as that is not hidden here too.
        let isHeld = choices.roundsToFive && signed.contains(where: \.hasThreshold)
        if let threshold = choices.threshold ?? (isHeld ? Self.fewRounded.upperBound + 1 : nil) {
            let hidden = TakeUpSecrecy.hidden(in: tables, threshold: threshold, signed: signed, make: made)
            for place in tables.indices { tables[place].hide(hidden[place]) }
        }
        table = tables[0]
        lastTable = tables.count > 1 ? tables[1] : nil
    }

    /// The report.
    var report: TakeUpReport {
        TakeUpReport(
            report: "take-up", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, partnershipName: work.partnership.name,
            generatedAt: ReportInstant(moment.asAt),
            rules: rules.map { RuleLine($0) }, period: period, countedTo: table.period.to,
            lastYearPeriod: lastTable?.period, method: method, organisations: lines(.organisation),
            roles: lines(.role), levels: lines(.level), standards: lines(.standard),
            total: line(nil, table.total, staff: totalStaff, last: lastTotalStaff),
            partial: work.actor.reach(of: ReportTakeUp.action, in: work.partnership) != .everyOrganisation)
    }

    private var method: TakeUpReport.Method {
        TakeUpReport.Method(
            takeUpRate: "new apprentices in the period ÷ employees before the period",
            measure: measure.name, measureAveragedOver: measure.averagedOver,
            counts: TakeUpReport.Method.countWords,
            threshold: choices.threshold, roundedToFive: choices.roundsToFive,
            symbols: [
                "c": choices.roundsToFive
                    ? "not shown: fewer than 5, or than the threshold, or from it fewer could be reckoned"
                    : "not shown: fewer than the threshold, or from it fewer could be reckoned",
                "x": "not available: the reason is given",
            ])
    }

    private func lines(_ grouping: TakeUpTable.Grouping) -> [TakeUpLine] {
        (table.groups[grouping] ?? []).map { group in
            let employer = grouping == .organisation ? employers.first { $0.code == group.key } : nil
            return line(
                grouping, group, staff: employer.flatMap { staff[$0.id] },
                last: employer.flatMap { lastStaff[$0.id] }, name: name(of: group.key, grouping))
        }
    }

    private func name(of key: String, _ grouping: TakeUpTable.Grouping) -> String? {
        switch grouping {
        case .organisation: employers.first { $0.code == key }?.name
        case .standard: inputs.book.standard(key, on: nil)?.record.title
        case .role: inputs.routes.first { $0.role == key }?.roleName
        case .level: nil
        }
    }

    /// The counts that are not shown rounded.
    static let fewRounded = 1...4

    /// A count as it is shown; nil where it is not. Rounded, 1 to 4 are "fewer than 5", and only nobody is 0 (S117).
    private func shown(_ count: Int, isHidden: Bool) -> Int? {
        if isHidden || choices.roundsToFive && Self.fewRounded.contains(count) { return nil }
        return choices.roundsToFive ? (count + 2) / 5 * 5 : count
    }

    func counts(_ group: TakeUpTable.Group, in table: TakeUpTable) -> [TakeUpFigure: Int?] {
        Dictionary(
            uniqueKeysWithValues: TakeUpFigure.allCases.map {
                ($0, shown(group.counts[$0], isHidden: table.isHidden(group, $0)))
            })
    }

    private func line(
        _ grouping: TakeUpTable.Grouping?, _ group: TakeUpTable.Group, staff: TakeUpStaff?,
        last: TakeUpStaff?, name: String? = nil
    ) -> TakeUpLine {
        let counts = counts(group, in: table)
        var reasons: [String: String] = [:]
        let rates = staff.map { Self.rates(counts, $0, &reasons, prefix: "") }
        if staff != nil, let reason = measure.reason { reasons["target_rate"] = reason }
        var schools: TakeUpLine.Schools?
        if let inSchools = group.schools, let staff {
            schools = self.schools(group, inSchools, staff, &reasons)
        }
        var lastYear: TakeUpLine.LastYear?
        if let lastTable {
            let lastGroup = lastTable.row(like: group)
            let counts = self.counts(lastGroup, in: lastTable)
            lastYear = TakeUpLine.LastYear(
                counts: counts, rates: last.map { Self.rates(counts, $0, &reasons, prefix: "last_year.") })
        }
        return TakeUpLine(
            grouping: grouping?.rawValue, key: group.key, name: name, counts: counts,
            suppressedFigures: TakeUpFigure.allCases.filter { counts[$0] == .some(nil) }.map(\.rawValue),
            rates: rates, targetRate: staff == nil ? nil : measure.rate, schools: schools,
            reasons: reasons, lastYear: lastYear,
            routes: grouping == .role && inputs.routes.contains { $0.role == group.key }
                ? routes(to: group.key) : nil)
    }

    static func rates(
        _ counts: [TakeUpFigure: Int?], _ staff: TakeUpStaff, _ reasons: inout [String: String],
        prefix: String
    ) -> TakeUpLine.Rates {
        func rate(_ name: String, _ figure: TakeUpFigure, _ below: TakeUpStaff.Measured, _ what: String)
            -> Double?
        {
            let above: Rate.Amount =
                (counts[figure] ?? nil).map { .known($0) }
                ?? .unknown("the number of apprentices is not shown")
            let rate = Rate(above, of: below.amount, counting: what)
            if let reason = rate.reason { reasons[prefix + name] = reason }
            return rate.ratio?.fraction
        }
        for (name, measured) in [
            ("headcount", staff.before), ("headcount_at_end", staff.atEnd),
            ("employees_started", staff.started),
        ] {
            if let reason = measured.amount.reason { reasons[prefix + name] = reason }
        }
        return TakeUpLine.Rates(
            headcount: staff.before.amount.value, headcountOn: staff.before.on,
            headcountAtEnd: staff.atEnd.amount.value, headcountAtEndOn: staff.atEnd.on,
            employeesStarted: staff.started.amount.value,
            takeUpRate: rate("take_up_rate", .newApprentices, staff.before, "employees before the period"),
            employmentStartsRate: rate(
                "employment_starts_rate", .newApprentices, staff.started,
                "employees who started in the period"),
            totalHeadcountRate: rate(
                "total_headcount_rate", .apprenticesAtEnd, staff.atEnd, "employees at the end of the period"))
    }

    private func schools(
        _ group: TakeUpTable.Group, _ counted: [TakeUpFigure: Int], _ staff: TakeUpStaff,
        _ reasons: inout [String: String]
    ) -> TakeUpLine.Schools {
        let counts = schoolCounts(group, counted, in: table)
        return TakeUpLine.Schools(
            apprenticesBefore: counts[.apprenticesBefore] ?? nil,
            newApprentices: counts[.newApprentices] ?? nil,
            apprenticesAtEnd: counts[.apprenticesAtEnd] ?? nil,
            rates: Self.rates(counts, staff.ofSchools(of: group.key), &reasons, prefix: "schools."))
    }

    /// The counts of maintained schools as they are shown.
    func schoolCounts(
        _ group: TakeUpTable.Group, _ counted: [TakeUpFigure: Int], in table: TakeUpTable
    ) -> [TakeUpFigure: Int?] {
        Dictionary(
            uniqueKeysWithValues: TakeUpTable.schoolFigures.map { figure in
                let isHidden = table.isHidden(group, figure) || table.isHiddenInSchools(group, figure)
                return (figure, shown(counted[figure] ?? 0, isHidden: isHidden))
            })
    }

    /// The standards that lead to a role, and who of those that have the role uses them.
    private func routes(to role: String) -> [TakeUpLine.Route] {
        let standards = Set(inputs.cases.map(\.standard))
        return inputs.routes.filter { $0.role == role }.map { route in
            let standard =
                route.standard.isEmpty ? nil : inputs.book.standard(route.standard, on: nil)?.record
            let kind = employers.filter { route.kinds.contains($0.kind) }
            let sought = standards.filter {
                !route.standard.isEmpty && Reference.key($0) == Reference.key(route.standard)
            }
            var users: [String: Int] = [:]
            for one in inputs.cases where sought.contains(one.standard) {
                let episode = one.counted.episode
                let isNew = episode.startedOn.map(table.period.contains) ?? false
                if isNew || episode.state(on: table.period.to).isUnderWay,
                    let employer = employers.first(where: { $0.id == one.organisation })
                {
                    users[employer.code, default: 0] += 1
                }
            }
            let least = max(choices.threshold ?? 1, choices.roundsToFive ? 5 : 1)
            let used = users.filter { $0.value >= least }.keys.sorted()
            return TakeUpLine.Route(
                standardRef: route.standard.isEmpty ? nil : standard?.standardRef ?? route.standard,
                title: standard?.title, level: standard?.level, leads: route.leads, usedBy: used,
                notUsedBy: route.standard.isEmpty || least > 1
                    ? nil : kind.map(\.code).filter { users[$0] == nil },
                note: route.note)
        }
    }
}
