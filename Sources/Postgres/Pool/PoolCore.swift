/// The mutable part of a pool: the rules, and whom and what they are about. Guarded by the pool's lock.
struct PoolCore {
    typealias Answer = Result<PoolLease, PostgresError>

    /// A caller who was not served at once.
    enum Slot {
        /// It has asked and is about to suspend.
        case asked
        /// It is suspended.
        case suspended(CheckedContinuation<Answer, Never>)
        /// It was answered before it suspended.
        case answered(Answer)
    }

    /// What is left to be done once the lock is free.
    struct Effects {
        var resume: [(CheckedContinuation<Answer, Never>, Answer)] = []
        var open: [PoolStateMachine.ConnectionID] = []
        var close: [(PoolStateMachine.ConnectionID, PostgresConnection)] = []
        var finish: [CheckedContinuation<Void, Never>] = []
        var wakeAt: Duration?
    }

    var machine: PoolStateMachine
    var connections: [PoolStateMachine.ConnectionID: PostgresConnection] = [:]
    var slots: [PoolStateMachine.RequestID: Slot] = [:]
    var finishers: [CheckedContinuation<Void, Never>] = []
    /// Why the pool last failed to connect; nil after a success.
    var failure: PostgresError?
    /// When the timer will call; a later deadline needs no other.
    private var wakeAt: Duration?
    private var lastRequest = 0

    init(limits: PoolLimits) { machine = PoolStateMachine(limits: limits) }

    mutating func nextRequest() -> PoolStateMachine.RequestID {
        lastRequest += 1
        return PoolStateMachine.RequestID(number: lastRequest)
    }

    /// Notes that a timer called; false for one that an earlier deadline has overtaken, which would only set another.
    mutating func timerFired(due: Duration) -> Bool {
        guard wakeAt == due else { return false }
        wakeAt = nil
        return true
    }

    /// Takes note of actions and says what is to be done about them.
    mutating func effects(of actions: [PoolStateMachine.Action]) -> Effects {
        var effects = Effects()
        for action in actions {
            switch action {
            case .open(let id):
                effects.open.append(id)
            case .close(let id):
                if let connection = connections.removeValue(forKey: id) {
                    effects.close.append((id, connection))
                }
            case .grant(let request, let id):
                guard let connection = connections[id] else { continue }
                answer(request, .success(PoolLease(id: id, connection: connection)), &effects)
            case .refuse(let request, let refusal):
                // Who waited in vain while no connection was ever made is told that, and not that others were quicker.
                let isUnreachable = refusal == .waitedTooLong && machine.metrics.opened == 0
                answer(
                    request,
                    .failure(PostgresError(isUnreachable ? .unreachable : refusal, cause: failure)), &effects)
            case .finished:
                effects.finish = finishers
                finishers = []
            }
        }
        if let deadline = machine.nextDeadline, wakeAt.map({ deadline < $0 }) ?? true {
            wakeAt = deadline
            effects.wakeAt = deadline
        }
        return effects
    }

    private mutating func answer(
        _ request: PoolStateMachine.RequestID, _ answer: Answer, _ effects: inout Effects
    ) {
        if case .suspended(let continuation) = slots[request] {
            slots[request] = nil
            effects.resume.append((continuation, answer))
        } else {
            slots[request] = .answered(answer)
        }
    }
}

/// A connection on loan.
struct PoolLease: Sendable {
    let id: PoolStateMachine.ConnectionID
    let connection: PostgresConnection
}
