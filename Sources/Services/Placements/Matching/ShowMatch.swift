public import Domain
import FoundationEssentials
public import Postgres

/// Where one student goes.
public struct MatchAssignment: Sendable, Codable, Hashable {
    /// The student.
    public let studentRef: String
    /// The placement.
    public let placementRef: String
    /// The rank that the student gave it; one more than the last rank given for a placement that was not listed.
    public let rank: Int
    /// The codes of its hard problems; without those that say something about health, for who may not see that.
    public let problems: [String]
    /// Minutes one way, measured or estimated.
    public let travelMinutes: Int
    /// Whether somebody decided it, and not the match.
    public let locked: Bool
}

/// A match run with who goes where.
public struct MatchReport: Sendable, Codable, Hashable {
    /// `match show`.
    public let report: String
    /// The day whose rules and withdrawals counted.
    public let asOf: CalendarDate
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rules that the run went by.
    public let rules: [RuleLine]
    /// The run.
    public let run: MatchRunRecord
    /// How many students have a place.
    public let placed: Int
    /// Those who have none, by reference.
    public let unplaced: [String]
    /// Those who have one, by reference.
    public let assignments: [MatchAssignment]
    /// How the match treats groups of students.
    public let fairness: FairnessSheet
    /// True when the operator sees only the students of an organisation.
    public let partial: Bool
}

/// Shows a match run.
public struct ShowMatch: Verb {
    /// Those who see matches.
    public static var action: Action { .viewMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String?

    /// - Parameter reference: the run; nil for the published one, or the newest when none is published.
    public init(reference: String? = nil) { self.reference = reference }

    /// Answers from what the run stored.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> MatchReport {
        let run = try work.matchRun(reference, on: db)
        let students = try work.matchedStudents(of: run.id, on: db)
        let attributes = try work.studentAttributes(of: run.id, on: db)
        let hidden = work.seesAdjustments ? [] : Set(PairProblems.confidential.codes)
        return MatchReport(
            report: "match show", asOf: run.asOf, partnership: work.partnership.code,
            generatedAt: ReportInstant(work.now), rules: run.rules, run: run.record,
            placed: students.count { $0.placement != nil },
            unplaced: students.filter { $0.placement == nil }.map(\.reference),
            assignments: students.compactMap { student in
                guard let placement = student.placement, let rank = student.rank else { return nil }
                return MatchAssignment(
                    studentRef: student.reference, placementRef: placement, rank: rank,
                    problems: student.problems.filter { !hidden.contains($0) },
                    travelMinutes: student.travelMinutes ?? 0, locked: student.isLocked)
            },
            fairness: FairnessSheet(
                students.map {
                    .init(
                        university: $0.university, stage: $0.stage,
                        attributes: attributes[$0.studentID] ?? [],
                        choice: $0.listedRank,
                        travelMinutes: $0.placement == nil ? nil : $0.travelMinutes ?? 0)
                }),
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
    }
}

extension Work {
    /// Whether the operator may see what students need for their health, everywhere in the partnership.
    var seesAdjustments: Bool {
        actor.reach(of: .viewAdjustments, in: partnership) == .everyOrganisation
    }

    /// What is recorded of the students of a run as `group:value`, by student.
    func studentAttributes(
        of runID: UUID, on db: isolated PostgresConnection
    ) throws -> [UUID: [String]] {
        let rows = try db.query(
            """
            select student.student_id, student.attributes
            from berth.match_student as matched
            join berth.student
                on student.partnership_id = matched.partnership_id and student.student_id = matched.student_id
            where matched.partnership_id = \(partnership.id) and matched.match_run_id = \(runID)
            """, as: (UUID, [String]).self)
        return Dictionary(rows.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    }
}
