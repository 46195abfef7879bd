public import Domain
public import FoundationEssentials
public import Postgres

/// How many requests were made in the partnership up to an instant, by whomever: a history may name who does what.
///
/// Every change is one request with at least one audit event, so this tells how far a replayed history has come.
public struct CountRequests: Verb {
    /// Those who may read the audit.
    public static var action: Action { .viewAudit }
    /// A question.
    public static var isReadOnly: Bool { true }

    let until: Date

    /// - Parameter until: requests recorded at this instant or before.
    public init(until: Date) {
        self.until = until
    }

    /// Answers the number of different requests.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> Int {
        try db.one(
            """
            select count(distinct request_id)
            from berth.audit_event
            where partnership_id = \(work.partnership.id) and recorded_at <= \(until)
            """, as: Int.self)
    }
}
