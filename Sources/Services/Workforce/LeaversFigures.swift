import Domain
import FoundationEssentials

/// Every number of the report on leavers, with the assignments that they left and what else it rests on.
struct LeaversFigures {
    private let report: LeaversReport
    private let found: FoundLeavers
    private let assignments: WorkforceRecords
    private let owner: UUID?
    private let mark: String
    /// By the number of the person, the positions of what they left.
    private let together: [Int: [Int]]
    private let origins: [UUID: Int]
    /// Everything that figures point into.
    let records: [ReportRecord]

    /// - Parameters:
    ///   - owner: the organisation that the report is of; nil for all.
    ///   - mark: what the keys begin with.
    init(
        of report: LeaversReport, _ found: FoundLeavers, _ assignments: WorkforceRecords, owner: UUID?,
        mark: String
    ) {
        (self.report, self.found, self.assignments) = (report, found, assignments)
        (self.owner, self.mark) = (owner, mark)
        together = found.book.lastPlaces(of: found.leavings.all)
        var records = assignments.all
        var origins: [UUID: Int] = [:]
        for (id, origin) in found.origins.sorted(by: { $0.value.candidateRef < $1.value.candidateRef }) {
            origins[id] = records.count
            records.append(
                ReportRecord(
                    kind: "candidate", ref: origin.candidateRef, text: "nationality \(origin.nationality)",
                    organisationID: origin.organisationID, organisation: origin.organisation,
                    subjectID: origin.candidateID, isOfPerson: true, recordedAt: origin.recordedAt))
        }
        self.origins = origins
        self.records = records
    }

    /// Those of the whole, then those of each group.
    var all: [ReportFigure] {
        let people = found.leavings.ofPeople
        let themes = ExitTheme.allCases.map { theme in
            let shown = report.themes.first { $0.theme == theme.rawValue }?.leavers
            return count("themes/\(theme.rawValue)", found.themes[theme] ?? [], shown)
        }
        let fte = assignments.ended(found.leavings.all)
        return [
            count("leavers", people, report.leavers),
            count("interviews", found.interviewed, report.interviews),
            ReportFigure(
                key: "\(mark)/leavers_fte", value: "\(found.leavings.fte)",
                isHidden: report.leaversFte == nil,
                sums: [fte], others: others(found.leavings.all), organisationID: owner),
        ] + themes + table("reasons", found.reasons, report.reasons)
            + table("destinations", found.destinations, report.destinations)
            + table("routes", found.routes, report.routes) { [$0.first] }
            + table("nationalities", found.nationalities, report.nationalities) { [$0.first] }
            + table("ways", Dictionary(grouping: people) { LeavingWay($0).rawValue }, report.ways)
    }

    /// - Parameter further: positions of assignments that a group rests on as well.
    private func table(
        _ name: String, _ groups: [String: [EmploymentSpell]]?, _ shown: WorkforceTable?,
        _ further: (EmploymentSpell) -> [Int] = { _ in [] }
    ) -> [ReportFigure] {
        guard let groups, let shown else { return [] }
        // A way that nobody left in is listed all the same.
        let names = Set(groups.keys).union(shown.rows.map(\.name)).sorted()
        return names.map { group in
            count(
                "\(name)/\(group)", groups[group] ?? [],
                shown.rows.first { $0.name == group }?.counts.first ?? nil, further)
        } + [count("\(name)/total", found.leavings.ofPeople, shown.total.first ?? nil, further)]
    }

    private func count(
        _ name: String, _ spells: [EmploymentSpell], _ shown: Int?,
        _ further: (EmploymentSpell) -> [Int] = { _ in [] }
    ) -> ReportFigure {
        let came = Set(spells.flatMap(further)).sorted()
        let candidates = came.compactMap { found.book.comings[$0].candidateID.flatMap { origins[$0] } }
        return ReportFigure(
            key: "\(mark)/\(name)", value: String(spells.count), isHidden: shown == nil,
            sums: [assignments.assignments(spells.map(\.last))],
            others: others(spells) + assignments.assignments(came).map(\.record) + candidates,
            organisationID: owner)
    }

    /// Whatever was left with spells, on the same days.
    private func others(_ spells: [EmploymentSpell]) -> [Int] {
        assignments.assignments(
            spells.flatMap { spell in
                (together[spell.person] ?? []).filter {
                    found.book.assignments[$0].endedOn == spell.endedOn
                }
            }
        ).map(\.record)
    }
}
