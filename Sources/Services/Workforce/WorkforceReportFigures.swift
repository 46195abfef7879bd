import Domain
import FoundationEssentials

/// Every number that a report of the workforce shows, with the records behind it.
struct WorkforceReportFigures {
    let report: WorkforceReport
    let book: WorkforceBook
    let seen: ReportWorkforce.Seen
    let records: WorkforceRecords
    /// What the report tells of people.
    let disclosure: WorkforceDisclosure
    /// Nil where no rule says how many.
    let workingDays: Int?
    /// In months; nil where no rule says how many.
    let newlyQualifiedFor: Int?

    /// The figures of the whole scope, under `total`, of each of its organisations, of months, teams and ages, and what
    /// others have published.
    var all: [ReportFigure] {
        var owners: [String: UUID] = [:]
        for post in book.posts where post.isInScope { owners[post.organisation] = post.organisationID }
        var figures = group("total", owner: nil) { _ in true }
        for (code, owner) in owners.sorted(by: { $0.key < $1.key }) {
            figures += group(code, owner: owner) { $0.organisation == code }
        }
        figures.append(
            figure(
                "total/started_without_post", report.people.startedWithoutPost.map(String.init),
                [records.starters]))
        let turnover = TurnoverFigures(book: book, records: records, owner: nil)
        return figures + turnover.all(report.series, under: "\(ReportWorkforce.mark)/total/turnover")
            + report.teams.rows.flatMap { team($0) } + ages + comparators
    }

    private func figure(
        _ name: String, _ value: String?, isHidden: Bool = false, _ sums: [[ReportFigure.Addend]],
        others: [ReportFigure.Addend] = [], owner: UUID? = nil
    ) -> ReportFigure {
        ReportFigure(
            key: "\(ReportWorkforce.name)/\(name)", value: value, isHidden: isHidden, sums: sums,
            others: others.map(\.record), organisationID: owner)
    }

    /// Whether the report tells nothing that is about so many people: of an organisation it never does where it hides
    /// small numbers, for the others and the whole would tell it.
    private func hides(_ people: Int, of owner: UUID?) -> Bool {
        disclosure.hides(people) != nil || owner != nil && disclosure.threshold > 1
    }

    // MARK: - The whole and its organisations

    private func group(
        _ name: String, owner: UUID?, where belongs: (WorkforceBook.Post) -> Bool
    ) -> [ReportFigure] {
        let seen = ReportWorkforce.Seen(seen, of: book, where: belongs)
        let behind = WorkforceGroupSums(seen, of: book, records, where: belongs)
        let posts = seen.posts(newSinceOn: report.posts.newSinceOn)
        let people = seen.people(
            of: book, newlyQualifiedFor: newlyQualifiedFor, .everything, startedWithoutPost: nil)
        let shown = seen.people(
            of: book, newlyQualifiedFor: newlyQualifiedFor, disclosure, startedWithoutPost: nil)
        let hidesLeavers = hides(seen.leavings.people, of: owner)
        let count = seen.total
        func figure(
            _ key: String, _ value: (some CustomStringConvertible)?, isHidden: Bool = false,
            _ sum: [ReportFigure.Addend], others: [ReportFigure.Addend] = []
        ) -> ReportFigure {
            self.figure(
                "\(name)/\(key)", value.map { "\($0)" }, isHidden: isHidden, [sum], others: others,
                owner: owner)
        }
        let figures = [
            figure("established", posts.established, behind.established),
            figure("vacant", posts.vacant, behind.vacant),
            figure(
                "covered_by_agency", posts.coveredByAgency, behind.covered, others: behind.agencyInCovered),
            figure("uncovered", posts.uncovered, behind.posts { $0.uncovered }),
            figure("new_since", posts.newSince, behind.posts { $0.vacantAndNew }),
            figure("reserved", posts.reserved, behind.posts { $0.vacantAndReserved }),
            figure("frozen", posts.frozen, behind.posts { $0.frozen }),
            figure("employees", people.employees, behind.employees),
            figure("employee_assignments", people.employeeAssignments, behind.employees),
            figure("agency", people.agency, behind.agency),
            figure(
                "newly_qualified", people.newlyQualified,
                isHidden: shown.newlyQualified == nil || hides(people.newlyQualified ?? 0, of: owner),
                records.assignments(newlyQualifiedFor.map { seen.newlyQualified(of: book, for: $0) } ?? [])),
            figure("leavers", people.leavers, isHidden: hidesLeavers, behind.left),
            figure(
                "leavers_moved", people.leaversMoved, isHidden: hidesLeavers || shown.leaversMoved == nil,
                behind.moved),
            figure("in_post_fte", count.inPostFTE, behind.employeesFTE),
            figure(
                "vacancies_fte", count.vacanciesFTE, behind.posts(fte: \.vacanciesFTE),
                others: behind.established + behind.employees),
            figure(
                "leavers_fte", seen.figures(of: book).figures.leavers ?? .zero, isHidden: hidesLeavers,
                behind.leftFTE),
        ]
        return figures + rates(name, owner: owner, seen, behind)
    }

    /// The measures, each with what is above the line and below it.
    private func rates(
        _ name: String, owner: UUID?, _ seen: ReportWorkforce.Seen, _ behind: WorkforceGroupSums
    ) -> [ReportFigure] {
        let told = seen.figures(of: book)
        let measures =
            seen.total.measures(leavers: seen.leavings.people, people: seen.people)
            + told.figures.measures(workingDays: workingDays)
        return measures.flatMap { measure -> [ReportFigure] in
            // How much people of one organisation were absent is told of nobody by the report.
            if measure.name == .absenceRate, owner != nil { return [] }
            let (above, below, others) = behind.sums(of: measure)
            let isHidden = told.people[measure.name].map { hides($0, of: owner) } ?? false
            let value = measure.ratio.map { "\($0.fraction)" }
            let usual = "\(name)/\(measure.name.rawValue)"
            let key = "\(usual)_\(measure.basis.rawValue)"
            var figures = [
                figure(
                    key, value, isHidden: isHidden, [above, below], others: others, owner: owner),
                figure(
                    "\(key)_numerator", measure.numerator?.description, isHidden: isHidden, [above],
                    others: others, owner: owner),
                figure(
                    "\(key)_denominator", measure.denominator?.description, isHidden: isHidden, [below],
                    others: others, owner: owner),
            ]
            // The usual basis of the two rates that are asked for most.
            if measure.name == .vacancyRate && measure.basis == .posts
                || measure.name == .turnoverRate && measure.basis == .fte
            {
                figures.append(
                    figure(
                        usual, value, isHidden: isHidden, [above, below], others: others, owner: owner))
            }
            return figures
        }
    }

    // MARK: - Parts of the whole

    private func team(_ row: WorkforceTable.Row) -> [ReportFigure] {
        func belongs(_ post: WorkforceBook.Post) -> Bool {
            (post.team ?? WorkforceTable.noTeam) == row.name
        }
        let team = WorkforceGroupSums(
            ReportWorkforce.Seen(seen, of: book, where: belongs), of: book, records, where: belongs)
        let sums = [team.established, team.vacant, team.covered]
        return zip(report.teams.columns, zip(row.counts, sums)).map { column, cell in
            figure("total/teams/\(row.name)/\(column)", cell.0.map(String.init), [cell.1])
        }
    }

    /// Behind a number by age stand all employees: which of them are of that age is not for everybody who traces it.
    private var ages: [ReportFigure] {
        let byAge = seen.byAge(of: book)
        let everybody = byAge.values.flatMap(\.self).sorted()
        let total = report.ages.total.first ?? nil
        return report.ages.rows.map { row in
            figure(
                "total/ages/\(row.name)", (row.counts.first ?? nil).map(String.init),
                [records.assignments(AgeBand(rawValue: row.name).flatMap { byAge[$0] } ?? [])],
                others: records.assignments(everybody))
        } + [figure("total/ages/total", total.map(String.init), [records.assignments(everybody)])]
    }

    /// What others have published is nobody's record here.
    private var comparators: [ReportFigure] {
        var seen: Set<String> = []
        return report.measures.flatMap { measure in
            measure.comparators.compactMap { other in
                let key = "comparators/\(measure.name)/\(other.name)/\(other.asOf)"
                return seen.insert(key).inserted ? figure(key, "\(other.value)", []) : nil
            }
        }
    }
}
