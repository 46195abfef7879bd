extension PostgresPool {
    /// What became of a closure, and of the connection it ran on.
    private struct Outcome<Value: Sendable>: Sendable {
        /// Nil if the connection had been lost before the closure began.
        var result: Result<Value, any Error>?
        var isReusable: Bool
    }

    /// Runs a closure on a connection, which is at rest again afterwards.
    ///
    /// A transaction that the closure leaves open is rolled back. A connection that the server closed while nobody used it
    /// is replaced before the closure begins. When the task is cancelled, so is the query that runs.
    /// - Throws: what the closure throws; `.connectionFailed`, `.poolExhausted`, `.poolClosed`, `.cancelled`.
    @discardableResult
    public func withConnection<Value: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        var looks = lossesBorne
        while true {
            looks -= 1
            let isLastTry = looks < 0
            let lease = try await lease()
            let outcome: Outcome<Value>
            do {
                outcome = try await lease.connection.perform { db in
                    guard isLastTry || !db.wasLostWhileIdle else {
                        return Outcome(result: nil, isReusable: false)
                    }
                    let result = Result { try body(db) }
                    return Outcome(result: result, isReusable: db.settle())
                }
            } catch {
                release(lease, reusable: false)
                throw error
            }
            release(lease, reusable: outcome.isReusable)
            if let result = outcome.result { return try result.get() }
        }
    }

    /// Runs a closure that suspends on a connection, for example one that copies from a file.
    ///
    /// Prefer `withConnection`: this one holds the connection for as long as whatever the closure waits for.
    /// - Throws: what the closure throws, and what `withConnection` does.
    @discardableResult
    public func withSuspendingConnection<Value: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) async throws -> Value
    ) async throws -> Value {
        var looks = lossesBorne
        while true {
            looks -= 1
            let isLastTry = looks < 0
            let lease = try await lease()
            let outcome: Outcome<Value>
            do {
                outcome = try await lease.connection.performSuspending { db in
                    guard isLastTry || !db.wasLostWhileIdle else {
                        return Outcome(result: nil, isReusable: false)
                    }
                    let result: Result<Value, any Error>
                    do {
                        result = .success(try await body(db))
                    } catch {
                        result = .failure(error)
                    }
                    return Outcome(result: result, isReusable: db.settle())
                }
            } catch {
                release(lease, reusable: false)
                throw error
            }
            release(lease, reusable: outcome.isReusable)
            if let result = outcome.result { return try result.get() }
        }
    }

    /// Runs a closure in a transaction, and all of it again if the server asks for that.
    ///
    /// Only 40001 (serialization failure) and 40P01 (deadlock) are tried again, after a short random pause and on any
    /// connection; never a commit whose outcome is unknown. So the closure must have no effect outside the database.
    /// - Parameters:
    ///   - options: how the transaction is begun.
    ///   - retries: how often it is run again; the last error is thrown.
    /// - Throws: what the closure throws, and what `withConnection` and `PostgresConnection.transaction` do.
    @discardableResult
    public func transaction<Value: Sendable>(
        _ options: TransactionOptions = .default, retries: Int = 3,
        _ body: @Sendable (isolated PostgresConnection) throws -> Value
    ) async throws -> Value {
        var attempt = 0
        while true {
            do {
                return try await withConnection { db in try db.transaction(options, body) }
            } catch let error as PostgresError where error.isRetryable && attempt < retries {
                attempt += 1
                // Those who collided must not meet again: any moment up to 10, 20, 40 … milliseconds.
                let longest = 10_000 << min(attempt - 1, 7)
                try await Task.sleep(for: .microseconds(Int.random(in: 0...longest)))
            }
        }
    }
}
