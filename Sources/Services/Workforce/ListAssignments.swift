public import Domain
public import FoundationEssentials
public import Postgres

/// Lists who is in which post on a day, by organisation and post.
///
/// Lists of two days tell who left, and one of people when they qualified and what was counted of each: what the reports
/// hide. So it is for those only who may see people. Who records assignments may: no role for one organisation records
/// them but that of its own coordinator, who sees that organisation's.
public struct ListAssignments: Verb {
    /// Those who may see people.
    public static var action: Action { .viewWorkforcePersons }
    /// A question.
    public static var isReadOnly: Bool { true }

    let scope: WorkforceScope
    let kind: Assignment.Kind?
    let person: String?
    let endsWithin: Int?
    let asOf: CalendarDate?
    let asAt: Date?

    /// - Parameters:
    ///   - kind: employees or agency only.
    ///   - person: one person only, with what is over too.
    ///   - endsWithin: only those that end, or whose cover is planned to end, within so many days after the day.
    public init(
        scope: WorkforceScope = WorkforceScope(), kind: Assignment.Kind? = nil, person: String? = nil,
        endsWithin: Int? = nil, asOf: CalendarDate? = nil, asAt: Date? = nil
    ) {
        self.scope = scope
        self.kind = kind
        self.person = person
        self.endsWithin = endsWithin
        self.asOf = asOf
        self.asAt = asAt
    }

    /// Answers in the order of organisation, post and start, with what was counted up to the day.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [AssignmentRecord] {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let scope = try work.known(scope, on: db)
        let condition: SQL =
            if let person {
                "assignment.person_key = \(Reference.key(person))"
            } else {
                """
                assignment.started_on <= \(moment.asOf)
                and (assignment.ended_on is null or assignment.ended_on > \(moment.asOf))
                """
            }
        let posts = try work.posts(where: "true", asAt: moment.asAt, on: db)
        let wanted = Set(
            posts.filter {
                scope.holds(organisation: $0.record.organisation, role: $0.record.role, team: $0.record.team)
            }.map(\.id))
        let last = endsWithin.map { moment.asOf.adding(days: $0) }
        return try work.assignments(where: condition, asAt: moment.asAt, on: db).filter { row in
            guard wanted.contains(row.postID), kind == nil || row.record.kind == kind else { return false }
            guard let last else { return true }
            guard let end = row.record.endedOn ?? row.record.coverUntil else { return false }
            return end <= last
        }.map { $0.record.told(work).counted(by: moment.asOf) }
    }
}
