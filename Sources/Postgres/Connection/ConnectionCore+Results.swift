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
        while true {
            awaitResult(connection, shielded: shielded)
            guard let result = PQgetResult(connection) else { break }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
                if let kept { PQclear(kept) }
                kept = result
            case PGRES_COPY_IN:
                PQclear(result)
                failure = failure ?? PostgresError(.misuse, "use copyIn for a copy from standard input")
                PQputCopyEnd(connection, "not expected here")
            case PGRES_COPY_OUT, PGRES_COPY_BOTH:
                PQclear(result)
                failure = failure ?? PostgresError(.misuse, "use copyOut for a copy to standard output")
                skipCopyData(connection)
            default:
                if failure == nil { failure = error(of: result, statement: statement) }
                PQclear(result)
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

    private func skipCopyData(_ connection: OpaquePointer) {
        var chunk: UnsafeMutablePointer<CChar>?
        while PQgetCopyData(connection, &chunk, 0) > 0 { PQfreemem(chunk) }
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
        while let result = PQgetResult(connection) { PQclear(result) }
        let wasCancelled = canceller.disarm()
        return settled(PostgresError(.misuse, fields: fields), wasCancelled: wasCancelled, connection)
    }
}
