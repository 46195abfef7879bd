import FoundationEssentials
import Logging
import Postgres
import PostgresServer
import Services

/// `db migrate`: roles, structure, checks.
struct DatabaseMigration {
    let context: CommandContext

    init(_ context: CommandContext) {
        self.context = context
    }

    func run(writeStructure: Bool) async throws {
        let folders = try ProjectFolders(context.environment)
        let target = try DatabaseTarget(context)
        switch target.place {
        case .own: try await OwnServer(context).start(context)
        case .given(_, let owner, _): try await makeRoles(owner, folders)
        }
        let runner = try MigrationRunner(folder: folders.migrations, logger: context.logger)
        let applied = try await target.withConnection(as: .owner, context) { connection in
            let applied = try await runner.migrate(connection)
            try await runner.verify(connection, folder: folders.verify)
            return applied
        }
        context.write(
            applied.isEmpty
                ? "The structure was up to date: \(runner.migrations.count) migrations.\n"
                : "Applied \(applied.map(\.file).joined(separator: ", ")).\n")
        if writeStructure {
            let programs = try ServerPrograms.find(environment: context.environment)
            let text = try await StructureDump(program: programs.path("pg_dump"))
                .structure(of: target.configuration(as: .owner))
            try text.write(toFile: folders.structure, atomically: true, encoding: .utf8)
            context.write("Wrote \(folders.structure).\n")
        }
    }

    /// On somebody else's server the roles may be there, or be ours to make, or somebody else's.
    private func makeRoles(_ owner: PostgresConfiguration, _ folders: ProjectFolders) async throws {
        let script = try ProjectFolders.text(folders.roles)
        let connection = try await PostgresConnection.connect(owner, logger: context.logger)
        do {
            try await DatabaseInstallation.makeRoles(script: script, on: connection)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }
}
