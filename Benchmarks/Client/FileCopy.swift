import Logging
import Postgres

/// Copies a file into a table, the work of `psql \copy`.
struct FileCopy {
    let path: String

    init(_ arguments: Arguments) throws(Arguments.Failure) {
        path = try arguments.text("--file")
    }

    func run(_ configuration: PostgresConfiguration) async throws -> [(String, Double)] {
        throw Arguments.Failure(text: "the client has no copy yet")
    }
}
