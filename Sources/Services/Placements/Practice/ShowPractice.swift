public import Domain
public import FoundationEssentials
public import Postgres

/// A milestone as the page of a practice placement shows it.
public struct PracticeMilestoneLine: Sendable, Codable, Hashable {
    /// The code.
    public let milestone: String
    /// The name.
    public let name: String
    /// Who acts.
    public let actor: String
    /// The day it happened.
    @ExplicitNull public var happenedOn: CalendarDate?
    /// The last day, where there is one.
    @ExplicitNull public var dueOn: CalendarDate?
    /// The last day as it was first set.
    @ExplicitNull public var originalDueOn: CalendarDate?
    /// `done` or `waiting`; where there is a last day `open`, `met`, `missed`, `paused` or `cancelled`.
    public let state: String
}

/// A concern as the page shows it.
public struct ConcernLine: Sendable, Codable, Hashable {
    /// Its number within the placement.
    public let concern: Int
    /// The category.
    public let category: String
    /// Of what kind whoever raised it is.
    public let by: String
    /// `open`, `action_agreed`, `escalated` or `resolved`.
    public let state: String
    /// What happened, in order: date, kind and note.
    public let events: [Event]

    /// A step of a concern.
    public struct Event: Sendable, Codable, Hashable {
        /// The day.
        public let on: CalendarDate
        /// `concern_raised`, `action_agreed`, `concern_escalated` or `concern_resolved`.
        public let kind: String
        /// The note.
        @ExplicitNull public var note: String?
    }
}

/// A day of the register as the page shows it.
public struct RegisterLine: Sendable, Codable, Hashable {
    /// The day.
    public let on: CalendarDate
    /// `worked`, `absent`, `simulated` or `skills`.
    public let kind: PracticeDayKind
    /// Half-days or minutes done.
    public let amount: Int
    /// Why the student was away.
    @ExplicitNull public var absence: String?
    /// From 1; more for a day that was corrected.
    public let revision: Int
}

/// What is known of one practice placement.
public struct PracticePage: Sendable, Codable, Hashable {
    /// `practice show`.
    public let report: String
    /// What was true on this day.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the figures rest on.
    public let rules: [RuleLine]
    /// The placement and where it stands.
    public let line: PracticeLine
    /// Every milestone of the pathway.
    public let milestones: [PracticeMilestoneLine]
    /// Every concern.
    public let concerns: [ConcernLine]
    /// The register, the newest day last.
    public let register: [RegisterLine]
    /// Every placement of the student that the reader sees, by reference.
    public let placements: [String]
}

/// Shows one practice placement: where it stands, what is due, the concerns and the register. No health data.
public struct ShowPractice: Verb {
    /// Those who see practice placements.
    public static var action: Action { .viewPractices }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String
    let asOf: CalendarDate?
    let asAt: Date?

    /// - Parameters:
    ///   - reference: the student, or the placement.
    ///   - asOf: what was true on this day; today when nil.
    ///   - asAt: as known at this instant; now when nil.
    public init(reference: String, asOf: CalendarDate? = nil, asAt: Date? = nil) {
        self.reference = reference
        self.asOf = asOf
        self.asAt = asAt
    }

    /// Answers from the facts.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticePage {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let row = try work.practice(reference, at: moment, on: db)
        let all = try work.practices(
            where: "practice.student_id = \(row.studentID)", at: moment, on: db)
        guard let one = try work.practiceCases(of: [row], at: moment, on: db).first else {
            throw ServiceError.notFound("There is no practice placement of \(reference).")
        }
        let original = try work.originalDueDates(of: [row.id], at: moment, on: db)[row.id] ?? [:]
        let pathway = try work.reference(at: moment, on: db).pathway(row.record.pathway)
        return PracticePage(
            report: "practice show", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: one.rules.rows.map { RuleLine($0) }, line: PracticeLine(one, asOf: moment.asOf),
            milestones: Self.milestones(one, pathway, original),
            concerns: one.concerns.map { concern in
                ConcernLine(
                    concern: concern.number, category: concern.category, by: concern.byKind,
                    state: concern.state,
                    events: concern.notes.map { .init(on: $0.on, kind: $0.kind, note: $0.note) })
            },
            register: one.entries.map {
                RegisterLine(
                    on: $0.day.on, kind: $0.day.kind, amount: $0.day.amount, absence: $0.reason,
                    revision: $0.revision)
            }, placements: all.map(\.record.practiceRef))
    }

    private static func milestones(
        _ one: PracticeCase, _ pathway: Pathway, _ original: [String: CalendarDate]
    ) -> [PracticeMilestoneLine] {
        let due = Dictionary(one.due.map { ($0.milestone, $0) }, uniquingKeysWith: { first, _ in first })
        return pathway.milestones.sorted { $0.position < $1.position }.map { milestone in
            let happened = one.facts[milestone.code]
            let last = due[milestone.code]
            return PracticeMilestoneLine(
                milestone: milestone.code, name: milestone.name, actor: milestone.actor.rawValue,
                happenedOn: happened, dueOn: last?.dueOn, originalDueOn: original[milestone.code],
                state: last?.state.rawValue ?? (happened == nil ? "waiting" : "done"))
        }
    }
}
