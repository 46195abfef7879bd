import CLibPQ

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ConnectionCore {
    /// Milliseconds between two looks at whether the task was cancelled, for callers without a cancel handler.
    private static let slice: Int32 = 250

    /// Blocks until `PQgetResult` will not, and passes a cancellation of the task on to the server.
    func awaitResult(_ connection: OpaquePointer, shielded: Bool) {
        guard canPoll else { return }
        while PQisBusy(connection) != 0 {
            var entry = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
            let ready = poll(&entry, 1, ConnectionCore.slice)
            if ready > 0 {
                // A failure here is reported by the PQgetResult that follows.
                if PQconsumeInput(connection) == 0 { return }
            } else if ready == 0 {
                if !shielded && Task.isCancelled { canceller.request() }
            } else if errno != EINTR {
                return
            }
        }
    }

    /// Reads all results of what was sent; answers the last, or throws the first error.
    ///
    /// Always reads to the end, so that the connection can be used again.
    func collect(
        _ connection: OpaquePointer, statement: String?, shielded: Bool
    ) throws(PostgresError) -> ResultTable {
        var kept: OpaquePointer?
        var failure: PostgresError?
        var isStuck = false
        while !isStuck {
            awaitResult(connection, shielded: shielded)
            guard let result = PQgetResult(connection) else { break }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
                if let kept { PQclear(kept) }
                kept = result
            case let status:
                if failure == nil {
                    failure = unexpectedCopy(status) ?? error(of: result, statement: statement)
                }
                PQclear(result)
                isStuck = !leaveCopy(connection, status)
            }
        }
        let wasCancelled = canceller.disarm()
        if let failure {
            if let kept { PQclear(kept) }
            throw settled(failure, wasCancelled: wasCancelled, connection)
        }
        guard let kept else {
            let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
            throw settled(PostgresError(.server, message), wasCancelled: wasCancelled, connection)
        }
        return ResultTable(kept)
    }

    /// The error for a copy where rows were expected; nil when the result is none.
    func unexpectedCopy(_ status: ExecStatusType) -> PostgresError? {
        switch status {
        case PGRES_COPY_IN: PostgresError(.misuse, "use copyIn for a copy from standard input")
        case PGRES_COPY_OUT, PGRES_COPY_BOTH:
            PostgresError(.misuse, "use copyOut for a copy to standard output")
        default: nil
        }
    }

    /// Reads and drops what is left of what was sent, so that the connection can be used again.
    func drain(_ connection: OpaquePointer) {
        while let result = PQgetResult(connection) {
            let status = PQresultStatus(result)
            PQclear(result)
            guard leaveCopy(connection, status) else { return }
        }
    }

    /// Ends a copy that nobody wants; libpq would answer the same result for ever.
    ///
    /// - Returns: false when there is no way out of it, and the connection is given up.
    @discardableResult
    func leaveCopy(_ connection: OpaquePointer, _ status: ExecStatusType) -> Bool {
        switch status {
        case PGRES_COPY_IN:
            if PQputCopyEnd(connection, "not expected here") == 1 { return true }
            markLost()
            return false
        case PGRES_COPY_OUT:
            discardCopyData(connection)
            return true
        case PGRES_COPY_BOTH:
            // Only replication has it, which this client does not speak.
            markLost()
            return false
        default: return true
        }
    }

    func discardCopyData(_ connection: OpaquePointer) {
        var chunk: UnsafeMutablePointer<CChar>?
        while PQgetCopyData(connection, &chunk, 0) > 0 {
            PQfreemem(chunk)
            chunk = nil
        }
    }

    /// The error that a result carries; a fatal one means that the session is gone.
    func error(of result: OpaquePointer, statement: String?) -> PostgresError {
        let severity = ResultFields.string(result, .severity)
        if severity == "FATAL" || severity == "PANIC" { markLost() }
        return ResultFields.error(result).with { $0.statement = statement }
    }

    /// Gives an error its final kind, now that all results have been read, and remembers what it means.
    func settled(
        _ error: PostgresError, wasCancelled: Bool, _ connection: OpaquePointer
    ) -> PostgresError {
        if PQstatus(connection) != CONNECTION_OK { markLost() }
        var final = error
        if isLost {
            final = error.with(.connectionLost)
        } else if error.sqlState == .queryCancelled {
            final = error.with(wasCancelled ? .cancelled : .timedOut)
        }
        if transactionDepth > 0, transactionFailure == nil, PQtransactionStatus(connection) == PQTRANS_INERROR
        {
            transactionFailure = final
        }
        return final
    }

    /// The error for a call of libpq that could not even begin; reads whatever is left.
    func sendFailure(_ connection: OpaquePointer, statement: String?) -> PostgresError {
        var fields = PostgresError.Fields(
            message: PQerrorMessage(connection).map { String(cString: $0) } ?? "")
        fields.statement = statement
        drain(connection)
        let wasCancelled = canceller.disarm()
        return settled(PostgresError(.misuse, fields: fields), wasCancelled: wasCancelled, connection)
    }
}
