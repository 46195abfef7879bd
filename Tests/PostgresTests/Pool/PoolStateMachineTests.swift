import Testing

@testable import Postgres

private typealias Request = PoolStateMachine.RequestID
private typealias Connection = PoolStateMachine.ConnectionID

extension PoolStateMachine.RequestID: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int) { self.init(number: value) }
}

extension PoolStateMachine.ConnectionID: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int) { self.init(number: value) }
}

@Suite("Pool rules")
struct PoolStateMachineTests {
    private func machine(
        connections: Int = 2, waiters: Int = 10, failures: Int = 2, idleConnections: Int = 0
    ) -> PoolStateMachine {
        PoolStateMachine(
            limits: PoolLimits(
                connections: connections, idleConnections: idleConnections, waiters: waiters,
                waitTime: .seconds(10),
                idleTime: .seconds(60), lifeTime: .seconds(600), failures: failures, pause: .seconds(1)))
    }

    @Test("the first caller opens a connection, the next one finds it")
    func reuse() {
        var pool = machine()
        #expect(pool.request(1, at: .zero) == [.open(1)])
        #expect(pool.opened(1, at: .seconds(1)) == [.grant(1, 1)])
        #expect(pool.release(1, reusable: true, at: .seconds(2)) == [])
        #expect(pool.request(2, at: .seconds(3)) == [.grant(2, 1)])
        #expect(pool.metrics.leases == 2)
        #expect(pool.metrics.longestWait == .seconds(1))
    }

    @Test("callers are served in the order of their coming, within the limit of connections")
    func order() {
        var pool = machine(connections: 1)
        #expect(pool.request(1, at: .zero) == [.open(1)])
        #expect(pool.request(2, at: .zero) == [])
        #expect(pool.request(3, at: .zero) == [])
        #expect(pool.opened(1, at: .zero) == [.grant(1, 1)])
        #expect(pool.release(1, reusable: true, at: .zero) == [.grant(2, 1)])
        #expect(pool.release(1, reusable: true, at: .zero) == [.grant(3, 1)])
    }

    @Test("a connection that is not clean is closed, and its slot is free only when it is gone")
    func dirty() {
        var pool = machine(connections: 1)
        _ = pool.request(1, at: .zero)
        _ = pool.opened(1, at: .zero)
        #expect(pool.request(2, at: .zero) == [])
        #expect(pool.release(1, reusable: false, at: .zero) == [.close(1)])
        #expect(pool.closed(1, at: .zero) == [.open(2)])
    }

    @Test("a connection given back twice is taken back once")
    func twice() {
        var pool = machine()
        _ = pool.request(1, at: .zero)
        _ = pool.opened(1, at: .zero)
        #expect(pool.release(1, reusable: true, at: .zero) == [])
        #expect(pool.release(1, reusable: true, at: .zero) == [])
        #expect(pool.metrics.idle == 1)
        #expect(pool.request(2, at: .zero) == [.grant(2, 1)])
        #expect(pool.request(3, at: .zero) == [.open(2)])
    }

    @Test("a cancelled caller leaves the queue and the next moves up")
    func cancelled() {
        var pool = machine(connections: 1)
        _ = pool.request(1, at: .zero)
        _ = pool.request(2, at: .zero)
        _ = pool.request(3, at: .zero)
        #expect(pool.cancel(2, at: .zero) == [.refuse(2, .cancelled)])
        #expect(pool.cancel(2, at: .zero) == [])
        _ = pool.opened(1, at: .zero)
        #expect(pool.cancel(1, at: .zero) == [], "served already")
        #expect(pool.release(1, reusable: true, at: .zero) == [.grant(3, 1)])
    }

    @Test("a connection opened for a caller who has left is kept for the next")
    func leftover() {
        var pool = machine()
        _ = pool.request(1, at: .zero)
        _ = pool.cancel(1, at: .zero)
        #expect(pool.opened(1, at: .zero) == [])
        #expect(pool.request(2, at: .zero) == [.grant(2, 1)])
    }

    @Test("one caller too many is refused at once")
    func tooMany() {
        var pool = machine(connections: 1, waiters: 1)
        _ = pool.request(1, at: .zero)
        #expect(pool.request(2, at: .zero) == [.refuse(2, .tooManyWaiting)])
        #expect(pool.metrics.refusedForLength == 1)
    }

    @Test("who has waited too long is refused, exactly at the limit and not before")
    func tooLong() {
        var pool = machine(connections: 1)
        _ = pool.request(0, at: .zero)
        _ = pool.opened(1, at: .zero)
        _ = pool.request(1, at: .zero)
        _ = pool.request(2, at: .seconds(4))
        #expect(pool.nextDeadline == .seconds(10))
        #expect(pool.timePassed(at: .milliseconds(9999)) == [])
        #expect(pool.timePassed(at: .seconds(10)) == [.refuse(1, .waitedTooLong)])
        #expect(pool.nextDeadline == .seconds(14))
        #expect(pool.release(1, reusable: true, at: .seconds(11)) == [.grant(2, 1)])
        #expect(pool.metrics.refusedForTime == 1)
    }

    @Test("nobody is refused for time before the first attempt to connect has ended")
    func firstAttempt() {
        var pool = machine(connections: 1)
        _ = pool.request(1, at: .zero)
        #expect(pool.nextDeadline == nil)
        #expect(pool.timePassed(at: .seconds(60)) == [])
        #expect(pool.openFailed(1, isPermanent: false, at: .seconds(60)) == [])
        #expect(pool.timePassed(at: .seconds(60)) == [.refuse(1, .waitedTooLong)])
        // The next attempt is none: who comes now has his time and no more.
        #expect(pool.request(2, at: .seconds(70)) == [.open(2)])
        #expect(pool.timePassed(at: .seconds(80)) == [.refuse(2, .waitedTooLong)])
    }

    @Test("an unused connection is closed after the idle time, but for those to be kept")
    func idleTime() {
        var pool = machine(idleConnections: 1)
        _ = pool.request(1, at: .zero)
        _ = pool.request(2, at: .zero)
        _ = pool.opened(1, at: .zero)
        _ = pool.opened(2, at: .zero)
        _ = pool.release(1, reusable: true, at: .seconds(1))
        _ = pool.release(2, reusable: true, at: .seconds(2))
        #expect(pool.nextDeadline == .seconds(61))
        #expect(pool.timePassed(at: .seconds(61)) == [.close(1)])
        #expect(pool.timePassed(at: .seconds(500)) == [])
        #expect(pool.nextDeadline == .seconds(600))
        #expect(pool.timePassed(at: .seconds(600)) == [.close(2)])
    }

    @Test("a connection past its life is not lent again")
    func lifeTime() {
        var pool = machine(connections: 1, idleConnections: 1)
        _ = pool.request(1, at: .zero)
        _ = pool.opened(1, at: .zero)
        _ = pool.release(1, reusable: true, at: .seconds(599))
        #expect(pool.request(2, at: .seconds(600)) == [.close(1)])
        #expect(pool.closed(1, at: .seconds(600)) == [.open(2)])
        _ = pool.opened(2, at: .seconds(600))
        #expect(pool.release(2, reusable: true, at: .seconds(1200)) == [.close(2)])
    }

    @Test("repeated failures refuse those who wait and those who come, until a probe succeeds")
    func breaker() {
        var pool = machine(connections: 4, failures: 2)
        #expect(pool.request(1, at: .zero) == [.open(1)])
        #expect(pool.openFailed(1, isPermanent: false, at: .zero) == [], "one failure is not enough")
        #expect(pool.request(2, at: .zero) == [], "and the next attempt waits a little")
        #expect(pool.nextDeadline == .milliseconds(50))
        #expect(pool.timePassed(at: .milliseconds(50)) == [.open(2)])
        let failed = pool.openFailed(2, isPermanent: false, at: .seconds(1))
        #expect(failed == [.refuse(1, .unreachable), .refuse(2, .unreachable)])
        #expect(pool.metrics.isSuspended)
        #expect(pool.request(3, at: .milliseconds(1999)) == [.refuse(3, .unreachable)])
        #expect(pool.request(4, at: .seconds(2)) == [.open(3)], "the probe")
        #expect(pool.request(5, at: .seconds(2)) == [], "no second probe")
        #expect(
            pool.openFailed(3, isPermanent: false, at: .seconds(2))
                == [.refuse(4, .unreachable), .refuse(5, .unreachable)])
        #expect(pool.request(6, at: .milliseconds(3999)) == [.refuse(6, .unreachable)], "twice as long")
        #expect(pool.request(7, at: .seconds(4)) == [.open(4)])
        #expect(pool.request(8, at: .seconds(4)) == [])
        #expect(pool.opened(4, at: .seconds(4)) == [.grant(7, 4), .open(5)], "back to normal")
        #expect(!pool.metrics.isSuspended)
        #expect(pool.metrics.refusedForFailures == 6)
        #expect(pool.metrics.connectFailures == 3)
    }

    @Test("attempts that fail together count as one")
    func together() {
        var pool = machine(connections: 4, failures: 2)
        for id in 1...3 { _ = pool.request(Request(number: id), at: .zero) }
        for id in 1...3 {
            #expect(pool.openFailed(Connection(number: id), isPermanent: false, at: .zero) == [])
        }
        #expect(!pool.metrics.isSuspended)
        #expect(pool.metrics.connectFailures == 3)
        #expect(pool.timePassed(at: .milliseconds(500)) == [.open(4)])
    }

    @Test("a failure that will not go away refuses at once")
    func permanent() {
        var pool = machine(failures: 5)
        _ = pool.request(1, at: .zero)
        #expect(pool.openFailed(1, isPermanent: true, at: .zero) == [.refuse(1, .unreachable)])
    }

    @Test("while others can still give a connection back, callers wait through failures to connect")
    func waitForLease() {
        var pool = machine(connections: 2, failures: 1)
        _ = pool.request(1, at: .zero)
        _ = pool.opened(1, at: .zero)
        #expect(pool.request(2, at: .zero) == [.open(2)])
        #expect(pool.openFailed(2, isPermanent: false, at: .zero) == [])
        #expect(pool.request(3, at: .zero) == [])
        #expect(pool.release(1, reusable: true, at: .zero) == [.grant(2, 1)])
        #expect(pool.release(1, reusable: false, at: .zero) == [.close(1), .refuse(3, .unreachable)])
    }

    @Test("a shutdown serves those who wait, refuses who comes, and ends when all is closed")
    func shutdown() {
        var pool = machine(connections: 2)
        _ = pool.request(1, at: .zero)
        _ = pool.request(2, at: .zero)
        _ = pool.opened(1, at: .zero)
        _ = pool.opened(2, at: .zero)
        _ = pool.request(3, at: .zero)
        _ = pool.release(2, reusable: true, at: .zero)
        #expect(pool.shutDown(at: .zero) == [])
        #expect(pool.shutDown(at: .zero) == [])
        #expect(pool.request(4, at: .zero) == [.refuse(4, .shuttingDown)])
        #expect(pool.release(1, reusable: true, at: .zero) == [.close(1)])
        #expect(pool.release(2, reusable: true, at: .zero) == [.close(2)])
        #expect(pool.closed(1, at: .zero) == [])
        #expect(pool.closed(2, at: .zero) == [.finished])
    }

    @Test("a shutdown of an unused pool ends at once; idle connections are closed first")
    func shutdownIdle() {
        var unused = machine()
        #expect(unused.shutDown(at: .zero) == [.finished])
        var pool = machine()
        _ = pool.request(1, at: .zero)
        _ = pool.opened(1, at: .zero)
        _ = pool.release(1, reusable: true, at: .zero)
        #expect(pool.shutDown(at: .zero) == [.close(1)])
        #expect(pool.nextDeadline == nil)
        #expect(pool.closed(1, at: .zero) == [.finished])
    }

    @Test("a shutdown in a hurry refuses those who wait")
    func hurry() {
        var pool = machine(connections: 1)
        _ = pool.request(1, at: .zero)
        _ = pool.opened(1, at: .zero)
        _ = pool.request(2, at: .zero)
        _ = pool.shutDown(at: .zero)
        #expect(pool.abandonWaiters() == [.refuse(2, .shuttingDown)])
        #expect(pool.release(1, reusable: true, at: .zero) == [.close(1)])
    }

    @Test("limits stay between 1 and 40 connections", arguments: [(-3, 1), (0, 1), (40, 40), (900, 40)])
    func clamp(asked: Int, got: Int) {
        var limits = PoolLimits(connections: asked)
        #expect(limits.connections == got)
        limits.connections = asked
        #expect(limits.connections == got)
    }
}
