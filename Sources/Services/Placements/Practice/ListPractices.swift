public import Domain
public import FoundationEssentials
public import Postgres

/// Which practice placements a question is about, and as of when.
public struct PracticeChoice: Sendable, Hashable {
    /// The code of a term; nil for all.
    public var term: String?
    /// The code of a host; nil for all.
    public var host: String?
    /// The code of a university; nil for all.
    public var university: String?
    /// What was true on this day; today when nil.
    public var asOf: CalendarDate?
    /// As known at this instant; now when nil.
    public var asAt: Date?

    /// Makes a choice; every part that is left out chooses nothing away.
    public init(
        term: String? = nil, host: String? = nil, university: String? = nil, asOf: CalendarDate? = nil,
        asAt: Date? = nil
    ) {
        self.term = term
        self.host = host
        self.university = university
        self.asOf = asOf
        self.asAt = asAt
    }
}

extension PracticeChoice {
    /// The placements at the moment of the choice.
    ///
    /// - Throws: `notFound` for a term or an organisation that there is not.
    func cases(
        _ moment: Moment, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [PracticeCase] {
        let termID = try term.map { try work.term($0, on: db).id }
        let hostID = try host.map { try work.organisation($0, on: db).id }
        let universityID = try university.map { try work.organisation($0, on: db).id }
        return try work.practiceCases(
            where: """
                (\(termID)::uuid is null or placement.term_id = \(termID))
                and (\(hostID)::uuid is null or placement.organisation_id = \(hostID))
                and (\(universityID)::uuid is null or student.organisation_id = \(universityID))
                """, at: moment, on: db)
    }

    func moment(_ work: Work) throws(ServiceError) -> Moment {
        try Moment(asOf: asOf, asAt: asAt, work: work)
    }
}

extension PracticeReport {
    fileprivate init(
        _ report: String, _ practices: [PracticeLine], toBePlaced: [PracticeLine] = [], _ moment: Moment,
        _ work: Work, on db: isolated PostgresConnection
    ) throws {
        self.init(
            report: report, asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: try work.practiceRules(at: moment, db: db).rows.map { RuleLine($0) },
            practices: practices, toBePlaced: toBePlaced)
    }
}

/// Lists practice placements, by student.
public struct ListPractices: Verb {
    /// Those who see practice placements.
    public static var action: Action { .viewPractices }
    /// A question.
    public static var isReadOnly: Bool { true }

    let choice: PracticeChoice
    let includesEnded: Bool

    /// - Parameter ended: those that have ended too.
    public init(_ choice: PracticeChoice = PracticeChoice(), ended: Bool = false) {
        self.choice = choice
        includesEnded = ended
    }

    /// Answers in the order of the students' references.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticeReport {
        let moment = try choice.moment(work)
        let lines = try choice.cases(moment, work, on: db).map { PracticeLine($0, asOf: moment.asOf) }
        return try PracticeReport(
            "practice list", lines.filter { includesEnded || $0.practice.end == nil }, moment, work, on: db)
    }
}

/// Lists who is behind on days or hours, or will be done only after the placement or the term is over.
public struct ListBehind: Verb {
    /// Those who see practice placements.
    public static var action: Action { .viewPractices }
    /// A question.
    public static var isReadOnly: Bool { true }

    let choice: PracticeChoice

    /// - Parameter choice: which placements, and as of when.
    public init(_ choice: PracticeChoice = PracticeChoice()) { self.choice = choice }

    /// Answers those furthest behind first, in days.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticeReport {
        let moment = try choice.moment(work)
        let lines = try choice.cases(moment, work, on: db).map { one in
            (line: PracticeLine(one, asOf: moment.asOf), aDay: one.terms.aDay)
        }.filter { $0.line.practice.end == nil }.filter {
            $0.line.behind > 0 || $0.line.isPastPlacement || $0.line.isPastTerm
        }.sorted { left, right in
            // Days and hours compare by the days of the pattern that they are, crosswise so that nothing is rounded.
            let (one, other) = (left.line.behind * right.aDay, right.line.behind * left.aDay)
            return (-one, left.line.practice.practiceRef) < (-other, right.line.practice.practiceRef)
        }
        return try PracticeReport("practice behind", lines.map(\.line), moment, work, on: db)
    }
}

/// Lists practice placements that are at risk, and those that have broken down whose student is still to be placed.
public struct ListPracticesAtRisk: Verb {
    /// Those who see practice placements.
    public static var action: Action { .viewPractices }
    /// A question.
    public static var isReadOnly: Bool { true }

    let choice: PracticeChoice

    /// - Parameter choice: which placements, and as of when.
    public init(_ choice: PracticeChoice = PracticeChoice()) { self.choice = choice }

    /// Answers those with the most reasons first.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PracticeReport {
        let moment = try choice.moment(work)
        let cases = try choice.cases(moment, work, on: db)
        let lines = cases.map { PracticeLine($0, asOf: moment.asOf) }
        let atRisk = lines.filter { !$0.risks.isEmpty }.sorted {
            (-$0.risks.count, $0.practice.practiceRef) < (-$1.risks.count, $1.practice.practiceRef)
        }
        let placedAgain = try placedAgain(cases, moment, work, on: db)
        let broken = zip(cases, lines).filter { one, line in
            line.practice.end == .brokenDown && line.owed > 0 && !placedAgain.contains(one.row.id)
        }.map(\.1)
        return try PracticeReport("practice at-risk", atRisk, toBePlaced: broken, moment, work, on: db)
    }

    /// Those after which the student got another placement, or withdrew: that needs every placement of the student,
    /// wherever it is.
    private func placedAgain(
        _ cases: [PracticeCase], _ moment: Moment, _ work: Work, on db: isolated PostgresConnection
    ) throws -> Set<UUID> {
        let ids = cases.filter { $0.row.record.end == .brokenDown }.map(\.row.id)
        if ids.isEmpty { return [] }
        return try work.seeingEverything(on: db) {
            Set(
                try db.query(
                    """
                    select practice.practice_id
                    from berth.practice
                    join berth.student
                        on student.partnership_id = practice.partnership_id
                       and student.student_id = practice.student_id
                    where practice.partnership_id = \(work.partnership.id)
                      and practice.practice_id = any (\(ids))
                      and (student.withdrawn_on <= \(moment.asOf)
                           or exists (
                               select from berth.practice as later
                               where later.partnership_id = practice.partnership_id
                                 and later.student_id = practice.student_id
                                 and later.practice_no > practice.practice_no
                                 and later.placed_on <= \(moment.asOf) and later.placed_at <= \(moment.asAt)
                           ))
                    """, as: UUID.self))
        }
    }
}
