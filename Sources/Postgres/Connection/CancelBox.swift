/// Where a cancel handler, which runs outside the actor, finds the canceller.
///
/// `@unchecked Sendable` because the reference is guarded by the lock.
final class CancelBox: @unchecked Sendable {
    private let lock = ConditionLock()
    private var current: Canceller?

    var canceller: Canceller? {
        get { lock.withLock { current } }
        set { lock.withLock { current = newValue } }
    }
}
