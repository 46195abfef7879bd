/// Says whether whoever reads a copy from outside is still there.
///
/// `@unchecked Sendable` because the flag is guarded by the lock.
final class CopyOutToken: @unchecked Sendable {
    private let lock = ConditionLock()
    private var abandoned = false

    var isAbandoned: Bool { lock.withLock { abandoned } }
    func abandon() { lock.withLock { abandoned = true } }
}
