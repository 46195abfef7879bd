import Postgres
import RandomSupport
import Testing

@Suite struct CancellationTests {
    @Test(arguments: [true, false]) func cancellingTheTaskCancelsTheQuery(withHandler: Bool) async throws {
        let connection = try await Fixture.connect()
        let process = await connection.backendProcess
        let task = Task {
            if withHandler {
                try await connection.perform { db in try db.execute("select pg_sleep(600)") }
            } else {
                try await connection.execute("select pg_sleep(600)")
            }
        }
        try await Fixture.untilRunning(process, "pg_sleep")
        task.cancel()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(error?.sqlState == .queryCancelled)
        #expect(try await connection.one("select 1", as: Int.self) == 1)
        await connection.close()
    }

    @Test func aCancelledTaskBeginsNothing() async throws {
        let connection = try await Fixture.connect()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            try await connection.execute("create temp table never (n int)")
        }
        task.cancel()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(try await connection.one("select to_regclass('never') is null", as: Bool.self))
        await connection.close()
    }

    @Test func aTransactionThatIsCancelledIsRolledBack() async throws {
        let connection = try await Fixture.connect()
        try await connection.execute("create temp table entry (n bigint)")
        let process = await connection.backendProcess
        let task = Task {
            try await connection.perform { db in
                try db.transaction { db in
                    try db.execute("insert into entry (n) values (1)")
                    try db.execute("select pg_sleep(600)")
                }
            }
        }
        try await Fixture.untilRunning(process, "pg_sleep")
        task.cancel()
        await #expect(throws: PostgresError.self) { try await task.value }
        #expect(await connection.transactionStatus == .idle)
        #expect(try await connection.one("select count(*) from entry", as: Int.self) == 0)
        await connection.close()
    }

    @Test func aLateCancelNeverHitsTheNextQuery() async throws {
        let connection = try await Fixture.connect()
        var generator = Seeded.printed("aLateCancelNeverHitsTheNextQuery")
        for _ in 0..<200 {
            let task = Task {
                try await connection.perform { db in
                    for _ in 0..<20 { _ = try db.one("select 1", as: Int.self) }
                }
            }
            for _ in 0..<Int.random(in: 0...30, using: &generator) { await Task.yield() }
            task.cancel()
            do { try await task.value } catch let error as PostgresError where error.kind == .cancelled {}
            #expect(try await connection.one("select 2", as: Int.self) == 2)
        }
        await connection.close()
    }

    @Test func timeoutsAndAdministratorsAreNotCancellation() async throws {
        let connection = try await Fixture.connect { $0.statementTimeout = 20 }
        let late = await #expect(throws: PostgresError.self) {
            try await connection.execute("select pg_sleep(600)")
        }
        #expect(late?.kind == .timedOut)
        await connection.close()

        let other = try await Fixture.connect()
        let process = await other.backendProcess
        let task = Task { try await other.execute("select pg_sleep(600)") }
        try await Fixture.untilRunning(process, "pg_sleep")
        try await Fixture.withConnection { db in _ = try db.execute("select pg_cancel_backend(\(process))") }
        let stopped = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(stopped?.kind == .timedOut)
        await other.close()
    }

    @Test func blockedConnectionsDoNotStarveOthers() async throws {
        let holder = try await Fixture.connect()
        try await holder.execute("select pg_advisory_lock(77001)")
        // Many more than there are cores; on the cooperative pool nobody would be left to release the lock.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    try await Fixture.withConnection { db in
                        _ = try db.execute("select pg_advisory_lock_shared(77001)")
                    }
                }
            }
            try await Fixture.until(
                "select count(*) = 12 from pg_locks where locktype = 'advisory' and objid = 77001 and not granted"
            )
            try await holder.execute("select pg_advisory_unlock(77001)")
            try await group.waitForAll()
        }
        await holder.close()
    }
}
