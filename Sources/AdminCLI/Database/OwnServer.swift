import FoundationEssentials
import Logging
import Postgres
import PostgresServer
import Services

/// Berth's own PostgreSQL, for the commands that need it and not a database given by address.
struct OwnServer: Sendable {
    let local: LocalServer

    /// - Throws: `usage` when `DATABASE_URL` names another database.
    init(_ context: CommandContext) throws(ServiceError) {
        guard case .own(let server) = try DatabaseTarget(context).place else {
            throw ServiceError(
                .usage,
                "DATABASE_URL names a database, so Berth does not run its own; unset DATABASE_URL to use that one."
            )
        }
        local = server
    }

    /// Starts the server, and makes roles and database where they are missing.
    func start(_ context: CommandContext) async throws {
        let folders = try ProjectFolders(context.environment)
        try await local.start()
        try await local.bootstrap(
            databaseName: DatabaseTarget.ownDatabase, rolesScript: try ProjectFolders.text(folders.roles))
    }
}

extension DatabaseTarget {
    /// Runs something on one connection, closed afterwards.
    func withConnection<R: Sendable>(
        as role: Role, _ context: CommandContext, _ body: (PostgresConnection) async throws -> R
    ) async throws -> R {
        let connection = try await PostgresConnection.connect(
            try configuration(as: role), logger: context.logger)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }
}
