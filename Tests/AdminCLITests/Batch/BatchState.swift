import TestSupport
import Testing

/// What the batch keeps, to compare two databases with; instants are those of the real clock and left out.
enum BatchState {
    static func read(_ database: TestDatabase) async throws -> [String] {
        try await DatabaseDump.rows(
            of: database, tables: ["round_snapshot", "deadline"], without: ["taken_at", "recorded_at", "closed_at"])
    }

    /// The state after one run that nothing disturbed, in a database with many rounds.
    static func undisturbed(asOf day: String = "2022-09-30") async throws -> [String] {
        try await DemoDatabase.with(.manyRounds) { database in
            try await Desk(database).done("batch round-targets --as-of \(day)")
            return try await read(database)
        }
    }

    static let arguments = ["batch", "round-targets", "--as-of", "2022-09-30"]
}
