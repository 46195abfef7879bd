import FoundationEssentials
import Postgres
import Services

extension DatabaseSeeding {
    /// Makes a volume database as the demo's operator, who becomes the first administrator where there is nobody.
    func makeVolume(_ scale: Double) async throws {
        let context = context
        let size = try await context.withWorkspace(connections: 2) { workspace in
            let signedIn = try await Self.volumeOperator(workspace)
            var bar = ProgressBar(
                "Candidates", total: try VolumeSize(scale: scale).candidates, terminal: context.errorTerminal,
                clock: ContinuousClock(), write: { context.writeError($0) })
            let size = try await workspace.seedVolume(scale: scale, as: signedIn) { done, _ in
                bar.update(done)
            }
            bar.finish()
            return size
        }
        // Without statistics the first plans after so many new rows would be guesses; only the owner may take them.
        try await DatabaseTarget(context).withConnection(as: .owner, context) { connection in
            try await connection.perform { db in try db.script(Workspace.takeVolumeStatistics) }
        }
        context.write(
            "Made \(size.partnerships) partnerships, \(size.rounds) rounds, \(size.candidates) candidates and \(size.facts) facts, all invented, up to \(Workspace.volumeAsOf).\n"
        )
    }

    /// Makes a term to match in the first partnership of a volume database.
    func makeVolumeTerm(_ students: Int) async throws {
        let made = try await context.withWorkspace(connections: 1) { workspace in
            try await workspace.seedVolumeMatching(
                students: students, as: try await Self.volumeOperator(workspace))
        }
        try await DatabaseTarget(context).withConnection(as: .owner, context) { connection in
            try await connection.perform { db in try db.script(Workspace.takeVolumeMatchingStatistics) }
        }
        context.write("Made the term volume with \(made) students in volume_001, all invented.\n")
    }

    /// Makes establishments of ten years over many partnerships.
    func makeEstablishments(_ assignments: Int) async throws {
        let partnerships = 150
        let context = context
        let made = try await context.withWorkspace { workspace in
            let signedIn = try await Self.volumeOperator(workspace)
            var bar = ProgressBar(
                "Assignments", total: assignments, terminal: context.errorTerminal, clock: ContinuousClock(),
                write: { context.writeError($0) })
            let made = try await workspace.seedVolumeWorkforce(
                assignments: assignments, partnerships: partnerships, as: signedIn
            ) { bar.update($0) }
            bar.finish()
            return made
        }
        try await DatabaseTarget(context).withConnection(as: .owner, context) { connection in
            try await connection.perform { db in try db.script(Workspace.takeWorkforceStatistics) }
        }
        context.write(
            "Made \(partnerships) partnerships and \(made) assignments, all invented, up to \(Workspace.volumeAsOf).\n"
        )
    }

    private static func volumeOperator(_ workspace: Workspace) async throws -> Operator {
        do throws(ServiceError) {
            return try await workspace.signIn(DemoHistory.login, partnership: nil)
        } catch {
            guard error.kind == .notAllowed else { throw error }
            try await workspace.addFirstAdmin(login: DemoHistory.login, fullName: "Demo operator", email: nil)
            return try await workspace.signIn(DemoHistory.login, partnership: nil)
        }
    }
}
