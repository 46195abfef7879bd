import Logging
import Postgres
import TestSupport

/// Connections to the server that the tests run against.
enum Fixture {
    static func connect(
        _ change: (inout PostgresConfiguration) -> Void = { _ in }, logger: Logger = TestServer.silent
    ) async throws -> PostgresConnection {
        var configuration = try await TestServer.shared.administration()
        change(&configuration)
        return try await PostgresConnection.connect(configuration, logger: logger)
    }

    /// A connection for one test, closed after it; `temp` tables keep tests apart.
    static func withConnection<Result: Sendable>(
        _ change: (inout PostgresConfiguration) -> Void = { _ in },
        _ body: @Sendable (isolated PostgresConnection) throws -> Result
    ) async throws -> Result {
        let connection = try await connect(change)
        do {
            let result = try await connection.perform(body)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Asks again and again until the server's answer is true.
    static func until(_ condition: SQL) async throws {
        let watcher = try await connect()
        while try await !watcher.one(condition, as: Bool.self) { await Task.yield() }
        await watcher.close()
    }

    /// Ends the session of a backend from another session, and returns when it is gone.
    static func terminate(_ process: Int32) async throws {
        let killer = try await connect()
        try await killer.execute("select pg_terminate_backend(\(process))")
        while try await killer.one(
            "select exists(select from pg_stat_activity where pid = \(process))", as: Bool.self)
        {
            await Task.yield()
        }
        await killer.close()
    }

    /// Waits until a backend runs a statement whose text holds a word.
    static func untilRunning(_ process: Int32, _ word: String) async throws {
        try await until(
            """
            select exists(select from pg_stat_activity
                where pid = \(process) and state = 'active' and query like '%' || \(word) || '%')
            """)
    }
}
