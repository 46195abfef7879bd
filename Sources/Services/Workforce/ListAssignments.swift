public import Domain
public import FoundationEssentials
public import Postgres

/// Lists who is in which post on a day, by organisation and post.
public struct ListAssignments: Verb {
    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
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
        let sees = work.seesPersons
        return try work.assignments(where: condition, asAt: moment.asAt, on: db).filter { row in
            guard wanted.contains(row.postID), kind == nil || row.record.kind == kind else { return false }
            guard let last else { return true }
            guard let end = row.record.endedOn ?? row.record.coverUntil else { return false }
            return end <= last
        }.map { (sees ? $0.record : $0.record.withoutSensitive).counted(by: moment.asOf) }
    }
}
