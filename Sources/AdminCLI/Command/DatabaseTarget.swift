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
    }

    /// Where it is.
    enum Place: Sendable {
        case given(app: PostgresConfiguration, owner: PostgresConfiguration)
        case own(LocalServer)
    }

    /// The name of the database on Berth's own server.
    static let ownDatabase = "berth"

    let place: Place

    /// Reads `DATABASE_URL`, and `BERTH_OWNER_URL` for migrations; without them Berth's own server is meant.
    init(_ context: CommandContext) throws(ServiceError) {
        let environment = context.environment
        guard let url = environment["DATABASE_URL"], !url.isEmpty else {
            place = .own(
                LocalServer(
                    location: ServerLocation(environment: environment), logger: context.logger,
                    environment: environment))
            return
        }
        let ownerURL = environment["BERTH_OWNER_URL"].flatMap { $0.isEmpty ? nil : $0 } ?? url
        place = .given(app: try Self.read(url), owner: try Self.read(ownerURL))
    }

    private static func read(_ url: String) throws(ServiceError) -> PostgresConfiguration {
        do {
            return try PostgresConfiguration(url: url)
        } catch {
            throw ServiceError(
                .usage,
                "DATABASE_URL is not an address of PostgreSQL (\(error)); write it as postgresql://user@host/database."
            )
        }
    }

    /// How to connect as a role.
    func configuration(as role: Role) -> PostgresConfiguration {
        switch place {
        case .own(let server):
            return server.configuration(database: Self.ownDatabase, user: role.rawValue)
        case .given(let app, let owner):
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
    func pool(as role: Role, connections: Int, logger: Logger) -> PostgresPool {
        var pool = PoolConfiguration(configuration(as: role))
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
