public import Domain
import FoundationEssentials
public import Postgres

/// Lists the terms in the order in which they start.
public struct ListTerms: Verb {
    /// Everybody who sees placements.
    public static var action: Action { .viewPlacements }
    /// A question.
    public static var isReadOnly: Bool { true }

    /// Makes the question.
    public init() {}

    /// Answers in the order of the first day.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [TermRecord] {
        try work.terms(on: db).map(\.record)
    }
}
