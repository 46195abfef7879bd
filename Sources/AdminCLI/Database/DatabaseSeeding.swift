import Domain
import FoundationEssentials
import Logging
import Postgres
import Services

/// `db seed`: reference data, the demo, a volume database.
struct DatabaseSeeding {
    let context: CommandContext

    init(_ context: CommandContext) {
        self.context = context
    }

    func run(
        demo: Bool, scale: Double? = nil, students: Int? = nil, assignments: Int? = nil,
        apprentices: Int? = nil
    ) async throws {
        let folders = try ProjectFolders(context.environment)
        let target = try DatabaseTarget(context)
        if case .own = target.place { try await OwnServer(context).start(context) }
        let loader = LoadReferenceData(folder: folders.reference)
        let now = context.now()
        let outcomes = try await target.withConnection(as: .owner, context) { connection in
            try await connection.perform { db in try loader.perform(at: now, on: db) }
        }
        let written = outcomes.filter { $0.written > 0 }
        context.write(
            written.isEmpty
                ? "The reference data were up to date: \(outcomes.map(\.rows).reduce(0, +)) rows.\n"
                : "Loaded \(written.map { "\($0.written) \($0.file)" }.joined(separator: ", ")).\n")
        if demo { try await DemoHistory(context, folder: folders.demo).load() }
        if let scale { try await makeVolume(scale) }
        if let students { try await makeVolumeTerm(students) }
        if let assignments { try await makeEstablishments(assignments) }
        if let apprentices { try await makeApprentices(apprentices) }
    }
}
