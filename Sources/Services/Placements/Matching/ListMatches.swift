public import Domain
import FoundationEssentials
public import Postgres

/// Lists the match runs of the partnership, the newest first.
public struct ListMatches: Verb {
    /// Those who see matches.
    public static var action: Action { .viewMatches }
    /// A question.
    public static var isReadOnly: Bool { true }

    let term: String?

    /// - Parameter term: the code of a term; nil for all.
    public init(term: String? = nil) { self.term = term }

    /// Answers.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [MatchRunRecord] {
        let references = try db.query(
            """
            select run.reference
            from berth.match_run as run
            join berth.placement_term as term
                on term.partnership_id = run.partnership_id and term.term_id = run.term_id
            where run.partnership_id = \(work.partnership.id) and (\(term)::text is null or term.code = \(term))
            order by run.created_at desc, run.reference desc
            """, as: String.self)
        return try references.map { try work.matchRun($0, on: db).record }
    }
}
