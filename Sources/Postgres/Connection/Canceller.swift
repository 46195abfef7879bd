import CLibPQ
import Dispatch

/// Asks the server to cancel what a connection is doing.
///
/// libpq 15 cancels by a blocking call over a second, unencrypted connection that names the backend. So it runs on
/// another queue, and a query does not count as over before a cancel on its way has arrived: it would hit the next.
///
/// `@unchecked Sendable` because the state is guarded by the condition and `PQcancel` may be called from any thread.
final class Canceller: @unchecked Sendable {
    private let handle: OpaquePointer?
    private let lock = ConditionLock()
    /// The number of the query that runs, or nil between queries.
    private var running: UInt64?
    private var lastNumber: UInt64 = 0
    private var isRequested = false
    private var inFlight = 0

    private static let queue = DispatchQueue(label: "berth.postgres.cancel", attributes: .concurrent)

    init(handle: OpaquePointer?) { self.handle = handle }

    deinit { if let handle { PQfreeCancel(handle) } }

    /// From here on a request reaches the query that is about to be sent.
    func arm() {
        lock.withLock {
            lastNumber += 1
            running = lastNumber
            isRequested = false
        }
    }

    /// The query is over. Waits for a cancel on its way; answers whether there was one.
    func disarm() -> Bool {
        lock.withLock {
            guard running != nil else { return false }
            running = nil
            while inFlight > 0 { lock.wait() }
            return isRequested
        }
    }

    /// Cancels the query that runs, if one does.
    func request() {
        let number: UInt64? = lock.withLock {
            guard let running, !isRequested else { return nil }
            isRequested = true
            return running
        }
        if let number { send(for: number) }
    }

    private func send(for number: UInt64) {
        let proceed = lock.withLock {
            guard running == number else { return false }
            inFlight += 1
            return true
        }
        guard proceed else { return }
        Canceller.queue.async { [self] in
            if let handle {
                withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
                    _ = PQcancel(handle, buffer.baseAddress, 256)
                }
            }
            lock.withLock {
                inFlight -= 1
                lock.signal()
            }
            // A cancel that arrives before the backend has read the query is ignored, so ask again while it runs.
            Canceller.queue.asyncAfter(deadline: .now() + .milliseconds(500)) { [weak self] in
                self?.send(for: number)
            }
        }
    }
}
