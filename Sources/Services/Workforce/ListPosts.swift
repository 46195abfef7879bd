public import Domain
public import FoundationEssentials
public import Postgres

/// Lists posts with how many are in them on a day, by organisation and reference.
public struct ListPosts: Verb {
    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
    /// A question.
    public static var isReadOnly: Bool { true }

    /// Which posts, beside those of the scope.
    public enum Filter: String, Sendable, CaseIterable {
        /// Those that somebody is employed in.
        case filled
        /// Those without anybody employed, covered or not.
        case vacant
        /// Those that are vacant with agency in them.
        case covered
        /// Those that are vacant without.
        case uncovered
        /// Those that are frozen.
        case frozen
        /// Those that are deleted.
        case deleted
    }

    let scope: WorkforceScope
    let filter: Filter?
    let asOf: CalendarDate?
    let asAt: Date?

    /// - Parameter filter: some only; all but the deleted when nil.
    public init(
        scope: WorkforceScope = WorkforceScope(), filter: Filter? = nil, asOf: CalendarDate? = nil,
        asAt: Date? = nil
    ) {
        self.scope = scope
        self.filter = filter
        self.asOf = asOf
        self.asAt = asAt
    }

    /// Answers in the order of organisation and reference; to who may not see people without them.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [PostLine] {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let scope = try work.known(scope, on: db)
        let posts = try work.posts(where: "true", asAt: moment.asAt, on: db).filter {
            scope.holds(organisation: $0.record.organisation, role: $0.record.role, team: $0.record.team)
        }
        let assignments = try work.assignments(
            where: """
                assignment.started_on <= \(moment.asOf)
                and (assignment.ended_on is null or assignment.ended_on > \(moment.asOf)
                     or assignment.candidate_id is not null)
                """, asAt: moment.asAt, on: db)
        let holders = Dictionary(grouping: assignments, by: \.postID)
        return posts.map { post in
            let line = PostLine(post, holders[post.id] ?? [], on: moment.asOf)
            return work.may(.viewWorkforcePersons, on: post.organisationID) ? line : line.withoutPersons
        }.filter { line in
            switch filter {
            case .vacant: line.state == "vacant" || line.state == "covered"
            case .uncovered: line.state == "vacant"
            case .some(let filter): line.state == filter.rawValue
            case nil: line.state != PostStatus.deleted.rawValue
            }
        }
    }
}
