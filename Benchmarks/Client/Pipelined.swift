import Logging
import Postgres

/// The same look-ups one by one and in pipelines, in turns, on one connection.
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
        let connection = try await PostgresConnection.connect(
            configuration, logger: Logger(label: "berth-bench"))
        let rates = try await connection.perform { db in
            var accountIDs = AccountIDs(seed: 1, count: accounts)
            // Both statements are prepared before the clock runs.
            try oneByOne(&accountIDs, on: db)
            try inPipeline(&accountIDs, on: db)
            let single = try rate(&accountIDs, on: db, of: oneByOne)
            let piped = try rate(&accountIDs, on: db, of: inPipeline)
            return [("unpipelined", single), ("pipelined", piped)]
        }
        await connection.close()
        return rates
    }

    private func rate(
        _ accountIDs: inout AccountIDs, on db: isolated PostgresConnection,
        of work: (inout AccountIDs, isolated PostgresConnection) throws -> Void
    ) throws -> Double {
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        var done = 0
        while ContinuousClock.now < end {
            try work(&accountIDs, db)
            done += batch
        }
        return Double(done) / (ContinuousClock.now - start).inSeconds
    }

    private func oneByOne(_ accountIDs: inout AccountIDs, on db: isolated PostgresConnection) throws {
        for _ in 0..<batch {
            let id = accountIDs.next()
            _ = try db.one("select abalance from pgbench_accounts where aid = \(id)", as: Int32.self)
        }
    }

    private func inPipeline(_ accountIDs: inout AccountIDs, on db: isolated PostgresConnection) throws {
        let found = try db.pipeline { pipeline in
            var handles: [PostgresPipelineHandle<[Int32]>] = []
            handles.reserveCapacity(batch)
            for _ in 0..<batch {
                let id = accountIDs.next()
                handles.append(
                    try pipeline.query(
                        "select abalance from pgbench_accounts where aid = \(id)", as: Int32.self))
            }
            return try handles.reduce(0) { try $0 + $1.get().count }
        }
        guard found == batch else { throw Arguments.Failure(text: "a look-up in the pipeline found nothing") }
    }
}
