import Logging
import Postgres

/// The migrated database that others are cloned from. Processes that want it at once make it once.
struct MigratedTemplate {
    var schema: SchemaFolder

    /// The key of the advisory lock, "template" in ASCII.
    private static let lockKey = 0x7465_6d70_6c61_7465
    /// How many templates of older schemas stay, for checkouts that go back and forth.
    private static let kept = 4

    func make(_ administration: PostgresConfiguration) async throws {
        let name = schema.templateName
        let unfinished = name + "_unfinished"
        let connection = try await PostgresConnection.connect(administration, logger: TestServer.logger)
        do {
            // The lock is the session's: it is free again when the connection is closed.
            let exists = try await connection.perform { db in
                try db.execute("select pg_advisory_lock(\(Self.lockKey))")
                try db.script(schema.roles)
                let exists = try db.one(
                    "select exists (select from pg_database where datname = \(name))", as: Bool.self)
                if !exists {
                    try Self.dropOld(db)
                    try db.script("drop database if exists \"\(unfinished)\" with (force)")
                    try db.script("create database \"\(unfinished)\" owner berth_owner")
                }
                return exists
            }
            if !exists {
                try await migrate(administration, database: unfinished)
                try await connection.perform { db in
                    try db.script("alter database \"\(unfinished)\" rename to \"\(name)\"")
                }
            }
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }

    private func migrate(_ administration: PostgresConfiguration, database: String) async throws {
        var configuration = administration
        configuration.database = database
        configuration.role = "berth_owner"
        let runner = try MigrationRunner(folder: schema.migrations, logger: TestServer.logger)
        let connection = try await PostgresConnection.connect(configuration, logger: TestServer.logger)
        do {
            try await runner.migrate(connection)
            await connection.close()
        } catch {
            await connection.close()
            throw TestFailure("The migrations fail: \(String(reflecting: error))")
        }
    }

    private static func dropOld(_ db: isolated PostgresConnection) throws {
        let old = try db.query(
            """
            select datname from pg_database where datname like 'berth\\_template\\_%' order by oid desc offset \(kept)
            """, as: String.self)
        // One that another process clones at this moment cannot be dropped, and is next time.
        for name in old { try? db.script("drop database if exists \"\(name)\"") }
    }
}
