import DequeModule

/// The rules of the connection pool as a pure value: events go in, actions come out.
///
/// It opens no connection, reads no clock and resumes nobody. Every event carries the time since the pool was made; the
/// owner performs the actions in the order given, outside its lock, and calls `timePassed` at `nextDeadline`.
struct PoolStateMachine: Sendable {
    let limits: PoolLimits
    private(set) var connections: [ConnectionID: Connection] = [:]
    /// Unused connections, the most recently used last; it is lent first, so that the others can age and be closed.
    private(set) var idle: [ConnectionID] = []
    /// Callers in the order of their coming.
    private(set) var waiters: Deque<Waiter> = []
    private(set) var breaker = Breaker.closed
    private(set) var isShuttingDown = false
    private(set) var isFinished = false
    private var failuresInARow = 0
    private var lastNumber = 0
    private var counters = PoolMetrics()
    private var count = (opening: 0, leased: 0, closing: 0)

    /// Whether so many attempts have failed that callers are refused rather than kept waiting.
    private var isUnreachable: Bool { breaker != .closed && failuresInARow >= limits.failures }

    private static let firstPause = Duration.milliseconds(50)
    private static let longestPause = Duration.seconds(30)

    init(limits: PoolLimits) { self.limits = limits }

    /// The state and the counters.
    var metrics: PoolMetrics {
        var snapshot = counters
        snapshot.opening = count.opening
        snapshot.leased = count.leased
        snapshot.closing = count.closing
        snapshot.idle = idle.count
        snapshot.waiting = waiters.count
        snapshot.isSuspended = isUnreachable
        return snapshot
    }

    /// When `timePassed` has something to do, or nil.
    var nextDeadline: Duration? {
        var deadline: Duration?
        func consider(_ time: Duration) { deadline = deadline.map { min($0, time) } ?? time }
        if let first = waiters.first, !isFirstAttempt { consider(first.since + limits.waitTime) }
        if case .open(let retry, _) = breaker, !waiters.isEmpty, mayOpenOne, count.opening == 0 {
            consider(retry)
        }
        for (position, id) in idle.enumerated() {
            guard let connection = connections[id], case .idle(let since) = connection.phase else { continue }
            consider(connection.opened + limits.lifeTime)
            // The oldest unused ones go; the last `idleConnections` of the list stay.
            if position < idle.count - limits.idleConnections { consider(since + limits.idleTime) }
        }
        return deadline
    }

    // MARK: Callers

    /// A caller wants a connection.
    mutating func request(_ id: RequestID, at now: Duration) -> [Action] {
        if isShuttingDown { return [.refuse(id, .shuttingDown)] }
        // Nobody overtakes: with waiters ahead, an idle connection cannot be there but for a moment.
        if waiters.isEmpty, let connection = takeIdle(at: now) {
            return lend(connection, to: Waiter(id: id, since: now), at: now)
        }
        var actions = expireIdle(at: now)
        if case .open(let retry, _) = breaker, now < retry, isUnreachable, !canWaitForALease {
            counters.refusedForFailures += 1
            return actions + [.refuse(id, .unreachable)]
        }
        guard waiters.count < limits.waiters else {
            counters.refusedForLength += 1
            return actions + [.refuse(id, .tooManyWaiting)]
        }
        waiters.append(Waiter(id: id, since: now))
        actions += openIfWanted(at: now)
        return actions
    }

    /// A caller no longer wants one; nothing happens if it has been answered already.
    mutating func cancel(_ id: RequestID, at now: Duration) -> [Action] {
        guard let position = waiters.firstIndex(where: { $0.id == id }) else { return [] }
        waiters.remove(at: position)
        return [.refuse(id, .cancelled)] + finishIfDone()
    }

    /// A caller gives a connection back; `reusable` says that its session is clean.
    mutating func release(_ id: ConnectionID, reusable: Bool, at now: Duration) -> [Action] {
        guard let connection = connections[id], connection.phase == .leased else { return [] }
        count.leased -= 1
        guard reusable, now < connection.opened + limits.lifeTime else {
            return close(id) + openIfWanted(at: now) + refuseIfHopeless() + finishIfDone()
        }
        return offer(id, at: now) + finishIfDone()
    }

    // MARK: Connections

    /// A connection was opened.
    mutating func opened(_ id: ConnectionID, at now: Duration) -> [Action] {
        guard connections[id]?.phase == .opening else { return [] }
        count.opening -= 1
        counters.opened += 1
        failuresInARow = 0
        breaker = .closed
        connections[id]?.opened = now
        // After a probe, the callers behind the first want connections of their own.
        return offer(id, at: now) + openIfWanted(at: now) + finishIfDone()
    }

    /// A connection could not be opened; `isPermanent` says that trying again soon is pointless (a wrong password).
    mutating func openFailed(_ id: ConnectionID, isPermanent: Bool, at now: Duration) -> [Action] {
        guard connections[id]?.phase == .opening else { return [] }
        count.opening -= 1
        connections[id] = nil
        counters.connectFailures += 1
        switch breaker {
        case .open where !isPermanent:
            // It was under way when another failed; it says nothing new.
            break
        case .open, .closed:
            suspend(after: nil, isPermanent: isPermanent, at: now)
        case .probing(let last):
            suspend(after: last, isPermanent: isPermanent, at: now)
        }
        return refuseIfHopeless() + finishIfDone()
    }

    /// Stops opening connections: for a moment at first, for the pause when the limit of failures is reached, for twice
    /// the last pause from then on.
    private mutating func suspend(after last: Duration?, isPermanent: Bool, at now: Duration) {
        let wasUnreachable = failuresInARow >= limits.failures
        failuresInARow = isPermanent ? max(failuresInARow + 1, limits.failures) : failuresInARow + 1
        let pause: Duration
        if failuresInARow < limits.failures {
            pause = min(limits.pause, Self.firstPause * (1 << min(failuresInARow - 1, 5)))
        } else if wasUnreachable, let last {
            pause = max(limits.pause, min(last * 2, Self.longestPause))
        } else {
            pause = limits.pause
        }
        breaker = .open(retry: now + pause, pause: pause)
    }

    /// A connection that was to be closed is gone.
    mutating func closed(_ id: ConnectionID, at now: Duration) -> [Action] {
        guard connections[id]?.phase == .closing else { return [] }
        count.closing -= 1
        connections[id] = nil
        return openIfWanted(at: now) + refuseIfHopeless() + finishIfDone()
    }

    // MARK: Time

    /// Refuses who has waited too long, closes what is too old, tries again what failed.
    mutating func timePassed(at now: Duration) -> [Action] {
        var actions: [Action] = []
        while let first = waiters.first, !isFirstAttempt, now >= first.since + limits.waitTime {
            waiters.removeFirst()
            counters.refusedForTime += 1
            actions.append(.refuse(first.id, .waitedTooLong))
        }
        actions += expireIdle(at: now)
        actions += openIfWanted(at: now)
        return actions + finishIfDone()
    }

    /// Takes no more callers, serves those who wait, closes every connection as it comes back; then `.finished`.
    mutating func shutDown(at now: Duration) -> [Action] {
        guard !isShuttingDown else { return [] }
        isShuttingDown = true
        let unused = idle
        idle = []
        return unused.flatMap { close($0) } + finishIfDone()
    }

    /// Refuses those who wait, for a shutdown whose time is up. Leases still have to come back.
    mutating func abandonWaiters() -> [Action] {
        let refused = waiters.map { Action.refuse($0.id, .shuttingDown) }
        waiters = []
        return refused + finishIfDone()
    }

    // MARK: Rules

    /// Gives a usable connection to the first in the queue, or keeps it, or closes it for a shutdown.
    private mutating func offer(_ id: ConnectionID, at now: Duration) -> [Action] {
        if let first = waiters.popFirst() { return lend(id, to: first, at: now) }
        if isShuttingDown { return close(id) }
        connections[id]?.phase = .idle(since: now)
        idle.append(id)
        return []
    }

    private mutating func lend(_ id: ConnectionID, to waiter: Waiter, at now: Duration) -> [Action] {
        connections[id]?.phase = .leased
        count.leased += 1
        counters.leases += 1
        counters.longestWait = max(counters.longestWait, now - waiter.since)
        return [.grant(waiter.id, id)]
    }

    /// The most recently used idle connection that is young enough. One too old stays for `expireIdle`.
    private mutating func takeIdle(at now: Duration) -> ConnectionID? {
        guard
            let position = idle.lastIndex(where: { id in
                connections[id].map { now < $0.opened + limits.lifeTime } ?? false
            })
        else { return nil }
        return idle.remove(at: position)
    }

    private mutating func expireIdle(at now: Duration) -> [Action] {
        var expired: [ConnectionID] = []
        let spare = idle.count - limits.idleConnections
        for (position, id) in idle.enumerated() {
            guard let connection = connections[id], case .idle(let since) = connection.phase else { continue }
            let isTooOld = now >= connection.opened + limits.lifeTime
            if isTooOld || (position < spare && now >= since + limits.idleTime) { expired.append(id) }
        }
        guard !expired.isEmpty else { return [] }
        idle.removeAll { expired.contains($0) }
        return expired.flatMap { close($0) }
    }

    private mutating func close(_ id: ConnectionID) -> [Action] {
        connections[id]?.phase = .closing
        count.closing += 1
        return [.close(id)]
    }

    /// Opens one connection for each waiter not yet provided for, as far as the limits and the breaker allow.
    private mutating func openIfWanted(at now: Duration) -> [Action] {
        var actions: [Action] = []
        while count.opening < waiters.count, mayOpenOne {
            switch breaker {
            case .closed: break
            case .open(let retry, let pause):
                guard now >= retry, count.opening == 0 else { return actions }
                breaker = .probing(pause: pause)
            case .probing:
                guard count.opening == 0 else { return actions }
            }
            lastNumber += 1
            let id = ConnectionID(number: lastNumber)
            connections[id] = Connection(phase: .opening)
            count.opening += 1
            actions.append(.open(id))
        }
        return actions
    }

    /// Nobody is refused before the pool's first attempt has ended: only it can say why the server is not reached. The
    /// attempt itself is bounded by the connection's `connectTimeout`.
    private var isFirstAttempt: Bool {
        counters.opened == 0 && counters.connectFailures == 0 && count.opening > 0
    }

    private var mayOpenOne: Bool { connections.count < limits.connections }

    /// While the server cannot be reached, waiting makes sense only for a connection that somebody will give back.
    private var canWaitForALease: Bool { count.leased > 0 || count.opening > 0 }

    private mutating func refuseIfHopeless() -> [Action] {
        guard case .open = breaker, isUnreachable, !canWaitForALease, !waiters.isEmpty else { return [] }
        let refused = waiters.map { Action.refuse($0.id, .unreachable) }
        counters.refusedForFailures += refused.count
        waiters = []
        return refused
    }

    private mutating func finishIfDone() -> [Action] {
        guard isShuttingDown, !isFinished, connections.isEmpty, waiters.isEmpty else { return [] }
        isFinished = true
        return [.finished]
    }
}
