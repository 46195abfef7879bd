public import Domain
public import FoundationEssentials
public import Postgres

/// A line of the list of staff: an account and one role it holds here.
public struct StaffLine: Sendable, Codable, Hashable {
    /// The name to sign in with.
    public let login: String
    /// The name for people.
    public let fullName: String
    /// E-mail, where known.
    public let email: String?
    /// The role.
    public let role: String
    /// The organisation the role is limited to.
    public let organisation: String?
    /// When the role was given.
    public let grantedAt: Date
    /// True once the account is locked out.
    public let archived: Bool
}

/// Lists who holds which role in the partnership.
public struct ListStaff: Verb {
    /// Only who manages staff.
    public static var action: Action { .manageStaff }
    /// A question.
    public static var isReadOnly: Bool { true }

    /// Makes the question.
    public init() {}

    /// Answers in the order of login and role.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [StaffLine] {
        try db.queryRows(
            """
            select account.login, account.full_name, account.email, held.role, place.code as organisation,
                   held.granted_at, account.archived_at is not null as archived
            from berth.staff_role as held
            join berth.staff_account as account on account.staff_account_id = held.staff_account_id
            left join berth.organisation as place
                on place.partnership_id = held.partnership_id and place.organisation_id = held.organisation_id
            where held.partnership_id = \(work.partnership.id) and held.revoked_at is null
            order by account.login, held.role, place.code
            """, as: StaffLine.self)
    }
}
