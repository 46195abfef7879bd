import TestSupport
import Testing

@testable import Postgres

@Suite("The pool's timer")
struct PoolTimerTests {
    @Test("a timer that an earlier deadline has overtaken sets no other")
    func overtaken() throws {
        var core = PoolCore(limits: PoolLimits(connections: 1, waitTime: .seconds(10), failures: 5))
        _ = core.effects(of: core.machine.request(core.nextRequest(), at: .zero))
        let firstFailed = core.machine.openFailed(1, isPermanent: false, at: .zero)
        let retry = try #require(core.effects(of: firstFailed).wakeAt)
        let isHeard = core.timerFired(due: retry)
        #expect(isHeard)
        let late = try #require(core.effects(of: core.machine.timePassed(at: retry)).wakeAt)
        #expect(late == .seconds(10))
        // A failure to connect is tried again long before the caller has waited enough.
        let failed = core.machine.openFailed(2, isPermanent: false, at: retry)
        let soon = try #require(core.effects(of: failed).wakeAt)
        #expect(soon < late)
        let isLateHeard = core.timerFired(due: late)
        #expect(!isLateHeard)
        let next = core.effects(of: []).wakeAt
        #expect(next == nil)
        let answers = [core.timerFired(due: soon), core.timerFired(due: soon)]
        #expect(answers == [true, false])
    }

    @Test("a caller may wait for longer than any clock can count")
    func endless() async throws {
        try await withDatabase(.empty) { database in
            let limits = PoolLimits(
                connections: 1, waitTime: .seconds(Int64.max), idleTime: .seconds(Int64.max),
                lifeTime: .seconds(Int64.max))
            let pool = PostgresPool(
                configuration: PoolConfiguration(database.configuration(), limits: limits),
                logger: TestServer.silent)
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 1...4 {
                    group.addTask {
                        try await pool.withConnection { db in try db.one("select \(number)", as: Int.self) }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 10)
            await pool.shutdown()
        }
    }
}
