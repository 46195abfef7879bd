public import Domain
import FoundationEssentials
public import Postgres

/// Locks an account out, everywhere, or lets it in again; what it did keeps its name.
///
/// An account may work in other partnerships too, where this administrator has no say. So only somebody whose every
/// role is in this partnership can be locked out from here; for others the role here is revoked.
public struct ArchiveStaff: Verb {
    /// Only who manages staff.
    public static var action: Action { .manageStaff }

    let login: String
    let isRestored: Bool

    /// - Parameters:
    ///   - login: the account.
    ///   - restore: lets an archived account in again.
    public init(login: String, restore: Bool = false) {
        self.login = login
        self.isRestored = restore
    }

    /// Archives or restores the account.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        if login == work.actor.login {
            throw ServiceError.conflict(
                "\(login) cannot archive their own account; another administrator can.")
        }
        guard
            let account = try db.first(
                """
                select staff_account_id, is_installation_admin, archived_at is not null,
                       berth.works_elsewhere(staff_account_id)
                from berth.staff_account
                where login = \(login)
                for update
                """, as: (UUID, Bool, Bool, Bool).self), account.2 == isRestored
        else {
            throw ServiceError.notFound(
                "There is no \(isRestored ? "archived" : "active") account named \(login) with a role in \(work.partnership.name)."
            )
        }
        if !work.actor.isInstallationAdmin && (account.1 || account.3) {
            throw ServiceError(
                .notAllowed,
                "\(login) also works outside \(work.partnership.name), so only the administrator of the installation may lock them out; revoke their role here with berth user revoke."
            )
        }
        let archivedAt = isRestored ? nil : work.now
        try db.execute(
            """
            update berth.staff_account
            set archived_at = \(archivedAt), version = version + 1
            where staff_account_id = \(account.0)
            """)
        try work.audit(
            isRestored ? "staff_restored" : "staff_archived", of: "staff", account.0, after: ["login": login],
            on: db)
    }
}
