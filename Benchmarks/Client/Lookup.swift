import Logging
import Postgres

/// Single-row prepared look-ups on pgbench's accounts, the work of `pgbench -S -M prepared`.
struct Lookup {
    let connections: Int
    let seconds: Int
    let accounts: Int
    /// One hop to the connection for every look-up, as a request that does a single query pays it; otherwise one for
    /// the whole run.
    let hopsEachTime: Bool

    init(_ arguments: Arguments) throws(Arguments.Failure) {
        connections = try arguments.number("--connections")
        seconds = try arguments.number("--seconds")
        accounts = try arguments.number("--accounts")
        hopsEachTime = arguments.has("--hop")
    }

    func run(_ configuration: PostgresConfiguration) async throws -> [(String, Double)] {
        let logger = Logger(label: "berth-bench")
        var opened: [PostgresConnection] = []
        for _ in 0..<connections {
            opened.append(try await PostgresConnection.connect(configuration, logger: logger))
        }
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        var done = 0
        try await withThrowingTaskGroup(of: Int.self) { group in
            for (place, connection) in opened.enumerated() {
                group.addTask {
                    hopsEachTime
                        ? try await hopping(on: connection, seed: place, until: end)
                        : try await staying(on: connection, seed: place, until: end)
                }
            }
            for try await count in group { done += count }
        }
        let elapsed = (ContinuousClock.now - start).inSeconds
        for connection in opened { await connection.close() }
        return [("rate", Double(done) / elapsed)]
    }

    private func staying(
        on connection: PostgresConnection, seed: Int, until end: ContinuousClock.Instant
    ) async throws -> Int {
        try await connection.perform { db in
            var accountIDs = AccountIDs(seed: seed, count: accounts)
            var done = 0
            while done & 63 != 0 || ContinuousClock.now < end {
                let id = accountIDs.next()
                _ = try db.one(
                    "select abalance from pgbench_accounts where aid = \(id)", as: Int32.self)
                done += 1
            }
            return done
        }
    }

    private func hopping(
        on connection: PostgresConnection, seed: Int, until end: ContinuousClock.Instant
    ) async throws -> Int {
        var accountIDs = AccountIDs(seed: seed, count: accounts)
        var done = 0
        while done & 63 != 0 || ContinuousClock.now < end {
            let id = accountIDs.next()
            _ = try await connection.perform { db in
                try db.one("select abalance from pgbench_accounts where aid = \(id)", as: Int32.self)
            }
            done += 1
        }
        return done
    }
}

/// Account numbers from 1 in a repeatable order (xorshift).
struct AccountIDs {
    private var state: UInt64
    private let count: UInt64

    init(seed: Int, count: Int) {
        state = 0x9E37_79B9_7F4A_7C15 &+ UInt64(seed) &* 0xBF58_476D_1CE4_E5B9
        self.count = UInt64(count)
    }

    mutating func next() -> Int32 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int32(state % count) + 1
    }
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
