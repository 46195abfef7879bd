import CLibPQ
import Logging

/// A transaction or a savepoint that is open.
struct TransactionScope {
    /// 1 is the transaction, more are savepoints.
    let depth: Int
    var savepoint: String { "berth_\(depth)" }
}

extension ConnectionCore {
    func beginScope(_ options: TransactionOptions) throws(PostgresError) -> TransactionScope {
        let setup = try options.setupText()
        if transactionDepth == 0 {
            guard transactionStatus == PQTRANS_IDLE || !isUsable else {
                throw PostgresError(.misuse, "a transaction is open that was not begun by this method")
            }
            transactionFailure = nil
            if activity == .idle, isUsable { try deallocateMany(try live()) }
            do throws(PostgresError) {
                try runSimple("begin" + options.modes + setup)
            } catch {
                if transactionStatus == PQTRANS_INERROR { rollBackAll() }
                throw error
            }
        } else {
            guard options.isolation == nil else {
                throw PostgresError(.misuse, "a transaction inside another cannot have its own isolation")
            }
            let readOnly = options.readOnly ? "; set transaction read only" : ""
            let savepoint = TransactionScope(depth: transactionDepth + 1).savepoint
            try runSimple("savepoint " + savepoint)
            if !readOnly.isEmpty || !setup.isEmpty {
                let scope = TransactionScope(depth: transactionDepth + 1)
                transactionDepth += 1
                do throws(PostgresError) {
                    try runSimple(String((readOnly + setup).dropFirst(2)))
                } catch {
                    undo(scope)
                    throw error
                }
                return scope
            }
        }
        transactionDepth += 1
        return TransactionScope(depth: transactionDepth)
    }

    func commit(_ scope: TransactionScope) throws(PostgresError) {
        guard scope.depth == transactionDepth else {
            undo(scope)
            throw PostgresError(.misuse, "a transaction ended while one inside it was still open")
        }
        if scope.depth > 1 { return try release(scope) }
        // Anything left open by the closure would be committed half done.
        if activity != .idle {
            undo(scope)
            throw PostgresError(.busy, "the transaction ended while the connection was \(activity.rawValue)")
        }
        let failure = transactionFailure
        transactionDepth = 0
        transactionFailure = nil
        // Outside a transaction the server answers a commit with COMMIT and a warning.
        if isUsable, transactionStatus != PQTRANS_INTRANS, transactionStatus != PQTRANS_INERROR {
            throw PostgresError(.misuse, "the transaction was ended by a statement inside it")
        }
        let committed: Bool
        do throws(PostgresError) {
            committed = try runSimpleResult("commit", shielded: true).tagHasPrefix("COMMIT")
        } catch {
            if error.kind == .connectionLost { throw error.with(.commitOutcomeUnknown) }
            throw error
        }
        // The commit of a failed transaction succeeds, with the tag ROLLBACK.
        guard committed else {
            throw PostgresError(
                .transactionRolledBack, "a statement had failed before, so the commit was a rollback",
                underlying: failure)
        }
    }

    private func release(_ scope: TransactionScope) throws(PostgresError) {
        if transactionStatus == PQTRANS_INERROR {
            let failure = transactionFailure
            undo(scope)
            throw PostgresError(
                .transactionRolledBack, "a statement had failed before, so the savepoint was rolled back",
                underlying: failure)
        }
        transactionDepth -= 1
        try runSimple("release savepoint " + scope.savepoint, shielded: true)
    }

    /// Rolls back without an error of its own: the one that led here is the one to report.
    func undo(_ scope: TransactionScope) {
        transactionDepth = scope.depth - 1
        guard isUsable else {
            transactionFailure = nil
            return
        }
        endOpenActivity()
        if scope.depth == 1 { return rollBackAll() }
        do throws(PostgresError) {
            try runSimple(
                "rollback to savepoint \(scope.savepoint); release savepoint \(scope.savepoint)",
                shielded: true)
            transactionFailure = nil
        } catch {
            logger.debug("a savepoint could not be rolled back", metadata: ["error": "\(error)"])
            if transactionStatus == PQTRANS_IDLE { transactionDepth = 0 }
        }
    }

    private func rollBackAll() {
        transactionDepth = 0
        transactionFailure = nil
        do throws(PostgresError) {
            try runSimple("rollback", shielded: true)
        } catch {
            // A connection that cannot roll back is in no known state.
            logger.debug("a rollback failed", metadata: ["error": "\(error)"])
            markLost()
        }
    }

    /// Ends whatever is open; answers whether the connection is idle and well afterwards.
    func settle() -> Bool {
        guard isUsable else { return false }
        endOpenActivity()
        transactionDepth = 0
        switch transactionStatus {
        case PQTRANS_IDLE: break
        case PQTRANS_INTRANS, PQTRANS_INERROR:
            rollBackAll()
        default: return false
        }
        if isUsable, let connection = try? live() { try? deallocateMany(connection) }
        return isUsable && transactionStatus == PQTRANS_IDLE
    }

    /// Ends a copy, a stream or a pipeline that was left open.
    func endOpenActivity() {
        switch activity {
        case .idle: break
        case .copyIn: abandonCopyIn("left open")
        case .copyOut: abandonCopyOut()
        // Streams and pipelines end in the method that began them; one that is still open cannot be trusted.
        case .streaming, .pipeline: markLost()
        }
    }
}
