public import Domain
import FoundationEssentials
public import Postgres

/// Shows one placement.
public struct ShowPlacement: Verb {
    /// Everybody who sees placements.
    public static var action: Action { .viewPlacements }
    /// A question.
    public static var isReadOnly: Bool { true }

    let reference: String

    /// - Parameter reference: of the placement.
    public init(reference: String) {
        self.reference = reference
    }

    /// Answers as of today.
    ///
    /// - Throws: `notFound` for a placement that does not exist or is out of sight.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PlacementLine {
        let row = try work.placement(reference, on: db)
        return ListPlacements.line(
            row, work.today, taken: try work.placesTaken(on: db)[row.id] ?? 0,
            overCommitted: try work.overCommittedEducators(on: db))
    }
}
