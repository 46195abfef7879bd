import Dispatch

/// Runs what keeps a processor or a disk busy for long on a thread of its own, so that the cooperative pool is never
/// held up.
enum BlockingWork {
    private static let queue = DispatchQueue(label: "berth.command.blocking", attributes: .concurrent)

    /// Runs `body` on a thread that may block and answers what it returns.
    static func run<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
