extension PostgresConnection {
    /// Runs a closure in a transaction: commits when it returns, rolls back when it throws.
    ///
    /// Inside another transaction it is a savepoint: when the closure throws, only its own changes are undone.
    ///
    /// - Warning: catch an error of the server inside the closure and the transaction is still spoilt: nothing will be
    ///   committed, and this says so by throwing `.transactionRolledBack`. To go on after an error, nest.
    /// - Throws: what the closure throws; `.transactionRolledBack`; `.commitOutcomeUnknown` when the connection is
    ///   lost during the commit.
    public func transaction<Result>(
        _ options: TransactionOptions = .default, _ body: (isolated PostgresConnection) throws -> Result
    ) throws -> Result {
        let core = try requireCore()
        let scope = try core.beginScope(options)
        let result: Result
        do {
            result = try body(self)
        } catch {
            core.undo(scope)
            throw error
        }
        try core.commit(scope)
        return result
    }

    /// Runs a closure that suspends in a transaction; otherwise as the transaction that does not.
    ///
    /// The actor is free whenever the closure suspends, so nobody else may have the connection meanwhile.
    public func suspendingTransaction<Result>(
        _ options: TransactionOptions = .default, _ body: (isolated PostgresConnection) async throws -> Result
    ) async throws -> Result {
        let core = try requireCore()
        let scope = try core.beginScope(options)
        let result: Result
        do {
            result = try await body(self)
        } catch {
            core.undo(scope)
            throw error
        }
        try core.commit(scope)
        return result
    }
}
