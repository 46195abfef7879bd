import Dispatch

/// Runs blocking work on threads of its own, so that the cooperative pool is never held up.
enum BlockingQueue {
    private static let queue = DispatchQueue(label: "berth.server.blocking", attributes: .concurrent)

    /// Runs `body` on a thread that may block and gives back what it returns or throws.
    static func run<R: Sendable>(
        _ body: @escaping @Sendable () throws(ServerError) -> R
    ) async throws(ServerError) -> R {
        let result: Result<R, ServerError> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(ServerError) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
