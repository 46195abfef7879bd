#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread per connection.
///
/// libpq blocks. On a thread of its own it cannot starve the cooperative pool, and waking a thread by a condition
/// costs less than readiness sources do.
///
/// `@unchecked Sendable` because the queue is guarded by the mutex; the pointers never change.
final class ThreadExecutor: ConnectionExecutor, @unchecked Sendable {
    private let lock = ConditionLock()
    private var waiting: [UnownedJob] = []
    private var isStopped = false

    /// Starts the thread.
    ///
    /// - Throws: `.connectionFailed` when the system gives no thread.
    static func start() throws(PostgresError) -> ThreadExecutor {
        let executor = ThreadExecutor()
        // The thread owns the executor until it ends, so an executor never goes while a job is on it.
        let context = Unmanaged.passRetained(executor)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let status = pthread_create(&thread, &attributes, threadMain, context.toOpaque())
        guard status == 0 else {
            context.release()
            throw PostgresError(.connectionFailed, "no thread for the connection (error \(status))")
        }
        return executor
    }

    private init() {}

    func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        lock.lock()
        waiting.append(unowned)
        // Before the lock is given back: from then on the job may run, the last owner of the connection may go with it, and
        // this executor with its thread. The runtime does not hold it while it calls.
        if waiting.count == 1 { lock.signal() }
        lock.unlock()
    }

    func stop() {
        lock.lock()
        isStopped = true
        lock.unlock()
        lock.signal()
    }

    fileprivate func run() {
        var batch: [UnownedJob] = []
        while true {
            lock.lock()
            while waiting.isEmpty {
                if isStopped {
                    lock.unlock()
                    return
                }
                lock.wait()
            }
            // Two arrays take turns, so that neither is allocated again.
            swap(&batch, &waiting)
            lock.unlock()
            for job in batch { job.runSynchronously(on: asUnownedSerialExecutor()) }
            batch.removeAll(keepingCapacity: true)
        }
    }
}

#if canImport(Darwin)
    private let threadMain: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = {
        context in
        Unmanaged<ThreadExecutor>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }
#else
    private let threadMain: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
        context in
        if let context { Unmanaged<ThreadExecutor>.fromOpaque(context).takeRetainedValue().run() }
        return nil
    }
#endif
