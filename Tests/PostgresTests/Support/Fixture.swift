import Logging
import Postgres

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Connections to the server that the tests run against.
enum Fixture {
    static func configuration() throws -> PostgresConfiguration {
        guard let url = getenv("BERTH_TEST_URL") else { throw MissingServer() }
        return try PostgresConfiguration(url: String(cString: url))
    }

    static func connect(
        _ change: (inout PostgresConfiguration) -> Void = { _ in }, logger: Logger = Logger(label: "test")
    ) async throws -> PostgresConnection {
        var configuration = try configuration()
        change(&configuration)
        return try await PostgresConnection.connect(configuration, logger: logger)
    }

    /// A connection for one test, closed after it; `temp` tables keep tests apart.
    static func withConnection<Result: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) throws -> Result
    ) async throws -> Result {
        let connection = try await connect()
        do {
            let result = try await connection.perform(body)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    struct MissingServer: Error, CustomStringConvertible {
        let description = "BERTH_TEST_URL does not name a server"
    }
}
