import Domain
import FoundationEssentials
import Logging
import Postgres

extension Workspace {
    /// Makes the first account of an installation; it may then make partnerships and further accounts.
    ///
    /// - Throws: `conflict` when there is an account already.
    public func addFirstAdmin(login: String, fullName: String, email: String?) async throws(ServiceError) {
        let id = ids.next()
        let added = try await translating {
            try await pool.transaction(.default) { db in
                try db.one(
                    "select berth.add_first_admin(\(id), \(login), \(fullName), \(email))", as: UUID?.self)
            }
        }
        if added == nil {
            throw ServiceError(
                .conflict,
                "There is an administrator already; ask them to add \(login) with berth user add, or leave out --first-admin."
            )
        }
        logger.notice("first administrator added", metadata: ["login": "\(login)"])
    }
}
