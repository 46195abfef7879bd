import Domain
import FoundationEssentials

/// Every number of the report on retention, with the spells behind it: when each began, and how it ended, or that it was
/// watched up to the day of the report.
struct RetentionFigures {
    private let report: RetentionReport
    private let found: FoundStayers
    private let owner: UUID?
    private let mark: String
    /// Everything that figures point into.
    let records: [ReportRecord]
    /// The position of the record of a spell, and of those that it rests on.
    private let places: [EmploymentSpell: (spell: Int, others: [Int])]

    /// - Parameters:
    ///   - found: from a book with its versions.
    ///   - owner: the organisation that the report is of; nil for all.
    ///   - mark: what the keys begin with.
    init(of report: RetentionReport, _ found: FoundStayers, owner: UUID?, mark: String) {
        (self.report, self.found, self.owner, self.mark) = (report, found, owner, mark)
        let assignments = WorkforceRecords(found.book, [])
        var records = assignments.all
        var rounds: [UUID: Int] = [:]
        for (id, last) in found.rounds.sorted(by: { $0.value.candidateRef < $1.value.candidateRef }) {
            rounds[id] = records.count
            records.append(
                ReportRecord(
                    kind: "candidate_event", ref: "\(last.candidateRef) \(last.sequence)",
                    text: "\(last.kind) \(last.on), round \(last.round)",
                    organisationID: last.organisationID, organisation: last.organisation, subjectID: id,
                    isOfPerson: true, recordedAt: last.recordedAt))
        }
        var places: [EmploymentSpell: (spell: Int, others: [Int])] = [:]
        for (group, spells) in found.groups.sorted(by: { $0.key < $1.key }) {
            for spell in spells {
                let ends = assignments.assignments([spell.first, spell.last]).map(\.record)
                let round = found.book.comings[spell.first].candidateID.flatMap { rounds[$0] }
                places[spell] = (records.count, ends + [round].compactMap(\.self))
                let (came, version) = (found.book.versions[spell.first], found.book.versions[spell.last])
                let first = records[ends[0]]
                records.append(
                    ReportRecord(
                        kind: "employment_spell",
                        ref: "\(version.personRef) of \(first.organisation ?? "") from \(spell.startedOn)",
                        text: "\(Self.words(spell, on: found.book.moment.asOf)); \(report.by) \(group)",
                        organisationID: first.organisationID, organisation: first.organisation,
                        subjectID: first.subjectID, isOfPerson: true,
                        recordedAt: max(came.recordedAt, version.recordedAt)))
            }
        }
        self.records = records
        self.places = places
    }

    /// How a spell ended by a day, or that it had not, with the month of service: that in which it counts in a life table.
    private static func words(_ spell: EmploymentSpell, on date: CalendarDate) -> String {
        let days = max(0, spell.days(until: date))
        var month = 1
        while SurvivalCurve.lastDay(ofMonth: month) < days { month += 1 }
        let time = "\(days.counted("day")), in month \(month) of service"
        guard let endedOn = spell.endedOn, endedOn <= date else {
            return "there still on \(date), watched for \(time)"
        }
        return "\(spell.movedOn ? "moved on to another post" : "left") on \(endedOn) after \(time)"
    }

    /// Those of every group and of everybody in them.
    var all: [ReportFigure] {
        let everybody = found.groups.sorted { $0.key < $1.key }.flatMap(\.value)
        return report.groups.flatMap { group($0, of: found.groups[$0.name] ?? []) }
            + group(report.total, of: everybody) + ways(everybody)
    }

    private func group(_ shown: RetentionReport.Group, of spells: [EmploymentSpell]) -> [ReportFigure] {
        func isHidden(_ name: String) -> Bool { shown.suppressedFigures.contains(name) }
        func days(_ spell: EmploymentSpell) -> Int { max(0, found.subject(spell).days) }
        let left = spells.filter { found.subject($0).hasLeft }
        func share(
            _ name: String, _ value: Double?, through last: Int, isHidden: Bool = false
        ) -> ReportFigure {
            figure(
                "\(shown.name)/\(name)", value, isHidden: isHidden,
                [left.filter { days($0) <= last }, spells])
        }
        let year = RetentionSecrecy.year
        let hidesYear = isHidden("retention12_months")
        let longest = shown.longestDays ?? spells.map(days).max()
        var figures = [
            figure("\(shown.name)/people", spells.count, isHidden: isHidden("people"), [spells]),
            figure("\(shown.name)/left", left.count, isHidden: isHidden("left"), [left]),
            share("retention12_months", shown.retention12Months, through: year, isHidden: hidesYear),
            share("lower", shown.lower, through: year, isHidden: hidesYear),
            share("upper", shown.upper, through: year, isHidden: hidesYear),
            share(
                "median_days", shown.medianDays.map(Double.init), through: shown.medianDays ?? 0,
                isHidden: isHidden("median_days")),
            figure(
                "\(shown.name)/longest_days", shown.longestDays, isHidden: isHidden("people"), [],
                others: spells.filter { days($0) == longest }),
        ]
        var before = -1
        for step in shown.curve {
            let key = "\(shown.name)/curve/\(step.days)"
            let atRisk = spells.filter { report.stepsMerged ? days($0) > before : days($0) >= step.days }
            figures += [
                figure("\(key)/at_risk", step.atRisk, [atRisk]),
                figure(
                    "\(key)/left", step.left, [left.filter { before < days($0) && days($0) <= step.days }]),
                share("curve/\(step.days)/survival", step.survival, through: step.days),
                share("curve/\(step.days)/lower", step.lower, through: step.days),
                share("curve/\(step.days)/upper", step.upper, through: step.days),
            ]
            before = step.days
        }
        return figures
    }

    /// How those who left a role or a team did.
    private func ways(_ everybody: [EmploymentSpell]) -> [ReportFigure] {
        guard let ways = report.ways else { return [] }
        let left = everybody.filter { found.subject($0).hasLeft }
        let isHidden = report.total.suppressedFigures.contains("left")
        return LeavingWay.allCases.map { way in
            let shown = ways.rows.first { $0.name == way.rawValue }?.counts.first ?? nil
            let own = left.filter { LeavingWay($0) == way }
            return figure("ways/\(way.rawValue)", own.count, isHidden: shown == nil, [own])
        } + [figure("ways/total", left.count, isHidden: isHidden, [left])]
    }

    private func figure(
        _ name: String, _ value: (some CustomStringConvertible)?, isHidden: Bool = false,
        _ sums: [[EmploymentSpell]], others: [EmploymentSpell] = []
    ) -> ReportFigure {
        func spells(_ spells: [EmploymentSpell]) -> [Int] { spells.compactMap { places[$0]?.spell } }
        return ReportFigure(
            key: "\(mark)/\(name)", value: value.map { "\($0)" }, isHidden: isHidden,
            sums: sums.map { spells($0).map { ReportFigure.Addend($0) } },
            others: spells(others) + (sums.joined() + others).flatMap { places[$0]?.others ?? [] },
            organisationID: owner)
    }
}
