public import Domain
public import FoundationEssentials
public import Postgres

/// Shows one post, everybody who was or is in it, and how it was known before.
public struct ShowPost: Verb {
    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String
    let organisation: String?
    let asOf: CalendarDate?
    let asAt: Date?

    /// - Parameter organisation: its code, where several have a post of that reference.
    public init(
        reference: String, organisation: String? = nil, asOf: CalendarDate? = nil, asAt: Date? = nil
    ) {
        self.reference = reference
        self.organisation = organisation
        self.asOf = asOf
        self.asAt = asAt
    }

    /// A post with the assignments to it.
    public struct Page: Sendable, Codable, Hashable {
        /// The post on the day.
        public let line: PostLine
        /// The assignments in order of time; nil for who may not see people.
        @ExplicitNull public private(set) var assignments: [AssignmentRecord]?
        /// How many versions of the post there are.
        public let versions: Int
    }

    /// Answers as known at the moment; to who may not see people without them.
    ///
    /// - Throws: `notFound` for a post that there was not, `usage` where several organisations have one.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> Page {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let post = try work.post(reference, of: organisation, asAt: moment.asAt, on: db)
        let rows = try work.assignments(
            where: "assignment.post_id = \(post.id)", asAt: moment.asAt, on: db)
        let line = PostLine(post, rows, on: moment.asOf)
        if !work.may(.viewWorkforcePersons, on: post.organisationID) {
            return Page(line: line.withoutPersons, assignments: nil, versions: post.revision)
        }
        return Page(line: line, assignments: rows.map { $0.record.told(work) }, versions: post.revision)
    }
}
