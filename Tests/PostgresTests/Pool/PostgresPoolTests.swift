import Synchronization
import TestSupport
import Testing

@testable import Postgres

@Suite("Pool on a real server")
struct PostgresPoolTests {
    private func withPool(
        _ limits: PoolLimits = PoolLimits(connections: 3),
        change: (inout PostgresConfiguration) -> Void = { _ in },
        _ body: (PostgresPool, TestDatabase) async throws -> Void
    ) async throws {
        try await withDatabase(.empty) { database in
            var configuration = database.configuration()
            change(&configuration)
            let pool = PostgresPool(
                configuration: PoolConfiguration(configuration, limits: limits), logger: TestServer.logger)
            do {
                try await body(pool, database)
                await pool.shutdown(grace: .zero)
            } catch {
                await pool.shutdown(grace: .zero)
                throw error
            }
        }
    }

    private func checkWorks(_ pool: PostgresPool) async throws {
        let answer = try await pool.withConnection { db in try db.one("select 42", as: Int.self) }
        #expect(answer == 42)
    }

    /// Waits until somebody sleeps in this database; those of other tests are on the same server.
    private func untilSleeping(in database: TestDatabase) async throws {
        try await Fixture.until(
            """
            select exists(select from pg_stat_activity
                where datname = \(database.name) and state = 'active' and query like 'select pg_sleep%')
            """)
    }

    /// Waits for something that another task is about to bring about.
    private func eventually(_ condition: () throws -> Bool) async throws {
        while try !condition() {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    @Test("many callers share few connections")
    func sharing() async throws {
        try await withPool { pool, _ in
            let backends = try await withThrowingTaskGroup(of: Int32.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        try await pool.withConnection { db in
                            let echo = try db.one("select \(number)::integer", as: Int.self)
                            #expect(echo == number)
                            return db.backendProcess
                        }
                    }
                }
                return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
            }
            #expect((1...3).contains(backends.count))
            #expect(pool.metrics.leases == 60)
            #expect(pool.metrics.leased == 0)
            #expect(pool.metrics.waiting == 0)
        }
    }

    @Test("a transaction left open is rolled back before the next caller gets the connection")
    func leftOpen() async throws {
        try await withPool(PoolLimits(connections: 1)) { pool, _ throws in
            let first = try await pool.withConnection { db in
                try db.script("create table note (word text)")
                try db.script("begin; insert into note (word) values ('lost')")
                return db.backendProcess
            }
            let (second, count) = try await pool.withConnection { db in
                (db.backendProcess, try db.one("select count(*) from note", as: Int.self))
            }
            #expect(first == second)
            #expect(count == 0)
        }
    }

    @Test("an error leaves the connection usable")
    func errors() async throws {
        try await withPool(PoolLimits(connections: 1)) { pool, _ throws in
            await #expect(throws: PostgresError.self) {
                try await pool.withConnection { db in try db.script("begin; select 1/0") }
            }
            try await checkWorks(pool)
            #expect(pool.metrics.opened == 1)
        }
    }

    @Test("a connection killed while idle is replaced unnoticed; one killed in use is an error, and replaced")
    func killed() async throws {
        try await withPool(PoolLimits(connections: 1)) { pool, database in
            let killer = database.pool()
            let first = try await pool.withConnection { db in db.backendProcess }
            // Waits until the process is gone, so that its last word has been sent.
            let isGone = try await killer.withConnection { db in
                try db.one("select pg_terminate_backend(\(Int(first))::integer, 10000)", as: Bool.self)
            }
            #expect(isGone)
            let second = try await pool.withConnection { db in
                try db.execute("select 1")
                return db.backendProcess
            }
            #expect(first != second)
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withConnection { db in
                    try db.execute("select pg_terminate_backend(pg_backend_pid())")
                    try db.execute("select 1")
                }
            }
            #expect(error?.isConnectionLoss == true)
            try await checkWorks(pool)
        }
    }

    @Test("callers wait in order; one who is cancelled leaves; one too many is refused")
    func waiting() async throws {
        // Nobody gives up waiting, however slow the machine is.
        try await withPool(PoolLimits(connections: 1, waiters: 2, waitTime: .seconds(600))) { pool, _ in
            let lease = try await pool.lease()
            let patient = Task { try await pool.withConnection { db in db.backendProcess } }
            try await eventually { pool.metrics.waiting == 1 }
            let leaver = Task { try await pool.withConnection { db in db.backendProcess } }
            try await eventually { pool.metrics.waiting == 2 }
            let excess = await #expect(throws: PostgresError.self) { try await pool.lease() }
            #expect(excess?.kind == .poolExhausted)
            leaver.cancel()
            let left = await #expect(throws: PostgresError.self) { try await leaver.value }
            #expect(left?.kind == .cancelled)
            let process = await lease.connection.backendProcess
            pool.release(lease, reusable: true)
            #expect(try await patient.value == process)
            try await checkWorks(pool)
        }
    }

    @Test("who has waited too long is refused")
    func waitingTooLong() async throws {
        try await withPool(PoolLimits(connections: 1, waitTime: .milliseconds(300))) { pool, _ in
            let lease = try await pool.lease()
            let tooLate = await #expect(throws: PostgresError.self) { try await pool.lease() }
            #expect(tooLate?.kind == .poolExhausted)
            pool.release(lease, reusable: true)
            try await checkWorks(pool)
        }
    }

    @Test("callers of a server that cannot be reached learn why, however short their patience")
    func unreachableAtOnce() async throws {
        let limits = PoolLimits(connections: 1, waitTime: .zero)
        let pool = PostgresPool(
            configuration: PoolConfiguration(PostgresConfiguration(host: "/nonexistent"), limits: limits),
            logger: TestServer.silent)
        let error = await #expect(throws: PostgresError.self) { try await pool.lease() }
        #expect(error?.kind == .connectionFailed)
        #expect(error?.message.contains("/nonexistent") == true, "what libpq says")
        await pool.shutdown()
    }

    @Test("a cancelled task does not begin, and cancels the query that runs; the connection lives on")
    func cancellation() async throws {
        try await withPool(PoolLimits(connections: 1)) { pool, database in
            let task = Task { try await pool.withConnection { db in try db.execute("select pg_sleep(600)") } }
            try await untilSleeping(in: database)
            task.cancel()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            try await checkWorks(pool)
            #expect(pool.metrics.opened == 1)
        }
    }

    @Test("an unreachable server is refused at once after the first callers found out")
    func unreachable() async throws {
        // Nobody gives up waiting, however slow the machine is.
        let limits = PoolLimits(
            connections: 2, waitTime: .seconds(600), failures: 2, pause: .seconds(600))
        let pool = PostgresPool(
            configuration: PoolConfiguration(PostgresConfiguration(host: "/nonexistent"), limits: limits),
            logger: TestServer.silent)
        let first = await #expect(throws: PostgresError.self) {
            try await pool.withConnection { db in db.backendProcess }
        }
        #expect(first?.kind == .connectionFailed)
        #expect(pool.metrics.isSuspended)
        let failures = pool.metrics.connectFailures
        await #expect(throws: PostgresError.self) {
            try await pool.withConnection { db in db.backendProcess }
        }
        #expect(pool.metrics.connectFailures == failures, "nothing was tried")
        await pool.shutdown()
    }

    @Test("a database that does not exist is reported without a second attempt")
    func wrongDatabase() async throws {
        try await withPool(change: { $0.database = "no_such_database" }) { pool, _ in
            let error = await #expect(throws: PostgresError.self) {
                try await pool.withConnection { db in db.backendProcess }
            }
            #expect(error?.kind == .connectionFailed)
            #expect(pool.metrics.connectFailures == 1)
        }
    }

    @Test("a shutdown waits for leases, closes the sessions, and refuses who comes")
    func shutdown() async throws {
        try await withPool { pool, database in
            let lease = try await pool.lease()
            let end = Task { await pool.shutdown() }
            while true {
                // Refused from the moment the shutdown began.
                if let error = await self.refusal(of: pool) {
                    #expect(error.kind == .poolClosed)
                    break
                }
            }
            #expect(pool.metrics.leased == 1)
            pool.release(lease, reusable: true)
            await end.value
            let metrics = pool.metrics
            #expect(metrics.leased + metrics.idle + metrics.opening + metrics.closing == 0)
            await pool.shutdown()
        }
    }

    @Test("as a service the pool ends when its task is cancelled")
    func service() async throws {
        try await withPool { pool, _ in
            try await checkWorks(pool)
            let service = Task { try await pool.run() }
            try await checkWorks(pool)
            service.cancel()
            await #expect(throws: CancellationError.self) { try await service.value }
            let metrics = pool.metrics
            #expect(metrics.idle + metrics.opening + metrics.leased + metrics.closing == 0)
            #expect(await refusal(of: pool)?.kind == .poolClosed)
        }
    }

    private func refusal(of pool: PostgresPool) async -> PostgresError? {
        do throws(PostgresError) {
            let lease = try await pool.lease()
            pool.release(lease, reusable: true)
            return nil
        } catch {
            return error
        }
    }

    @Test("a shutdown whose grace is over cancels the queries that run, and those begun after them")
    func hurriedShutdown() async throws {
        try await withPool { pool, database in
            let sleeper = Task {
                try await pool.withConnection { db in
                    #expect(throws: PostgresError.self) { try db.execute("select pg_sleep(600)") }
                    try db.execute("select pg_sleep(600)")
                }
            }
            try await untilSleeping(in: database)
            await pool.shutdown(grace: .zero)
            let error = await #expect(throws: PostgresError.self) { try await sleeper.value }
            #expect(error?.sqlState == "57014")
        }
    }

    @Test("a closure that suspends keeps its connection")
    func suspending() async throws {
        try await withPool(PoolLimits(connections: 1)) { pool, _ throws in
            let sum = try await pool.withSuspendingConnection { db in
                var sum = 0
                for number in 1...3 {
                    sum += try db.one("select \(number)::integer", as: Int.self)
                    await Task.yield()
                }
                return sum
            }
            #expect(sum == 6)
        }
    }
}
