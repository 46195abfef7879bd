public import Domain
import FoundationEssentials
public import Postgres

/// A placement as it looks from one student.
public struct StudentOption: Sendable, Codable, Hashable {
    /// The placement.
    public let placementRef: String
    /// The rank the student gave it.
    @ExplicitNull public var rank: Int?
    /// Minutes of travel one way.
    @ExplicitNull public var travelMinutes: Int?
    /// `car` or `public_transport`.
    public let travelMode: String
    /// Whether the minutes were measured.
    public let isTravelGiven: Bool
    /// The codes of the rules that refuse it; empty when it is possible.
    public let refused: [String]
    /// The codes of its problems.
    public let problems: [String]
    /// Refusals and problems in words.
    public let words: String
}

/// What is known of a student, and which placements of the term are possible.
public struct StudentReport: Sendable, Codable, Hashable {
    /// `student show`.
    public let report: String
    /// The day of which it is true.
    public let asOf: CalendarDate
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the verdicts rest on.
    public let rules: [RuleLine]
    /// The particulars, without adjustments.
    public let student: StudentRecord
    /// With whom the student is to be placed.
    @ExplicitNull public var pairedWith: String?
    /// The method of the travel estimate.
    public let travelMethod: String
    /// The placements of the term: those asked for first, by rank, then the possible ones by travel, then the others.
    public let options: [StudentOption]
}

/// Shows one student, with the verdict of the rules on every placement of the term that the operator sees.
///
/// Adjustments are in none of it: a refusal or problem that comes from one has the code `confidential`. Who may see them
/// asks ``ShowStudentInFull``, which keeps in the audit that they looked.
public struct ShowStudent: Verb {
    /// Everybody who sees students.
    public static var action: Action { .viewStudents }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String
    let asOf: CalendarDate?

    /// - Parameter asOf: the day whose rules hold; today when nil.
    public init(reference: String, asOf: CalendarDate? = nil) {
        self.reference = reference
        self.asOf = asOf
    }

    /// Answers from the rules.
    ///
    /// - Throws: `notFound` for a student that does not exist or is out of sight.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> StudentReport {
        try report(namingAdjustments: false, work, on: db)
    }

    /// The report, with or without the names of what comes from adjustments.
    func report(
        namingAdjustments mayTell: Bool, _ work: Work, on db: isolated PostgresConnection
    ) throws -> StudentReport {
        let date = asOf ?? work.today
        let student = try work.student(reference, on: db)
        let ground = try PairGround(
            students: "student.student_id = \(student.id)",
            placements: """
                placement.term_id = (
                    select own.term_id from berth.student as own
                    where own.partnership_id = \(work.partnership.id) and own.student_id = \(student.id))
                """, date: date, work, on: db)
        let ranks = Dictionary(
            try db.query(
                """
                select placement_id, rank
                from berth.preference
                where partnership_id = \(work.partnership.id) and student_id = \(student.id)
                """, as: (UUID, Int).self
            ).map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
        let travel = try work.givenTravel(where: "travel.student_id = \(student.id)", on: db)
        let partner = try db.first(
            """
            select partner.reference
            from berth.student_pair as pair
            join berth.student as partner
                on partner.partnership_id = pair.partnership_id and partner.student_id = pair.partner_id
            where pair.partnership_id = \(work.partnership.id) and pair.student_id = \(student.id)
            """, as: String.self)
        let options = ground.placementIDs.indices.map { number in
            let id = ground.placementIDs[number]
            let given = travel[PairKey(student: student.id, placement: id)] ?? .nothing
            return StudentOption(
                placementRef: ground.placementRefs[number], rank: ranks[id],
                ground.verdict(0, number, given: given), mayTell: mayTell)
        }
        return StudentReport(
            report: "student show", asOf: date, partnership: work.partnership.code,
            generatedAt: ReportInstant(work.now), rules: ground.rules.rules.rows.map { RuleLine($0) },
            student: student.record, pairedWith: partner,
            travelMethod: TravelEstimate.method(ground.rules.rules.travel),
            options: options.sorted { $0.isBefore($1) })
    }
}

/// Shows one student as ``ShowStudent`` does, and names also what comes from the adjustments that the student needs.
public struct ShowStudentInFull: Verb {
    /// Those who may see adjustments.
    public static var action: Action { .viewAdjustments }

    let question: ShowStudent

    /// - Parameter asOf: the day whose rules hold; today when nil.
    public init(reference: String, asOf: CalendarDate? = nil) {
        question = ShowStudent(reference: reference, asOf: asOf)
    }

    /// Answers from the rules, and keeps in the audit that somebody looked.
    ///
    /// - Throws: `notFound` for a student that does not exist or is out of sight.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> StudentReport {
        let student = try work.student(question.reference, on: db)
        try work.audit("student_adjustments_read", of: "student", student.id, on: db)
        return try question.report(namingAdjustments: true, work, on: db)
    }
}

extension StudentOption {
    /// Of a verdict; what tells of somebody's health only where it may be told.
    init(placementRef: String, rank: Int?, _ verdict: PairVerdict, mayTell: Bool) {
        let refusals = mayTell ? verdict.refusals : verdict.refusals.subtracting(.confidential)
        let problems = mayTell ? verdict.problems : verdict.problems.subtracting(.confidential)
        let hidesRefusal = refusals != verdict.refusals
        let hidesProblem = problems != verdict.problems
        var words: [String] = []
        if !refusals.isEmpty { words.append(refusals.words) }
        if !problems.isEmpty { words.append(problems.words) }
        if hidesRefusal || hidesProblem { words.append("a reason that is confidential") }
        self.placementRef = placementRef
        _rank = ExplicitNull(wrappedValue: rank)
        _travelMinutes = ExplicitNull(wrappedValue: verdict.travel.minutes)
        travelMode = verdict.travel.mode.rawValue
        isTravelGiven = verdict.travel.isGiven
        refused = refusals.codes + (hidesRefusal ? ["confidential"] : [])
        self.problems = problems.codes + (hidesProblem ? ["confidential"] : [])
        self.words = words.joined(separator: "; ")
    }

    /// The order in which options are told.
    fileprivate func isBefore(_ other: StudentOption) -> Bool {
        func key(_ option: StudentOption) -> (Int, Int, Int, String) {
            (
                option.rank ?? Int.max, option.refused.isEmpty ? 0 : 1, option.travelMinutes ?? Int.max,
                option.placementRef
            )
        }
        return key(self) < key(other)
    }
}
