public import Domain
public import FoundationEssentials
public import Postgres

/// A deadline in a list: of a round, of one candidate of a round, or of a practice placement.
public struct DeadlineLine: Sendable, Codable, Hashable {
    /// The rule by which it is reckoned.
    public struct Rule: Sendable, Codable, Hashable {
        /// The key.
        public let key: String
        /// The value in force.
        public let value: String
        /// Since when it is in force.
        public let effectiveFrom: CalendarDate
        /// Where it was published.
        public let source: String

        init(_ rule: Domain.Rule) {
            key = rule.key.rawValue
            value = rule.value
            effectiveFrom = rule.effectiveFrom
            source = rule.source
        }
    }

    /// `SUBJECT:kind` or `SUBJECT:milestone`; stays the same from night to night.
    public let ref: String
    /// `latest_useful_date`, `option_decide_by` or `practice_due`.
    public let kind: String
    /// A candidate, a round or a practice placement.
    public let subjectRef: String
    /// The round; nil for a practice placement.
    @ExplicitNull public var roundRef: String?
    /// The milestone that has to happen by then.
    @ExplicitNull public var milestone: String?
    /// The last day.
    public let dueOn: CalendarDate
    /// The last day as it was first set.
    public let originalDueOn: CalendarDate
    /// Working days after the day of the list, through the last day; negative once it has passed.
    public let workingDaysLeft: Int
    /// `open`, `met`, `missed`, `paused` or `cancelled`.
    public let state: String
    /// The rule by which it is reckoned.
    public let rule: Rule
    /// Who has to act.
    public let owner: String
}

/// The report `deadline list`.
public struct DeadlineReport: Sendable, Codable, Hashable {
    /// `deadline list`.
    public let report: String
    /// What was true on this day.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the deadlines rest on.
    public let rules: [RuleLine]
    /// The deadlines, the most pressing first.
    public let deadlines: [DeadlineLine]
    /// Open rounds that no batch has looked at yet, so that nothing is known to be due in them.
    public let roundsWithoutBatch: [String]
}

/// Lists what is due, for each candidate of each open round, the options to decide, and what is due of practice
/// placements.
///
/// The latest useful date of a milestone is kept once a round and pathway; whether a candidate has met it is read
/// from the facts: met on or before that day, missed after it or once it has passed, cancelled for those who left.
/// The dates are reckoned from what the round aimed at on the day of the list; which deadlines there were, since when,
/// and which date they first had, is what the batch kept.
public struct ListDeadlines: Verb {
    /// Those who see deadlines.
    public static var action: Action { .viewDeadlines }
    /// A question.
    public static var isReadOnly: Bool { true }

    let round: RoundReference?
    let dueWithin: Int?
    let states: Set<String>
    let asOf: CalendarDate?
    let asAt: Date?

    /// - Parameters:
    ///   - round: of this round only.
    ///   - dueWithin: due within so many calendar days of the day of the list.
    ///   - states: such as `open` and `missed`; every state when empty.
    ///   - asOf: the day of the list; today when nil.
    ///   - asAt: as known at this instant; now when nil.
    public init(
        round: RoundReference?, dueWithin: Int?, states: Set<String>, asOf: CalendarDate?, asAt: Date? = nil
    ) {
        self.round = round
        self.dueWithin = dueWithin
        self.states = states
        self.asOf = asOf
        self.asAt = asAt
    }

    private struct Row: Decodable {
        let roundId: UUID
        let contractRef: String
        let roundNo: Int
        let kind: String
        let pathway: String
        let milestone: String
        let ruleKey: String
        let originalDueOn: CalendarDate
        var dueOn: CalendarDate
        let countsAt: String
    }

    /// Answers the most pressing first, then by reference.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> DeadlineReport {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        let roundID = try round.map { try work.round($0, on: db).roundId }
        let rows = try db.queryRows(
            """
            select round.round_id, contract.reference as contract_ref, round.round_no, deadline.kind,
                   deadline.pathway_code as pathway, deadline.milestone_code as milestone,
                   deadline.rule_key, deadline.original_due_on, deadline.due_on, round.counts_at
            from berth.deadline
            join \(Work.roundTables)
                on round.partnership_id = deadline.partnership_id and round.round_id = deadline.subject_id
            where deadline.partnership_id = \(work.partnership.id) and deadline.subject_kind = 'round'
              and \(Self.isOpen(at: moment))
              and (\(roundID)::uuid is null or round.round_id = \(roundID))
            order by deadline.due_on, contract.reference, round.round_no, deadline.milestone_code
            """, as: Row.self)
        var lines: [DeadlineLine] = []
        var casesByRound: [UUID: [CandidateCase]] = [:]
        var dates = UsefulDates(moment: moment, reference: reference)
        for var row in rows {
            let aim = try dates.aim(of: row.roundId, work, on: db)
            if row.kind == "option_decide_by" {
                lines.append(try Self.optionLine(row, aim, moment, reference))
                continue
            }
            row.dueOn =
                try dates.latest(row.milestone, on: row.pathway, of: row.roundId, countsAt: row.countsAt, aim)
                ?? row.dueOn
            if casesByRound[row.roundId] == nil {
                casesByRound[row.roundId] = try work.cases(
                    of: row.roundId, at: moment, reference: reference, on: db)
            }
            for candidate in casesByRound[row.roundId] ?? [] where candidate.pathwayCode == row.pathway {
                lines.append(try Self.line(row, candidate, moment, reference))
            }
        }
        if roundID == nil { lines += try practiceLines(moment, reference, work, on: db) }
        let latest = dueWithin.map { moment.asOf.adding(days: $0) }
        let chosen = lines.filter { line in
            (states.isEmpty || states.contains(line.state)) && (latest.map { line.dueOn <= $0 } ?? true)
        }.sorted { ($0.dueOn, $0.subjectRef, $0.ref) < ($1.dueOn, $1.subjectRef, $1.ref) }
        let used = Set(chosen.map(\.rule.key))
        return DeadlineReport(
            report: "deadline list", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: try used.sorted().map { key in
                RuleLine(try reference.rule(RuleKey(rawValue: key), on: moment.asOf))
            },
            deadlines: chosen, roundsWithoutBatch: try roundsWithoutBatch(roundID, moment, work, on: db))
    }

    /// Which deadlines there were, as far as was known.
    private static func isOpen(at moment: Moment) -> SQL {
        """
        deadline.opened_on <= \(moment.asOf) and deadline.recorded_at <= \(moment.asAt)
        and (deadline.closed_on is null or deadline.closed_on > \(moment.asOf)
             or deadline.closed_at > \(moment.asAt))
        """
    }

    private static func optionLine(
        _ row: Row, _ aim: RoundAim?, _ moment: Moment, _ reference: ReferenceData
    ) throws -> DeadlineLine {
        let round = "\(row.contractRef)/\(row.roundNo)"
        let state: String
        if let decided = aim?.optionExercisedOn ?? aim?.optionLapsedOn {
            state = decided <= row.dueOn ? "met" : "missed"
        } else {
            state = row.dueOn < moment.asOf ? "missed" : "open"
        }
        return DeadlineLine(
            ref: "\(round):\(row.kind)", kind: row.kind, subjectRef: round, roundRef: round, milestone: nil,
            dueOn: row.dueOn, originalDueOn: row.originalDueOn,
            workingDaysLeft: try reference.calendar.workingDays(after: moment.asOf, through: row.dueOn),
            state: state,
            rule: DeadlineLine.Rule(try reference.rule(RuleKey(rawValue: row.ruleKey), on: moment.asOf)),
            owner: ActorKind.council.rawValue)
    }

    private static func line(
        _ row: Row, _ candidate: CandidateCase, _ moment: Moment, _ reference: ReferenceData
    ) throws -> DeadlineLine {
        let pathway = try reference.pathway(row.pathway)
        let index = pathway.index(of: row.milestone)
        let happened = index.flatMap { candidate.state.facts[$0] }.flatMap { $0 <= moment.asOf ? $0 : nil }
        let state: String
        if let happened {
            state = happened <= row.dueOn ? "met" : "missed"
        } else if candidate.state.exit != nil {
            state = "cancelled"
        } else {
            state = row.dueOn < moment.asOf ? "missed" : "open"
        }
        return DeadlineLine(
            ref: "\(candidate.reference):\(row.milestone)", kind: row.kind, subjectRef: candidate.reference,
            roundRef: "\(row.contractRef)/\(row.roundNo)", milestone: row.milestone, dueOn: row.dueOn,
            originalDueOn: row.originalDueOn,
            workingDaysLeft: try reference.calendar.workingDays(after: moment.asOf, through: row.dueOn),
            state: state,
            rule: DeadlineLine.Rule(try reference.rule(RuleKey(rawValue: row.ruleKey), on: moment.asOf)),
            owner: index.map { pathway.milestones[$0].actor.rawValue } ?? "")
    }

}

extension ListDeadlines {
    /// What is due of the practice placements for which the batch, or whoever recorded something last, kept a deadline.
    private func practiceLines(
        _ moment: Moment, _ reference: ReferenceData, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [DeadlineLine] {
        let kept = try db.query(
            """
            select subject_id, milestone_code, original_due_on
            from berth.deadline
            where partnership_id = \(work.partnership.id) and subject_kind = 'practice'
              and \(Self.isOpen(at: moment))
            """, as: (UUID, String, CalendarDate).self)
        var original: [UUID: [String: CalendarDate]] = [:]
        for row in kept { original[row.0, default: [:]][row.1] = row.2 }
        let cases = try work.practiceCases(
            where: "practice.practice_id = any (\(Array(original.keys)))", at: moment, on: db)
        return try cases.flatMap { one in
            try one.due.compactMap { due in
                try original[one.row.id]?[due.milestone].map { first in
                    DeadlineLine(
                        ref: "\(one.row.record.practiceRef):\(due.milestone)", kind: "practice_due",
                        subjectRef: one.row.record.practiceRef, roundRef: nil, milestone: due.milestone,
                        dueOn: due.dueOn, originalDueOn: first,
                        workingDaysLeft: try reference.calendar.workingDays(
                            after: moment.asOf, through: due.dueOn),
                        state: due.state.rawValue,
                        rule: DeadlineLine.Rule(due.rule),
                        owner: due.owner.rawValue)
                }
            }
        }
    }

    /// Open rounds without a snapshot.
    private func roundsWithoutBatch(
        _ roundID: UUID?, _ moment: Moment, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [String] {
        func has(_ kinds: [String]) -> SQL {
            """
            exists (
                select from berth.round_event as event
                where event.partnership_id = round.partnership_id and event.round_id = round.round_id
                  and event.kind = any (\(kinds)) and event.happened_on <= \(moment.asOf)
                  and event.recorded_at <= \(moment.asAt)
            )
            """
        }
        return try db.query(
            """
            select contract.reference || '/' || round.round_no
            from \(Work.roundTables)
            where round.partnership_id = \(work.partnership.id) and \(has(["opened"]))
              and not \(has(["closed", "option_lapsed"]))
              and (not round.is_option or \(has(["option_exercised"])))
              and (\(roundID)::uuid is null or round.round_id = \(roundID))
              and not exists (
                  select from berth.round_snapshot as snapshot
                  where snapshot.partnership_id = round.partnership_id and snapshot.round_id = round.round_id
                    and snapshot.taken_at <= \(moment.asAt)
              )
            order by contract.reference, round.round_no
            """, as: String.self)
    }
}
