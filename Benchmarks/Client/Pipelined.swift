import Logging
import Postgres

/// The same look-ups one by one and in pipelines, on one connection.
struct Pipelined {
    let seconds: Int
    let accounts: Int
    let batch: Int

    init(_ arguments: Arguments) throws(Arguments.Failure) {
        seconds = try arguments.number("--seconds")
        accounts = try arguments.number("--accounts")
        batch = try arguments.number("--batch")
    }

    func run(_ configuration: PostgresConfiguration) async throws -> [(String, Double)] {
        throw Arguments.Failure(text: "the client has no pipelines yet")
    }
}
