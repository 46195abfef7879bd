#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// An exclusive lock on a file, held by one process at a time and freed by the system when that process ends.
enum FileLock {
    /// Waits for the lock, blocking the calling thread for at most `seconds`, and holds it while `body` runs.
    static func holding<R>(
        _ path: String, seconds: Double, _ body: () throws(ServerError) -> R
    ) throws(ServerError) -> R {
        // Not inherited: a server we start must not hold the lock for as long as it lives.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw ServerError(.file, "The lock \(path) cannot be opened: \(SystemCall.message()).")
        }
        let limit = SystemCall.monotonicSeconds() + seconds
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            guard reason == EWOULDBLOCK || reason == EINTR else {
                close(descriptor)
                throw ServerError(.file, "The lock \(path) cannot be taken: \(SystemCall.message(reason)).")
            }
            guard SystemCall.monotonicSeconds() < limit else {
                close(descriptor)
                throw ServerError(
                    .timeout,
                    "Another process has been starting or stopping the server for over \(Int(seconds)) seconds; "
                        + "end it, or try again.")
            }
            SystemCall.pause(milliseconds: 20)
        }
        defer { close(descriptor) }
        return try body()
    }
}
