import Dispatch
public import Logging
public import ServiceLifecycle
import Synchronization

/// A set of connections that callers borrow one closure at a time.
///
/// Connections are opened when they are wanted and closed when nobody has used them for a while. Callers are served in
/// the order of their coming. After repeated failures to connect the pool refuses at once for a growing pause, and then
/// tries a single connection before others.
///
/// ```swift
/// let pool = PostgresPool(configuration: PoolConfiguration(connection), logger: logger)
/// let count = try await pool.withConnection { db in
///     try db.one("select count(*) from berth.candidate", as: Int.self)
/// }
/// await pool.shutdown()
/// ```
///
/// As a `Service` its `run()` does nothing but wait for the shutdown; a pool that nobody runs works too.
public final class PostgresPool: Service {
    private let configuration: PoolConfiguration
    private let logger: Logger
    private let state: Mutex<PoolCore>
    private let start = ContinuousClock.now
    private static let timer = DispatchQueue(label: "berth.postgres.pool.timer")

    /// Makes a pool; nothing is connected yet.
    public init(configuration: PoolConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        self.state = Mutex(PoolCore(limits: configuration.limits))
    }

    /// What the pool is doing, and what it has done.
    public var metrics: PoolMetrics { state.withLock { $0.machine.metrics } }

    /// Waits for a graceful shutdown, or for the task to be cancelled, and then shuts down.
    public func run() async throws {
        do {
            try await gracefulShutdown()
            await shutdown()
        } catch {
            await shutdown(grace: .zero)
            throw error
        }
    }

    /// Takes no more callers, serves those who wait, and returns when every connection is closed.
    ///
    /// A closure that holds a connection is waited for, whatever it does.
    /// - Parameter grace: after this time those who wait are refused, and the queries that run, or are begun, are cancelled.
    public func shutdown(grace: Duration = .seconds(10)) async {
        handle { core, now in core.machine.shutDown(at: now) }
        hurry(after: grace)
        await withCheckedContinuation { continuation in
            let isFinished = state.withLock { core in
                if !core.machine.isFinished { core.finishers.append(continuation) }
                return core.machine.isFinished
            }
            if isFinished { continuation.resume() }
        }
    }

    /// Again and again until all is closed: who has just been lent a connection, or goes on after a cancelled query,
    /// begins another one.
    private func hurry(after pause: Duration) {
        Self.timer.asyncAfter(deadline: .now() + Self.interval(pause)) { [weak self] in
            guard let self, !self.state.withLock({ $0.machine.isFinished }) else { return }
            self.handle { core, _ in core.machine.abandonWaiters() }
            let connections = self.state.withLock { Array($0.connections.values) }
            for connection in connections { connection.cancelRunningQuery() }
            self.hurry(after: .milliseconds(100))
        }
    }

    /// How many lost connections a caller passes over: all of them may have been lost at once.
    var lossesBorne: Int { configuration.limits.connections }

    // MARK: Leases

    /// Lends a connection. Every caller gives it back by `release`.
    func lease() async throws(PostgresError) -> PoolLease {
        guard !Task.isCancelled else { throw PostgresError(PoolStateMachine.Refusal.cancelled, cause: nil) }
        let now = elapsed
        var effects: PoolCore.Effects?
        let (request, lease) = state.withLock { core -> (PoolStateMachine.RequestID, PoolLease?) in
            let request = core.nextRequest()
            let actions = core.machine.request(request, at: now)
            // The common case, for which nobody has to suspend.
            if actions.count == 1, case .grant(_, let id) = actions[0], let connection = core.connections[id]
            {
                return (request, PoolLease(id: id, connection: connection))
            }
            core.slots[request] = .asked
            effects = core.effects(of: actions)
            return (request, nil)
        }
        if let lease { return lease }
        if let effects { perform(effects) }
        let answer = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<PoolCore.Answer, Never>) in
                let answer = state.withLock { core -> PoolCore.Answer? in
                    if case .answered(let answer) = core.slots[request] {
                        core.slots[request] = nil
                        return answer
                    }
                    core.slots[request] = .suspended(continuation)
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            handle { core, now in core.machine.cancel(request, at: now) }
        }
        return try answer.get()
    }

    /// Takes a connection back; `reusable` says that it is at rest and well.
    func release(_ lease: PoolLease, reusable: Bool) {
        handle { core, now in core.machine.release(lease.id, reusable: reusable, at: now) }
    }

    // MARK: The owner of the rules

    private var elapsed: Duration { ContinuousClock.now - start }

    private func handle(_ event: (inout PoolCore, Duration) -> [PoolStateMachine.Action]) {
        let now = elapsed
        let effects = state.withLock { core in
            let actions = event(&core, now)
            return core.effects(of: actions)
        }
        perform(effects)
    }

    private func perform(_ effects: PoolCore.Effects) {
        for (continuation, answer) in effects.resume { continuation.resume(returning: answer) }
        for id in effects.open { Task.detached { await self.open(id) } }
        for (id, connection) in effects.close {
            Task.detached {
                await connection.close()
                self.handle { core, now in core.machine.closed(id, at: now) }
            }
        }
        for continuation in effects.finish { continuation.resume() }
        if let wakeAt = effects.wakeAt {
            let pause = max(.zero, wakeAt - elapsed)
            Self.timer.asyncAfter(deadline: .now() + Self.interval(pause)) { [weak self] in
                self?.handle { core, now in
                    core.timerFired(due: wakeAt) ? core.machine.timePassed(at: now) : []
                }
            }
        }
    }

    private func open(_ id: PoolStateMachine.ConnectionID) async {
        do throws(PostgresError) {
            let connection = try await PostgresConnection.connect(configuration.connection, logger: logger)
            handle { core, now in
                core.connections[id] = connection
                core.failure = nil
                return core.machine.opened(id, at: now)
            }
        } catch {
            logger.warning(
                "no connection to the database",
                metadata: ["error": "\(error)", "message": "\(error.message)"])
            handle { core, now in
                core.failure = error
                return core.machine.openFailed(id, isPermanent: error.isPermanentConnectFailure, at: now)
            }
        }
    }

    private static func interval(_ duration: Duration) -> DispatchTimeInterval {
        // A timer that is due in over a year may as well call then: it is set again.
        let parts = min(duration, .seconds(365 * 86_400)).components
        // Rounded up: a timer that calls a moment too early would only be set again.
        return .microseconds(
            Int(clamping: parts.seconds) * 1_000_000 + Int(parts.attoseconds / 1_000_000_000_000) + 1)
    }
}
