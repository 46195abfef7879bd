import Domain
import FoundationEssentials
import Logging
import Postgres
import PostgresServer
import Services

/// Everything a command takes from outside: environment, clock, keys, streams. One for a process; tests and the
/// demo's history make their own.
struct CommandContext: Sendable {
    var environment: [String: String]
    var now: Now
    var ids: IDSource
    var logger: Logger
    var terminal: Terminal
    var errorTerminal: Terminal
    var write: @Sendable (String) -> Void
    var writeError: @Sendable (String) -> Void
    /// A workspace that exists already, instead of one connected for the command.
    var workspace: Workspace?

    /// The context that a command finds when it runs.
    @TaskLocal static var current: CommandContext = .process()

    /// The context of the process: its environment, the system's clock, its streams.
    static func process() -> CommandContext {
        let environment = ProcessEnvironment.read()
        let now = Now { Date() }
        var logger = Logger(label: "berth") { _ in StreamLogHandler.standardError(label: "berth") }
        logger.logLevel = environment["BERTH_LOG_LEVEL"].flatMap(Logger.Level.init(rawValue:)) ?? .warning
        return CommandContext(
            environment: environment, now: now,
            ids: IDSource(now: now, random: { UInt64.random(in: .min ... .max) }), logger: logger,
            terminal: .standardOutput(environment: environment),
            errorTerminal: .standardError(environment: environment),
            write: { text in StandardStream.output.write(text) },
            writeError: { text in StandardStream.error.write(text) })
    }

    /// The date in London.
    var today: CalendarDate { LondonTime.date(of: now()) }

    /// A warning or a note for the person at the keyboard.
    func note(_ text: String) { writeError("\(text)\n") }
}

extension CommandContext {
    /// Runs something in a workspace: the one given, or one on a pool that is shut down afterwards.
    func withWorkspace<R: Sendable>(
        connections: Int = 1, _ body: @Sendable (Workspace) async throws -> R
    ) async throws -> R {
        if let workspace { return try await body(workspace) }
        let target = try DatabaseTarget(self)
        let pool = try target.pool(as: .app, connections: connections, logger: logger)
        let workspace = Workspace(pool: pool, now: now, ids: ids, logger: logger)
        do {
            let result = try await body(workspace)
            await pool.shutdown()
            return result
        } catch {
            await pool.shutdown()
            throw error
        }
    }
}
