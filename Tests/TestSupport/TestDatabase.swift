import Logging
public import Postgres
import Synchronization

/// A database that belongs to one test.
public final class TestDatabase: Sendable {
    /// What is in the database at the beginning.
    public enum Kind: Sendable {
        /// Nothing.
        case empty
        /// The tables of `Schema/migrations`, owned by `berth_owner`, and no rows but theirs.
        case migrated
        /// A migrated database that a closure filled once in this process.
        case prepared(PreparedDatabase)
    }

    /// Who connects.
    public enum Role: String, Sendable, Hashable {
        /// The superuser, for setting the scene.
        case superuser = "postgres"
        /// `berth_owner`, who migrates.
        case owner = "berth_owner"
        /// `berth_app`, which the program runs as.
        case application = "berth_app"
        /// `berth_report`, which reads views.
        case report = "berth_report"
    }

    /// The database's name.
    public let name: String
    private let administration: PostgresConfiguration
    private let isLocal: Bool
    private let pools = Mutex<[Role: PostgresPool]>([:])

    init(name: String, administration: PostgresConfiguration, isLocal: Bool) {
        self.name = name
        self.administration = administration
        self.isLocal = isLocal
    }

    /// How to reach the database as a role.
    ///
    /// On Berth's own server that is a log-in, as in production; on another it is the superuser, who takes on the role.
    public func configuration(as role: Role = .superuser) -> PostgresConfiguration {
        var configuration = administration
        configuration.database = name
        if isLocal {
            configuration.user = role.rawValue
        } else if role != .superuser {
            configuration.role = role.rawValue
        }
        return configuration
    }

    /// A pool of at most 4 connections, shut down at the end of the test.
    public func pool(as role: Role = .superuser) -> PostgresPool {
        pools.withLock { pools in
            if let pool = pools[role] { return pool }
            let pool = PostgresPool(
                configuration: PoolConfiguration(configuration(as: role), limits: PoolLimits(connections: 4)),
                logger: TestServer.logger)
            pools[role] = pool
            return pool
        }
    }

    func close() async {
        let all = pools.withLock { Array($0.values) }
        for pool in all { await pool.shutdown(grace: .seconds(5)) }
    }
}

/// How many tests have a database at once; the others wait.
private let databaseGate = Gate(holders: 8)

/// Gives a test a database of its own, and drops it afterwards, whatever became of the test.
/// - Parameters:
///   - kind: what is in it at the beginning.
///   - body: the test; connections it makes beside the pools of the database are ended by force.
public func withDatabase<Value>(
    _ kind: TestDatabase.Kind, _ body: (TestDatabase) async throws -> Value
) async throws -> Value {
    try await databaseGate.pass {
        let server = TestServer.shared
        let administration = try await server.administration()
        let (template, owner) =
            switch kind {
            case .empty: ("template0", "postgres")
            case .migrated: (try await server.migratedTemplate(), "berth_owner")
            case .prepared(let prepared): (try await prepared.template(), "berth_owner")
            }
        let name = TestDatabaseNames.next()
        try await server.administer { db in
            try db.script("create database \"\(name)\" template \"\(template)\" owner \"\(owner)\"")
        }
        let database = TestDatabase(name: name, administration: administration, isLocal: server.local != nil)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(database))
        } catch {
            result = .failure(error)
        }
        await database.close()
        try await server.administer { db in try db.script("drop database \"\(name)\" with (force)") }
        return try result.get()
    }
}
