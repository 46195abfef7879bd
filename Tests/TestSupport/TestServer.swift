import Foundation
public import Logging
public import Postgres
public import PostgresServer

/// The one server that all tests of a process use.
///
/// It is Berth's own, in `.berth-tests` of the checkout or in `BERTH_TEST_HOME`, started by the first test that needs it and
/// left running for the next run. `BERTH_TEST_URL`, the URL of a superuser on this machine, takes its place.
public actor TestServer {
    /// The server of this process.
    public static let shared = TestServer()

    /// The logger of whatever tests make; warnings and worse.
    public static let logger: Logger = {
        var logger = Logger(label: "berth.test")
        logger.logLevel = .warning
        return logger
    }()

    /// A logger for tests that provoke failures, which would otherwise look like some.
    public static let silent = Logger(label: "berth.test.silent") { _ in SwiftLogNoOpLogHandler() }

    /// Berth's own server, or nil if `BERTH_TEST_URL` names another.
    public nonisolated let local: LocalServer?
    private var preparation: Task<PostgresConfiguration, any Error>?
    private var templates: [String: Task<Void, any Error>] = [:]

    private init() {
        let environment = ProcessInfo.processInfo.environment
        guard environment["BERTH_TEST_URL"] == nil else {
            local = nil
            return
        }
        local = LocalServer(
            location: ServerLocation(
                home: environment["BERTH_TEST_HOME"] ?? PackageRoot.path + "/.berth-tests"),
            logger: Self.logger, environment: environment,
            // These data are made anew whenever they are lost.
            settings: [
                "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off",
                "shared_buffers": "128MB",
                "max_connections": "150", "max_wal_size": "512MB", "max_prepared_transactions": "0",
            ])
    }

    /// How to reach the server as its superuser; starts it first, and removes what ended test runs left behind.
    public func administration() async throws -> PostgresConfiguration {
        if let preparation { return try await preparation.value }
        let local = self.local
        let task = Task {
            let configuration: PostgresConfiguration
            if let local {
                configuration = try await local.start()
            } else {
                let url = ProcessInfo.processInfo.environment["BERTH_TEST_URL"] ?? ""
                configuration = try PostgresConfiguration(url: url)
            }
            try HostGuard.check(configuration)
            try await Self.administer(configuration) { db in
                try TestDatabaseNames.dropLeftovers(db)
            }
            return configuration
        }
        preparation = task
        return try await task.value
    }

    /// Runs a closure on a connection of its own to the server's `postgres` database.
    public func administer<Value: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        try await Self.administer(try await administration(), body)
    }

    static func administer<Value: Sendable>(
        _ configuration: PostgresConfiguration,
        _ body: @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        var quiet = logger
        // `drop … if exists` says so at level info.
        quiet.logLevel = .warning
        let connection = try await PostgresConnection.connect(configuration, logger: quiet)
        do {
            let value = try await connection.perform(body)
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// The name of the migrated template, made by the first process that needs it.
    func migratedTemplate() async throws -> String {
        let schema = try SchemaFolder.read()
        let name = schema.templateName
        let task: Task<Void, any Error>
        if let known = templates[name] {
            task = known
        } else {
            let configuration = try await administration()
            task = templates[name] ?? Task { try await MigratedTemplate(schema: schema).make(configuration) }
            templates[name] = task
        }
        try await task.value
        return name
    }
}
