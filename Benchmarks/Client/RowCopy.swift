import Logging
import Postgres

/// Copies rows that the program makes, so that it has to write each value as text first.
struct RowCopy {
    let rows: Int

    init(_ arguments: Arguments) throws(Arguments.Failure) {
        rows = try arguments.number("--rows")
    }

    func run(_ configuration: PostgresConfiguration) async throws -> [(String, Double)] {
        let connection = try await PostgresConnection.connect(
            configuration, logger: Logger(label: "berth-bench"))
        let copied = try await connection.perform { db in
            try db.copyIn("copy narrow (id, group_id, noted_on, note) from stdin") { writer in
                for number in 0..<rows {
                    try writer.writeRow(
                        number, Int32(number % 1000),
                        PostgresDate(daysSinceEpoch: Int32(18_000 + number % 2000)),
                        "note \(number)")
                }
            }
        }
        await connection.close()
        return [("rows", Double(copied))]
    }
}
