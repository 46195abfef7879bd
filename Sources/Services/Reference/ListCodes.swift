public import Domain
public import Postgres

/// Lists the codes of the reference data: roles, routes, reasons.
public struct ListCodes: Verb {
    /// Those who see rules.
    public static var action: Action { .viewRules }
    /// A question.
    public static var isReadOnly: Bool { true }

    let list: String?

    /// - Parameter list: one list only, such as `role`.
    public init(list: String? = nil) {
        self.list = list
    }

    /// Answers in the order of list and code.
    ///
    /// - Throws: `notFound` for a list that there is not.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [CodeLine] {
        let rows = try db.query(
            "select decision, reason_code, name from berth.reason_code order by decision, reason_code",
            as: (String, String, String).self)
        let found = rows.filter { list == nil || $0.0 == list }
        if found.isEmpty, let list {
            throw ServiceError.notFound(
                "There is no list \(list) of codes, only \(Set(rows.map(\.0)).sorted().joined(separator: ", "))."
            )
        }
        return found.map { CodeLine(list: $0.0, code: $0.1, name: $0.2) }
    }
}

/// A code of the reference data.
public struct CodeLine: Sendable, Codable, Hashable {
    /// The list that it is of: `role`, or the decision that it is a reason for.
    public let list: String
    /// The code.
    public let code: String
    /// What it means.
    public let name: String
}
