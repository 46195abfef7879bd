public import Postgres

extension LocalServer {
    /// How to reach the server's own database as its superuser; the server need not run.
    public var administration: PostgresConfiguration {
        configuration(database: "postgres", user: "postgres")
    }

    /// How to reach a database of this server as one of its roles.
    public func configuration(database: String, user: String) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(
            host: socketDirectory, port: 5432, database: database, user: user)
        // Nobody else who got hold of the socket's folder is taken for the server.
        configuration["requirepeer"] = (try? ClusterUser.choose())?.user.name
        return configuration
    }

    /// Starts the server unless it runs, making its data first if there are none.
    ///
    /// A server that was killed is recovered; one that another process starts at the same moment is waited for.
    /// - Returns: how to reach it as its superuser.
    /// - Throws: `ServerError`.
    @discardableResult
    public func start() async throws(ServerError) -> PostgresConfiguration {
        try await startServer()
        return administration
    }

    /// Makes the roles and the database, if they are not there. May be called again and from several programs at once.
    /// - Parameters:
    ///   - databaseName: the name of the database, which `berth_owner` will own.
    ///   - rolesScript: SQL that makes the roles, `berth_owner` among them, and may run again.
    /// - Returns: how to reach the database as its owner.
    /// - Throws: `ServerError` of kind `bootstrap`.
    @discardableResult
    public func bootstrap(
        databaseName: String = "berth", rolesScript: String
    ) async throws(ServerError) -> PostgresConfiguration {
        do {
            let connection = try await PostgresConnection.connect(administration, logger: cluster.logger)
            do {
                try await connection.perform { db in
                    try Self.prepare(db, databaseName: databaseName, rolesScript: rolesScript)
                }
            } catch {
                await connection.close()
                throw error
            }
            await connection.close()
        } catch {
            throw ServerError(
                .bootstrap, "The database \(databaseName) could not be prepared: \(error).",
                details: String(reflecting: error))
        }
        return configuration(database: databaseName, user: "berth_owner")
    }

    /// The key of the advisory lock, "berthdb" in ASCII; it goes with the connection.
    private static let lockKey = 0x62_6572_7468_6462

    private static func prepare(
        _ db: isolated PostgresConnection, databaseName: String, rolesScript: String
    ) throws {
        // Two programs that make the same role at once would collide in the catalogue.
        try db.execute("select pg_advisory_lock(\(lockKey))")
        try db.script(rolesScript)
        let exists = try db.one(
            "select exists (select from pg_database where datname = \(databaseName))", as: Bool.self)
        if !exists {
            try db.execute("create database \(identifier: databaseName) owner berth_owner")
        }
    }
}
