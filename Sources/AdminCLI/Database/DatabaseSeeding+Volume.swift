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
        try await makePartnerships("assignments", assignments, Workspace.takeWorkforceStatistics) {
            try await $0.seedVolumeWorkforce(
                assignments: assignments, partnerships: Self.partnerships, as: $1, progress: $2)
        }
    }

    /// Makes apprenticeships of ten years over many partnerships.
    func makeApprentices(_ apprentices: Int) async throws {
        try await makePartnerships("apprentices", apprentices, Workspace.takeApprenticeStatistics) {
            try await $0.seedVolumeApprentices(
                apprentices, partnerships: Self.partnerships, as: $1, progress: $2)
        }
    }

    private static let partnerships = 150

    private func makePartnerships(
        _ what: String, _ total: Int, _ statistics: String,
        _ make: @escaping @Sendable (Workspace, Operator, (Int) -> Void) async throws -> Int
    ) async throws {
        let context = context
        let made = try await context.withWorkspace { workspace in
            let signedIn = try await Self.volumeOperator(workspace)
            var bar = ProgressBar(
                what.prefix(1).uppercased() + what.dropFirst(), total: total, terminal: context.errorTerminal,
                clock: ContinuousClock(), write: { context.writeError($0) })
            let made = try await make(workspace, signedIn) { bar.update($0) }
            bar.finish()
            return made
        }
        try await DatabaseTarget(context).withConnection(as: .owner, context) { connection in
            try await connection.perform { db in try db.script(statistics) }
        }
        context.write(
            "Made \(Self.partnerships) partnerships and \(made) \(what), all invented, up to \(Workspace.volumeAsOf).\n"
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
