public import Domain
import FoundationEssentials
import Postgres

/// The particulars of a student, without the adjustments they need: those are health data and stand apart.
public struct StudentRecord: Sendable, Codable, Hashable {
    /// The university.
    public var organisation: String
    /// The reference.
    public var studentRef: String
    /// Given name.
    public var givenName: String
    /// Family name.
    public var familyName: String
    /// The programme, in the university's words.
    public var programme: String
    /// `first` or `final`.
    public var stage: String
    /// The code of the term.
    public var term: String
    /// Degrees north.
    @ExplicitNull public var latitude: Double?
    /// Degrees east.
    @ExplicitNull public var longitude: Double?
    /// Whether the student has a car.
    @ExplicitNull public var hasCar: Bool?
    /// The longest journey the student can make, in minutes one way.
    @ExplicitNull public var maxTravelMinutes: Int?
    /// Days the student has to do.
    @ExplicitNull public var daysRequired: Int?
    /// Hours the student has to do, of one who counts hours.
    @ExplicitNull public var hoursRequired: Int?
    /// The day on which the criminal-record check was cleared.
    @ExplicitNull public var dbsClearedOn: CalendarDate?
    /// Codes of organisations and teams that the student may not go to.
    public var conflicts: [String]
    /// Settings the student has been in, as `hospital` or `hospital@acute_trust`.
    public var priorSettings: [String]
    /// What else the university wants kept, such as `first_language:welsh`.
    public var attributes: [String]
    /// The day on which the student withdrew.
    @ExplicitNull public var withdrawnOn: CalendarDate?
}

/// A student of the database, adjustments beside the particulars.
struct StudentRow: Sendable {
    let id: UUID
    let version: Int
    let record: StudentRecord
    /// Empty where they were not asked for.
    let adjustments: [String]

    /// What the query of ``Work/students(where:withAdjustments:on:)`` selects.
    typealias Columns = (
        UUID, Int, String, String, String, String, String, String, String, Double?, Double?, Bool?, Int?,
        Int?,
        CalendarDate?, [String], CalendarDate?, [String], [String], [String], Int?
    )

    init(_ row: Columns) {
        id = row.0
        version = row.1
        record = StudentRecord(
            organisation: row.2, studentRef: row.3, givenName: row.4, familyName: row.5, programme: row.6,
            stage: row.7, term: row.8, latitude: row.9, longitude: row.10, hasCar: row.11,
            maxTravelMinutes: row.12, daysRequired: row.13, hoursRequired: row.20, dbsClearedOn: row.14,
            conflicts: row.17,
            priorSettings: row.18.sorted(), attributes: row.15, withdrawnOn: row.16)
        adjustments = row.19
    }
}

extension Work {
    /// Students with everything about them, for a condition on `student`, in the order of their references.
    ///
    /// - Parameter withAdjustments: reads the health data too; whoever asks has checked the permission.
    func students(
        where condition: SQL, withAdjustments: Bool = false, on db: isolated PostgresConnection
    ) throws -> [StudentRow] {
        let adjustments: SQL =
            withAdjustments
            ? """
            array(
                select needed.adjustment from berth.student_adjustment as needed
                where needed.partnership_id = student.partnership_id and needed.student_id = student.student_id
                order by needed.adjustment collate "C")
            """ : "'{}'::text[]"
        return try db.query(
            """
            select student.student_id, student.version, university.code, student.reference, student.given_name,
                   student.family_name, student.programme, student.stage, term.code, student.latitude,
                   student.longitude, student.has_car, student.max_travel_minutes, student.days_required,
                   student.dbs_cleared_on, student.attributes, student.withdrawn_on,
                   \(Self.studentConflicts), \(Self.studentPriorSettings), \(adjustments),
                   student.hours_required
            from \(Self.studentTables)
            where student.partnership_id = \(partnership.id) and \(condition)
            order by student.reference collate "C"
            """, as: StudentRow.Columns.self
        ).map { StudentRow($0) }
    }

    /// Students with their universities and terms.
    static var studentTables: SQL {
        """
        berth.student
        join berth.organisation as university
            on university.partnership_id = student.partnership_id
           and university.organisation_id = student.organisation_id
        join berth.placement_term as term
            on term.partnership_id = student.partnership_id and term.term_id = student.term_id
        """
    }

    static var studentConflicts: SQL {
        """
        array(
            select own.conflict from berth.student_conflict as own
            where own.partnership_id = student.partnership_id and own.student_id = student.student_id
            order by own.conflict collate "C")
        """
    }

    static var studentPriorSettings: SQL {
        """
        array(
            select prior.setting || case when prior.organisation = '' then '' else '@' || prior.organisation end
            from berth.student_prior_setting as prior
            where prior.partnership_id = student.partnership_id and prior.student_id = student.student_id
            order by prior.setting collate "C", prior.organisation collate "C")
        """
    }

    /// The student with a reference.
    func student(_ reference: String, on db: isolated PostgresConnection) throws -> StudentRow {
        let found = try students(where: "student.reference_key = \(Reference.key(reference))", on: db)
        guard let student = found.first else {
            throw ServiceError.notFound(
                "There is no student \(reference) in \(partnership.name); see berth student list.")
        }
        return student
    }
}
