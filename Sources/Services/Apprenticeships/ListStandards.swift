public import Domain
public import FoundationEssentials
public import Postgres

/// Lists the apprenticeship standards by reference and version.
public struct ListStandards: Verb {
    /// Everybody who sees apprenticeships.
    public static var action: Action { .viewApprenticeships }
    /// A question.
    public static var isReadOnly: Bool { true }

    let level: Int?
    let asAt: Date?

    /// - Parameters:
    ///   - level: of this level only.
    ///   - asAt: as known at this instant; now when nil.
    public init(level: Int? = nil, asAt: Date? = nil) {
        self.level = level
        self.asAt = asAt
    }

    /// Answers from the versions that stood.
    ///
    /// - Throws: `usage` for a moment of knowledge that has not come.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [StandardRecord] {
        let moment = try Moment(asOf: nil, asAt: asAt, work: work)
        return try work.standards(at: moment.asAt, on: db).map(\.record).filter { record in
            level.map { $0 == record.level } ?? true
        }
    }
}
