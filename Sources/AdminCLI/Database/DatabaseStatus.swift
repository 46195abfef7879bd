import FoundationEssentials
import Postgres
import PostgresServer
import Services

/// `db status`: does it run, and is its structure up to date.
struct DatabaseStatus {
    let context: CommandContext

    init(_ context: CommandContext) {
        self.context = context
    }

    func print() async throws {
        let target = try DatabaseTarget(context)
        if case .own(let server) = target.place {
            switch await server.status() {
            case .running(let pid, let version):
                context.write(
                    "Berth's own PostgreSQL \(version) is running (process \(pid)); its data are in \(server.location.data).\n"
                )
            case .busy(let pid):
                context.write("Berth's own PostgreSQL is starting or stopping (process \(pid)).\n")
                return
            case .stopped:
                context.write("Berth's own PostgreSQL is stopped; berth db start starts it.\n")
                return
            case .crashed:
                context.write("Berth's own PostgreSQL has crashed; berth db start recovers it.\n")
                return
            case .unreadable(let reason):
                throw ServiceError(.unavailable, reason)
            }
        } else {
            context.write("The database is the one in DATABASE_URL.\n")
        }
        // The owner's address may be good and the program's not: then everything else fails.
        try await target.withConnection(as: .app, context) { _ in }
        let folders = try ProjectFolders(context.environment)
        let runner = try MigrationRunner(folder: folders.migrations, logger: context.logger)
        let steps = try await target.withConnection(as: .owner, context) { try await runner.status($0) }
        let pending = steps.filter { $0.applied == nil }
        context.write(
            pending.isEmpty
                ? "Its structure is up to date: \(steps.count) migrations applied.\n"
                : "\(pending.count) of \(steps.count) migrations are missing; run berth db migrate.\n")
    }
}
