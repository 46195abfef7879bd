public import Domain
import FoundationEssentials
import Postgres

/// Somebody in a post, from a day to a day.
public struct AssignmentRecord: Sendable, Codable, Hashable {
    /// Whose post it is.
    public var organisation: String
    /// The post.
    public var postRef: String
    /// The person, by the organisation's own reference; never a name.
    public var personRef: String
    /// Employee or agency.
    public var kind: Assignment.Kind
    /// Contracted hours over standard hours.
    public var fte: FTE
    /// The first day.
    public var startedOn: CalendarDate
    /// The last day, inclusive.
    @ExplicitNull public var endedOn: CalendarDate?
    /// Why they left, as a code; only for who may see people everywhere.
    @ExplicitNull public var leavingReason: String?
    /// Where they went, as a code; only for who may see people everywhere.
    @ExplicitNull public var destination: String?
    /// The candidate who started here.
    @ExplicitNull public var candidateRef: String?
    /// How they came, as a code such as `overseas` or `newly_qualified`; only for who may see people everywhere.
    @ExplicitNull public var route: String?
    /// When they qualified.
    @ExplicitNull public var qualifiedOn: CalendarDate?
    /// The year they were born; only for who may see people everywhere.
    @ExplicitNull public var birthYear: Int?
    /// The latest day on which something was counted of them.
    @ExplicitNull public internal(set) var countedOn: CalendarDate? = nil
    /// Cases held at the close of that day.
    @ExplicitNull public internal(set) var cases: Int? = nil
    /// Working days lost to absence in the twelve months up to that day, or since the start where that is later; only
    /// for who may see people.
    @ExplicitNull public internal(set) var daysLost: FTE? = nil
    /// What was counted on each day, the latest last.
    public internal(set) var counts: [AssignmentCount] = []
    /// Of agency: until when it is planned.
    @ExplicitNull public var coverUntil: CalendarDate?
    /// Of agency: what is to follow it.
    @ExplicitNull public var coverPlan: String?
    /// What the exit interview was about; only for who may see people everywhere.
    public var exitThemes: [String]

    /// Refuses values that nobody in a post can have.
    ///
    /// - Throws: `badData`.
    func refuseImpossible(_ work: Work, on db: isolated PostgresConnection) throws {
        let name = "\(personRef) in \(postRef)"
        guard fte > .zero, fte <= .one else {
            throw ServiceError.badData(
                "\(name) has \(fte) of a full-time equivalent; it is above 0 and at most 1, as in 0.6.")
        }
        if let endedOn, endedOn < startedOn {
            throw ServiceError.badData(
                "\(name) cannot end on \(endedOn), before it starts on \(startedOn).")
        }
        if let fault = countFault(today: work.today) { throw ServiceError.badData(fault.reason) }
        if kind == .agency, endedOn == nil, coverUntil == nil {
            throw ServiceError.badData(
                "Agency cover needs an end: give --cover-until, or --ends-on where it is agreed.")
        }
        if kind == .employee, coverUntil != nil || coverPlan != nil {
            throw ServiceError.badData("Only agency covers a post; leave the cover out for an employee.")
        }
        if let qualifiedOn, qualifiedOn > work.today {
            throw ServiceError.badData(
                "\(name) cannot have qualified on \(qualifiedOn), which is after today, \(work.today).")
        }
        for (code, list) in [
            (route, CodeList.Name.route), (leavingReason, .leavingReason), (destination, .destination),
        ] {
            if let code { try work.codes(list, on: db).refuseUnknown(code) }
        }
    }

    /// The same as it is told to the operator of some work, who may see people of the organisation.
    func told(_ work: Work) -> AssignmentRecord { work.seesPersons ? self : withoutSensitive }

    /// The same without what only those see who may see people of every organisation.
    var withoutSensitive: AssignmentRecord {
        var record = self
        (record.birthYear, record.route) = (nil, nil)
        record.tell(counts.compactMap(\.withoutDaysLost))
        (record.leavingReason, record.destination, record.exitThemes) = (nil, nil, [])
        return record
    }
}

/// An assignment of the database as a version of it has it.
struct AssignmentRow: Sendable {
    let id: UUID
    let revision: Int
    let organisationID: UUID
    let postID: UUID
    let candidateID: UUID?
    var record: AssignmentRecord

    typealias Columns = (
        UUID, Int, UUID, UUID, UUID?, String, String, String, String, Int, CalendarDate, CalendarDate?,
        String?,
        String?, String?, String?, CalendarDate?, Int?, [String], CalendarDate?, String?, [String]
    )

    init(_ row: Columns) {
        id = row.0
        revision = row.1
        organisationID = row.2
        postID = row.3
        candidateID = row.4
        record = AssignmentRecord(
            organisation: row.5, postRef: row.6, personRef: row.7,
            kind: Assignment.Kind(rawValue: row.8) ?? .employee, fte: FTE(tenThousandths: row.9),
            startedOn: row.10, endedOn: row.11, leavingReason: row.12, destination: row.13,
            candidateRef: row.14, route: row.15, qualifiedOn: row.16, birthYear: row.17, coverUntil: row.19,
            coverPlan: row.20, exitThemes: row.21)
        record.tell(row.18.compactMap { AssignmentCount($0) })
    }
}

extension Work {
    /// Assignments for a condition on `assignment`, `post` and `owner`, as they were known at a moment, by
    /// organisation, post, start and person.
    func assignments(
        where condition: SQL, asAt: Date? = nil, on db: isolated PostgresConnection
    ) throws -> [AssignmentRow] {
        try db.query(
            """
            select assignment.assignment_id, assignment.revision, assignment.organisation_id,
                   assignment.post_id, assignment.candidate_id, owner.code, post.reference,
                   assignment.person_ref, assignment.kind, assignment.fte, assignment.started_on,
                   assignment.ended_on, assignment.leaving_reason, assignment.destination,
                   candidate.reference, assignment.route, assignment.qualified_on, assignment.birth_year,
                   \(Self.countTexts), assignment.cover_until, assignment.cover_plan, assignment.exit_themes
            from \(Self.assignmentTables)
            where assignment.partnership_id = \(partnership.id)
              and \(Self.standing("assignment", at: asAt)) and \(condition)
            order by owner.code collate "C", post.reference collate "C", assignment.started_on,
                     assignment.person_ref collate "C"
            """, as: AssignmentRow.Columns.self
        ).map { AssignmentRow($0) }
    }

    /// Versions of assignments with their posts and whose they are.
    static var assignmentTables: SQL {
        """
        berth.assignment
        join berth.post
            on post.partnership_id = assignment.partnership_id and post.post_id = assignment.post_id
        join berth.organisation as owner
            on owner.partnership_id = assignment.partnership_id
           and owner.organisation_id = assignment.organisation_id
        left join berth.candidate
            on candidate.partnership_id = assignment.partnership_id
           and candidate.candidate_id = assignment.candidate_id
        """
    }

    /// What was counted in a version of an assignment, as ``AssignmentCount`` is written, by day.
    static let countTexts: SQL = """
        array(
            select counted.on_day::text || '/' || coalesce(counted.cases::text, '') || '/'
                   || coalesce(trim_scale(counted.days_lost / 10000.0)::text, '')
            from unnest(assignment.counted_on, assignment.cases, assignment.days_lost)
                as counted (on_day, cases, days_lost)
            order by counted.on_day)
        """

    /// Whether the operator may see everything that is said of people in posts, such as the year of birth and why they
    /// left.
    var seesPersons: Bool { mayEverywhere(.viewWorkforcePersons) }
}
