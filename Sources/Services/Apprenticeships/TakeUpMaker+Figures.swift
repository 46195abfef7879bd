import Domain
import FoundationEssentials

extension TakeUpMaker {
    /// Every number that the report shows, with the records behind it.
    var figures: [ReportFigure] {
        let now = table.all.flatMap { figures(of: $0, in: table, staff, totalStaff, mark: "take_up/") }
        guard let lastTable else { return now }
        let groups = table.all.map { lastTable.row(like: $0) }
        let gone = lastTable.all.filter { group in !groups.contains { $0.path == group.path } }
        return now
            + (groups + gone).flatMap {
                figures(of: $0, in: lastTable, lastStaff, lastTotalStaff, mark: ReportTakeUp.lastYearMark)
            }
    }

    private func figures(
        of group: TakeUpTable.Group, in table: TakeUpTable, _ staff: [UUID: TakeUpStaff],
        _ totalStaff: TakeUpStaff, mark: String
    ) -> [ReportFigure] {
        let employer = employers.first { $0.code == group.path }
        let counts = counts(group, in: table)
        let row = Row(table: table, group: group, mark: mark, organisationID: employer?.id)
        var figures = TakeUpFigure.allCases.map { row.count($0, counts, of: inputs) }
        let schools = group.schools.map { schoolCounts(group, $0, in: table) }
        if let schools {
            figures += TakeUpTable.schoolFigures.map {
                row.count($0, schools, of: inputs, isOfSchools: true)
            }
        }
        guard let own = employer.map({ staff[$0.id] }) ?? (group.path == "total" ? totalStaff : nil) else {
            return figures
        }
        figures += row.rates(counts, own, of: inputs)
        // Of the year before the schools are not told, and no measure.
        if mark == ReportTakeUp.lastYearMark { return figures }
        if let schools {
            figures += row.rates(schools, own.ofSchools(of: group.key), of: inputs, isOfSchools: true)
        }
        return figures + [
            row.figure("target_rate", measure.rate.map { "\($0)" }, [])
        ]
    }

    /// A row of a table on its way to figures.
    private struct Row {
        let table: TakeUpTable
        let group: TakeUpTable.Group
        let mark: String
        let organisationID: UUID?

        func figure(
            _ name: String, _ value: String?, _ sums: [[ReportFigure.Addend]], others: [Int] = []
        ) -> ReportFigure {
            ReportFigure(
                key: "\(mark)\(group.path)/\(name)", value: value, sums: sums, others: others,
                organisationID: organisationID)
        }

        /// A count rests on the versions of who is counted, and on what happened to them by the end of the period.
        func count(
            _ figure: TakeUpFigure, _ counts: [TakeUpFigure: Int?], of inputs: TakeUpInputs,
            isOfSchools: Bool = false
        ) -> ReportFigure {
            let counted = counted(figure, inputs, isOfSchools)
            return self.figure(
                (isOfSchools ? "schools_" : "") + figure.rawValue,
                (counts[figure] ?? nil).map(String.init), [counted.versions], others: counted.events)
        }

        /// The employees, and the rates that are reckoned by them.
        func rates(
            _ counts: [TakeUpFigure: Int?], _ staff: TakeUpStaff, of inputs: TakeUpInputs,
            isOfSchools: Bool = false
        ) -> [ReportFigure] {
            var reasons: [String: String] = [:]
            let rates = TakeUpMaker.rates(counts, staff, &reasons, prefix: "")
            let prefix = isOfSchools ? "schools_" : ""
            func rate(
                _ name: String, _ value: Double?, _ above: TakeUpFigure, _ below: TakeUpStaff.Measured
            ) -> ReportFigure {
                let counted = counted(above, inputs, isOfSchools)
                return figure(
                    prefix + name, value.map { "\($0)" }, [counted.versions, below.addends],
                    others: counted.events)
            }
            func employees(_ name: String, _ value: Int?, _ measured: TakeUpStaff.Measured) -> ReportFigure {
                figure(prefix + name, value.map(String.init), [measured.addends])
            }
            return [
                employees("headcount", rates.headcount, staff.before),
                employees("headcount_at_end", rates.headcountAtEnd, staff.atEnd),
                employees("employees_started", rates.employeesStarted, staff.started),
                rate("take_up_rate", rates.takeUpRate, .newApprentices, staff.before),
                rate(
                    "employment_starts_rate", rates.employmentStartsRate, .newApprentices, staff.started),
                rate("total_headcount_rate", rates.totalHeadcountRate, .apprenticesAtEnd, staff.atEnd),
            ]
        }

        private func counted(
            _ figure: TakeUpFigure, _ inputs: TakeUpInputs, _ isOfSchools: Bool
        ) -> (versions: [ReportFigure.Addend], events: [Int]) {
            let cases = (group.counts.members[figure] ?? []).map { inputs.cases[group.members[$0]] }
                .filter { !isOfSchools || $0.counted.isInSchool }
            return (
                cases.flatMap { $0.records.prefix(1) }.map { ReportFigure.Addend($0) },
                cases.flatMap { one in
                    zip(one.eventDays, one.records.dropFirst()).filter { $0.0 <= table.period.to }.map(\.1)
                }
            )
        }
    }
}
