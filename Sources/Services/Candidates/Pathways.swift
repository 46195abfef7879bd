public import Domain
import FoundationEssentials
public import Postgres

/// Lists the pathways, or shows the milestones of one.
public struct ShowPathways: Verb {
    /// Those who see rules.
    public static var action: Action { .viewRules }
    /// A question.
    public static var isReadOnly: Bool { true }

    let code: String?

    /// - Parameter code: one pathway only.
    public init(code: String? = nil) {
        self.code = code
    }

    /// Answers in the order of code.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [Pathway] {
        let reference = try work.reference(on: db)
        if let code { return [try reference.pathway(code)] }
        return try reference.pathwayCodes.map { try reference.pathway($0) }
    }
}
