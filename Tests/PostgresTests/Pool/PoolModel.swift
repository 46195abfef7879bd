@testable import Postgres
import RandomSupport

/// Drives the pool's rules with random events, as an owner would, and complains when a promise is broken.
struct PoolModel {
    struct Broken: Error, CustomStringConvertible {
        var description: String
    }

    var pool: PoolStateMachine
    var random: Seeded
    var now = Duration.zero
    var waiting: [PoolStateMachine.RequestID] = []
    var since: [PoolStateMachine.RequestID: Duration] = [:]
    var opening: [PoolStateMachine.ConnectionID] = []
    var idle: Set<PoolStateMachine.ConnectionID> = []
    var leased: [PoolStateMachine.ConnectionID] = []
    var closing: [PoolStateMachine.ConnectionID] = []
    var asked = 0
    var answered = 0
    var finished = 0

    init(seed: UInt64) {
        random = Seeded(seed: seed)
        pool = PoolStateMachine(
            limits: PoolLimits(
                connections: Int.random(in: 1...6, using: &random),
                idleConnections: Int.random(in: 0...2, using: &random),
                waiters: Int.random(in: 1...8, using: &random),
                waitTime: .milliseconds(Int.random(in: 1...50, using: &random)),
                idleTime: .milliseconds(Int.random(in: 1...80, using: &random)),
                lifeTime: .milliseconds(Int.random(in: 1...300, using: &random)),
                failures: Int.random(in: 1...3, using: &random),
                pause: .milliseconds(Int.random(in: 1...30, using: &random))))
    }

    /// Nobody's patience counts before the first attempt to connect has ended.
    private var isFirstAttempt: Bool {
        pool.metrics.opened + pool.metrics.connectFailures == 0 && !opening.isEmpty
    }

    mutating func step(failureRate: Int) throws {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<35:
            asked += 1
            let id = PoolStateMachine.RequestID(number: asked)
            waiting.append(id)
            since[id] = now
            try apply(pool.request(id, at: now))
        case 35..<42:
            guard let id = waiting.randomElement(using: &random) else { return }
            try apply(pool.cancel(id, at: now))
            if waiting.contains(id) { throw Broken(description: "\(id) was cancelled and waits still") }
        case 42..<60:
            guard let id = take(\.opening) else { return }
            if Int.random(in: 0..<100, using: &random) < failureRate {
                try apply(
                    pool.openFailed(id, isPermanent: Int.random(in: 0..<10, using: &random) == 0, at: now))
            } else {
                idle.insert(id)
                try apply(pool.opened(id, at: now))
            }
        case 60..<80:
            guard let id = take(\.leased) else { return }
            idle.insert(id)
            try apply(pool.release(id, reusable: Int.random(in: 0..<6, using: &random) > 0, at: now))
        case 80..<88:
            guard let id = take(\.closing) else { return }
            try apply(pool.closed(id, at: now))
        default:
            now += .milliseconds(Int.random(in: 0...20, using: &random))
            try apply(pool.timePassed(at: now))
            for id in waiting where !isFirstAttempt && now >= (since[id] ?? .zero) + pool.limits.waitTime {
                throw Broken(description: "\(id) waits beyond the limit")
            }
            if let deadline = pool.nextDeadline, deadline <= now {
                throw Broken(description: "the timer would spin at \(now)")
            }
        }
        try check()
    }

    /// Ends everything and checks that nothing and nobody is left over.
    mutating func drain() throws {
        try apply(pool.shutDown(at: now))
        var rounds = 0
        while !opening.isEmpty || !leased.isEmpty || !closing.isEmpty || !waiting.isEmpty {
            rounds += 1
            guard rounds < 1000 else { throw Broken(description: "the shutdown does not end") }
            if let id = take(\.opening) {
                idle.insert(id)
                try apply(pool.opened(id, at: now))
            }
            if let id = take(\.leased) {
                idle.insert(id)
                try apply(pool.release(id, reusable: true, at: now))
            }
            if let id = take(\.closing) { try apply(pool.closed(id, at: now)) }
            if let deadline = pool.nextDeadline, deadline > now { now = deadline }
            try apply(pool.timePassed(at: now))
            try check()
        }
        guard idle.isEmpty else { throw Broken(description: "connections left open: \(idle)") }
        guard finished == 1, pool.isFinished else { throw Broken(description: "finished \(finished) times") }
        guard asked == answered else {
            throw Broken(description: "\(asked) asked, \(answered) were answered")
        }
    }

    private mutating func take(
        _ list: WritableKeyPath<PoolModel, [PoolStateMachine.ConnectionID]>
    ) -> PoolStateMachine.ConnectionID? {
        guard !self[keyPath: list].isEmpty else { return nil }
        let position = Int.random(in: 0..<self[keyPath: list].count, using: &random)
        return self[keyPath: list].remove(at: position)
    }

    private mutating func apply(_ actions: [PoolStateMachine.Action]) throws {
        for action in actions {
            switch action {
            case .open(let id):
                if opening.contains(id) || idle.contains(id) || leased.contains(id) || closing.contains(id) {
                    throw Broken(description: "\(id) exists already")
                }
                opening.append(id)
            case .close(let id):
                guard idle.remove(id) != nil else {
                    throw Broken(description: "\(id) closed in use or twice")
                }
                closing.append(id)
            case .grant(let request, let id):
                guard waiting.first == request else {
                    throw Broken(description: "\(request) overtook \(waiting)")
                }
                guard idle.remove(id) != nil else {
                    throw Broken(description: "\(id) lent twice or not open")
                }
                waiting.removeFirst()
                answered += 1
                leased.append(id)
            case .refuse(let request, _):
                guard let position = waiting.firstIndex(of: request) else {
                    throw Broken(description: "\(request) was answered twice")
                }
                waiting.remove(at: position)
                answered += 1
            case .finished:
                finished += 1
            }
        }
    }

    private func check() throws {
        let limits = pool.limits
        let total = opening.count + idle.count + leased.count + closing.count
        guard total <= limits.connections else { throw Broken(description: "\(total) connections") }
        guard waiting.count <= limits.waiters else { throw Broken(description: "\(waiting.count) wait") }
        let metrics = pool.metrics
        guard metrics.opening == opening.count, metrics.idle == idle.count, metrics.leased == leased.count,
            metrics.closing == closing.count, metrics.waiting == waiting.count
        else { throw Broken(description: "the metrics say \(metrics)") }
        if !waiting.isEmpty && !isFirstAttempt && pool.nextDeadline == nil {
            throw Broken(description: "somebody waits without a limit")
        }
    }
}
