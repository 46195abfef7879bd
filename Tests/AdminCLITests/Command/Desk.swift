import Domain
import Foundation
import Postgres
import Services
import Synchronization
import TestSupport
import Testing

@testable import AdminCLI

/// A desk to type commands at: environment, clock and terminal are the test's, the database is a real one.
struct Desk: Sendable {
    var environment: [String: String]
    /// The moment at which every command runs.
    var now: Date
    var terminal = Terminal.plain
    var workspace: Workspace?

    /// A desk without any database.
    init(at instant: String = Desk.evening) throws {
        environment = [:]
        now = try Desk.instant(instant)
    }

    /// A desk on a database, with the demo's operator in Plymouth.
    init(_ database: TestDatabase, at instant: String = Desk.evening) throws {
        try self.init(at: instant)
        environment = Desk.environment(of: database)
    }

    /// The moment that most tests look from: the evening of the day in the demo's intended picture.
    static let evening = "2022-09-30T17:00:00Z"

    static func instant(_ text: String) throws -> Date {
        try #require(ReportInstant(text: text)?.date, "\(text) is not an instant")
    }

    /// The environment in which `berth` works on a database: the application's address, and the owner's.
    static func environment(of database: TestDatabase) -> [String: String] {
        [
            "DATABASE_URL": address(database.configuration(as: .application)),
            "BERTH_OWNER_URL": address(database.configuration(as: .owner)),
            "BERTH_USER": "demo", "BERTH_PARTNERSHIP": "plymouth",
        ]
    }

    /// The address of a database with everything that libpq needs, a password included.
    static func address(_ configuration: PostgresConfiguration, options: String? = nil) -> String {
        var address = DatabaseAddress.text(configuration)
        for (keyword, value) in [("password", configuration.password), ("options", options)] {
            guard let value else { continue }
            let escaped = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? value
            address += "&\(keyword)=\(escaped)"
        }
        return address
    }

    /// Runs a command written as on a command line; quotes work as in a shell.
    @discardableResult
    func berth(_ line: String) async throws -> CommandOutcome {
        await run(try CommandLineSplitter.split(line))
    }

    /// Runs a command and fails the test unless it succeeds.
    @discardableResult
    func done(
        _ line: String, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> CommandOutcome {
        let outcome = try await berth(line)
        try #require(outcome.code == 0, "berth \(line): \(outcome.errors)", sourceLocation: sourceLocation)
        return outcome
    }

    /// Runs a command, its arguments given one by one.
    func run(_ arguments: [String]) async -> CommandOutcome {
        let written = Written()
        let instant = now
        let clock = Now { instant }
        let context = CommandContext(
            environment: environment, now: clock,
            ids: IDSource(now: clock, random: { UInt64.random(in: .min ... .max) }),
            logger: TestServer.silent, terminal: terminal, errorTerminal: .plain,
            write: { text in written.output.withLock { $0 += text } },
            writeError: { text in written.errors.withLock { $0 += text } }, workspace: workspace)
        let code = await CommandLineProgram.run(arguments, in: context)
        return CommandOutcome(
            code: code, output: written.output.withLock { $0 }, errors: written.errors.withLock { $0 })
    }

    /// Runs many commands over one pool of connections, as the demo's loading does.
    func session<Value>(_ body: (Desk) async throws -> Value) async throws -> Value {
        let instant = now
        let clock = Now { instant }
        var configuration = PoolConfiguration(
            try PostgresConfiguration(url: environment["DATABASE_URL"] ?? ""))
        configuration.limits.connections = 1
        let pool = PostgresPool(configuration: configuration, logger: TestServer.silent)
        var shared = self
        shared.workspace = Workspace(
            pool: pool, now: clock, ids: IDSource(now: clock, random: { UInt64.random(in: .min ... .max) }),
            logger: TestServer.silent)
        do {
            let value = try await body(shared)
            await pool.shutdown()
            return value
        } catch {
            await pool.shutdown()
            throw error
        }
    }

    private final class Written: Sendable {
        let output = Mutex("")
        let errors = Mutex("")
    }
}
