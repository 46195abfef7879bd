public import Postgres

/// What is done to a whole database, as its owner, before anybody can work in it.
///
/// No verb: there is nobody yet who could be asked for a permission; whoever holds the owner's address may do it.
public enum DatabaseInstallation {
    /// The roles that the structure needs.
    static let roles = ["berth_owner", "berth_app", "berth_report", "berth_sign_in"]

    /// Makes the roles of Berth where they are missing.
    ///
    /// - Parameter script: `Schema/roles.sql`.
    /// - Throws: `notAllowed` when the account may not make roles.
    public static func makeRoles(script: String, on connection: PostgresConnection) async throws {
        try await connection.perform { db in
            let present = try db.one(
                "select count(*) from pg_roles where rolname = any (\(roles))", as: Int.self)
            if present == roles.count { return }
            do {
                try db.transaction { db in try db.script(script) }
            } catch let error as PostgresError where error.sqlState == "42501" {
                throw ServiceError(
                    .notAllowed,
                    "The roles of Berth are missing and this account may not make them; have an administrator of the server run Schema/roles.sql."
                )
            }
        }
    }

    /// Removes everything of Berth from the database, all data included.
    public static func empty(_ connection: PostgresConnection) async throws {
        try await connection.perform { db in
            try db.transaction { db in
                try db.script(
                    "drop schema if exists berth cascade; drop schema if exists berth_migrations cascade")
            }
        }
    }
}
