import Logging
import Postgres

/// Copies rows that the program makes, which it has to write as text first.
struct RowCopy {
    let rows: Int

    init(_ arguments: Arguments) throws(Arguments.Failure) {
        rows = try arguments.number("--rows")
    }

    func run(_ configuration: PostgresConfiguration) async throws -> [(String, Double)] {
        throw Arguments.Failure(text: "the client has no copy yet")
    }
}
