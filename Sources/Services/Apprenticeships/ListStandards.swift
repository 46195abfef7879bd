public import Domain
public import Postgres

/// Lists the apprenticeship standards by reference and version.
public struct ListStandards: Verb {
    /// Everybody who sees apprenticeships.
    public static var action: Action { .viewApprenticeships }
    /// A question.
    public static var isReadOnly: Bool { true }

    let level: Int?

    /// - Parameter level: of this level only.
    public init(level: Int? = nil) {
        self.level = level
    }

    /// Answers from what is known now.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [StandardRecord] {
        try work.standards(on: db).map(\.record).filter { record in level.map { $0 == record.level } ?? true }
    }
}
