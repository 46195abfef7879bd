public import Domain
import FoundationEssentials
public import Postgres

/// Something that is late on a practice placement.
public struct LateLine: Sendable, Codable, Hashable {
    /// The placement.
    public let practiceRef: String
    /// The student's name.
    public let name: String
    /// The host.
    public let host: String
    /// The university.
    public let university: String
    /// The milestone.
    public let milestone: String
    /// Its name.
    public let what: String
    /// The last day.
    public let dueOn: CalendarDate
    /// The last day as it was first set; nil before any deadline was kept.
    @ExplicitNull public var originalDueOn: CalendarDate?
    /// Working days since then.
    public let workingDaysLate: Int
    /// Who acts.
    public let actor: String
    /// Who is waited for, in words.
    public let waitingOn: String
    /// The key of the rule that made it.
    public let rule: String
}

/// The report `practice late`.
public struct LateReport: Sendable, Codable, Hashable {
    /// `practice late`.
    public let report: String
    /// What was true on this day.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the dates rest on.
    public let rules: [RuleLine]
    /// The latest first.
    public let late: [LateLine]
}

/// Lists agreement meetings, reports and forms that are late: whose, since when, and who acts.
public struct ListLatePractices: Verb {
    /// Those who see practice placements.
    public static var action: Action { .viewPractices }
    /// A question.
    public static var isReadOnly: Bool { true }

    let choice: PracticeChoice

    /// - Parameter choice: which placements, and as of when.
    public init(_ choice: PracticeChoice = PracticeChoice()) { self.choice = choice }

    /// Answers those that have waited longest first.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> LateReport {
        let moment = try choice.moment(work)
        let reference = try work.reference(at: moment, on: db)
        let cases = try choice.cases(moment, work, on: db)
        let original = try work.originalDueDates(of: cases.map(\.row.id), at: moment, on: db)
        var used: [RuleKey: Rule] = [:]
        var lines: [LateLine] = []
        for one in cases {
            let pathway = try reference.pathway(one.row.record.pathway)
            for due in one.due where due.state == .missed && due.happenedOn == nil {
                guard let index = pathway.index(of: due.milestone) else { continue }
                used[due.rule.key] = due.rule
                let record = one.row.record
                lines.append(
                    LateLine(
                        practiceRef: record.practiceRef, name: record.name, host: record.host,
                        university: record.university, milestone: due.milestone,
                        what: pathway.milestones[index].name, dueOn: due.dueOn,
                        originalDueOn: original[one.row.id]?[due.milestone],
                        workingDaysLate: try reference.calendar.workingDays(
                            after: due.dueOn, through: moment.asOf),
                        actor: due.owner.rawValue, waitingOn: pathway.milestones[index].waitingOn,
                        rule: due.rule.key.rawValue))
            }
        }
        return LateReport(
            report: "practice late", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: used.values.sorted { $0.key.rawValue < $1.key.rawValue }.map { RuleLine($0) },
            late: lines.sorted {
                ($0.dueOn, $0.practiceRef, $0.milestone) < ($1.dueOn, $1.practiceRef, $1.milestone)
            })
    }
}

extension Work {
    /// The first due dates of the milestones of placements, by placement and milestone, as far as they were known.
    func originalDueDates(
        of ids: [UUID], at moment: Moment, on db: isolated PostgresConnection
    ) throws -> [UUID: [String: CalendarDate]] {
        var dates: [UUID: [String: CalendarDate]] = [:]
        if ids.isEmpty { return dates }
        try seeingEverything(on: db) {
            try db.forEachRow(
                """
                select subject_id, milestone_code, original_due_on
                from berth.deadline
                where partnership_id = \(partnership.id) and subject_id = any (\(ids)) and kind = 'practice_due'
                  and recorded_at <= \(moment.asAt)
                """, as: (UUID, String, CalendarDate).self
            ) { id, milestone, on in dates[id, default: [:]][milestone] = on }
        }
        return dates
    }
}
