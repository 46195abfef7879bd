import Domain
import FoundationEssentials
import Postgres

extension Workspace {
    /// Makes the first account of an installation; it may then make partnerships and further accounts.
    ///
    /// - Throws: `conflict` when there is an account already.
    public func addFirstAdmin(login: String, fullName: String, email: String?) async throws(ServiceError) {
        let id = ids.next()
        try await translating {
            try await pool.transaction(.default) { db in
                // Two first administrators at once: the second waits here and then finds the first.
                try db.execute("select pg_advisory_xact_lock(hashtext('berth.first_admin'))")
                if try db.one("select berth.has_staff_accounts()", as: Bool.self) {
                    throw ServiceError(
                        .conflict,
                        "There is an administrator already; ask them to add \(login) with berth user add, or leave out --first-admin."
                    )
                }
                try db.script("set local berth.actor_id = '\(id.uuidString.lowercased())'")
                try db.execute(
                    """
                    insert into berth.staff_account (
                        staff_account_id, login, full_name, email, is_installation_admin)
                    values (\(id), \(login), \(fullName), \(email), true)
                    """)
            }
        }
    }
}
