public import Domain
import FoundationEssentials
public import Postgres

/// Locks an account out, everywhere; what it did keeps its name.
public struct ArchiveStaff: Verb {
    /// Only who manages staff.
    public static var action: Action { .manageStaff }

    let login: String

    /// - Parameter login: the account.
    public init(login: String) {
        self.login = login
    }

    /// Archives the account.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        if login == work.actor.login {
            throw ServiceError.conflict(
                "\(login) cannot archive their own account; another administrator can.")
        }
        guard
            let account = try db.first(
                """
                update berth.staff_account
                set archived_at = \(work.now), version = version + 1
                where login = \(login) and archived_at is null
                returning staff_account_id
                """, as: UUID.self)
        else {
            throw ServiceError.notFound(
                "There is no active account named \(login) with a role in \(work.partnership.name).")
        }
        try work.audit("staff_archived", of: "staff", account, after: ["login": login], on: db)
    }
}
