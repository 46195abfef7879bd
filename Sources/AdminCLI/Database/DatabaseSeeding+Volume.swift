import FoundationEssentials
import Postgres
import Services

extension DatabaseSeeding {
    /// Makes a volume database as the demo's operator, who becomes the first administrator where there is nobody.
    func makeVolume(_ scale: Double) async throws {
        let size = try await context.withWorkspace(connections: 2) { workspace in
            let signedIn = try await operatorForVolume(workspace)
            return try await workspace.seedVolume(scale: scale, as: signedIn)
        }
        // Without statistics the first plans after so many new rows would be guesses; only the owner may take them.
        try await DatabaseTarget(context).withConnection(as: .owner, context) { connection in
            try await connection.perform { db in try db.script("analyze") }
        }
        context.write(
            "Made \(size.partnerships) partnerships, \(size.rounds) rounds, \(size.candidates) candidates, \(size.facts) facts, all invented, up to \(Workspace.volumeAsOf).\n"
        )
    }

    private func operatorForVolume(_ workspace: Workspace) async throws -> Operator {
        do {
            return try await workspace.signIn(DemoHistory.login, partnership: nil)
        } catch {
            guard error.kind == .notAllowed else { throw error }
            try await workspace.addFirstAdmin(login: DemoHistory.login, fullName: "Demo operator", email: nil)
            return try await workspace.signIn(DemoHistory.login, partnership: nil)
        }
    }
}
