import FoundationEssentials
import Logging
import Postgres
import PostgresServer
import Services

/// The database that commands work on: the one in `DATABASE_URL`, or Berth's own.
struct DatabaseTarget: Sendable {
    /// Whom to be on the database.
    enum Role: String, Sendable {
        case owner = "berth_owner"
        case app = "berth_app"
        /// Who reads every row of every partnership, to back them up, and may do nothing else.
        case backup = "berth_backup"
    }

    /// Where it is.
    enum Place: Sendable {
        case given(app: PostgresConfiguration, owner: PostgresConfiguration, backup: PostgresConfiguration?)
        case own(LocalServer)
    }

    /// The name of the database on Berth's own server.
    static let ownDatabase = "berth"

    let place: Place

    /// Reads `DATABASE_URL`, `BERTH_OWNER_URL` for migrations and `BERTH_BACKUP_URL` for backups; without the first
    /// Berth's own server is meant.
    init(_ context: CommandContext) throws(ServiceError) {
        let environment = context.environment
        guard let url = environment["DATABASE_URL"], !url.isEmpty else {
            place = .own(
                LocalServer(
                    location: ServerLocation(environment: environment), logger: context.logger,
                    environment: environment))
            return
        }
        func address(_ name: String) throws(ServiceError) -> PostgresConfiguration? {
            guard let url = environment[name], !url.isEmpty else { return nil }
            return try Self.read(url, from: name)
        }
        let app = try Self.read(url, from: "DATABASE_URL")
        place = .given(
            app: app, owner: try address("BERTH_OWNER_URL") ?? app, backup: try address("BERTH_BACKUP_URL"))
    }

    private static func read(_ url: String, from name: String) throws(ServiceError) -> PostgresConfiguration {
        do {
            return try PostgresConfiguration(url: url)
        } catch {
            throw ServiceError(
                .usage,
                "\(name) is not an address of PostgreSQL (\(error)); write it as postgresql://user@host/database."
            )
        }
    }

    /// How to connect as a role.
    ///
    /// - Throws: `usage` for a backup of a database whose address for that is not known.
    func configuration(as role: Role) throws(ServiceError) -> PostgresConfiguration {
        switch (place, role) {
        case (.own(let server), _):
            return server.configuration(database: Self.ownDatabase, user: role.rawValue)
        case (.given(_, _, let backup), .backup):
            guard let backup else {
                throw ServiceError(
                    .usage,
                    "Row security hides the rows of every partnership from the accounts that Berth works as; name one that may read them all in BERTH_BACKUP_URL, such as berth_backup of Schema/roles.sql."
                )
            }
            return backup
        case (.given(let app, let owner, _), _):
            var configuration = role == .app ? app : owner
            // Whoever the address signs in as, row security needs the role that has no way around it.
            configuration.role = role.rawValue
            // The limits that Schema/roles.sql gives the role hold only for who logs in as it.
            if role == .app { configuration.statementTimeout = 600_000 }
            configuration.lockTimeout = 30_000
            configuration.idleInTransactionTimeout = 300_000
            return configuration
        }
    }

    /// A pool as a role.
    func pool(as role: Role, connections: Int, logger: Logger) throws(ServiceError) -> PostgresPool {
        var pool = PoolConfiguration(try configuration(as: role))
        // A command asks each question once; preparing it first would double the round trips. Only what works on
        // several connections, the batch, asks the same again and again.
        if connections == 1 { pool.connection.preparedStatements = .disabled }
        pool.limits.connections = connections
        pool.limits.waitTime = .seconds(30)
        // The command itself says that it cannot connect, on a stream that may be read as JSON.
        var quiet = logger
        if quiet.logLevel == .warning { quiet.logLevel = .error }
        return PostgresPool(configuration: pool, logger: quiet)
    }

    /// Starts Berth's own server; false when the database is somebody else's.
    ///
    /// - Throws: `unavailable` where there is none to start: in the wrong folder a question must not make one.
    func startIfOurs(_ context: CommandContext) async throws -> Bool {
        guard case .own(let server) = place else { return false }
        guard FileManager.default.fileExists(atPath: server.location.data) else {
            throw ServiceError(
                .unavailable,
                "There is no database of Berth's own in \(server.location.home). Run this in the folder where it was made, name that with BERTH_HOME, name another database with DATABASE_URL, or make one with berth db migrate."
            )
        }
        do {
            try await server.start()
        } catch {
            throw ServiceError(.unavailable, "\(error)")
        }
        return true
    }
}
