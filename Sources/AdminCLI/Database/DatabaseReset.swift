import FoundationEssentials
import Postgres
import PostgresServer
import Services

/// `db reset`: an empty database with a fresh structure.
struct DatabaseReset {
    let context: CommandContext

    init(_ context: CommandContext) {
        self.context = context
    }

    func run(confirmation: String?) async throws {
        let target = try DatabaseTarget(context)
        let name = try target.configuration(as: .owner)["dbname"] ?? ""
        switch target.place {
        case .own:
            if let confirmation, confirmation != name {
                throw ServiceError(
                    .usage, "The database is called \(name), not \(confirmation); nothing was deleted.")
            }
            try await OwnServer(context).start(context)
        case .given:
            guard confirmation == name else {
                throw ServiceError(
                    .notAllowed,
                    "Berth did not make the database \(name), so it does not empty it; to delete all its data repeat with --yes-delete \(name)."
                )
            }
        }
        try await target.withConnection(as: .owner, context) { connection in
            try await DatabaseInstallation.empty(connection)
        }
        context.write("Emptied \(name).\n")
        try await DatabaseMigration(context).run(writeStructure: false)
    }
}
