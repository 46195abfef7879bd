import CLibPQ

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ConnectionCore {
    func enterPipeline() throws(PostgresError) {
        let connection = try ready()
        try deallocateMany(connection)
        // The first query of a pipeline would answer row by row after a stream (seen with libpq 15): an empty query ends it.
        if hasStreamed {
            hasStreamed = false
            try runSimple("")
        }
        guard PQenterPipelineMode(connection) == 1 else { throw sendFailure(connection, statement: nil) }
        // Non-blocking, so that a server that waits for its results to be read cannot wait for us for ever.
        PQsetnonblocking(connection, 1)
        activity = .pipeline
        canceller.arm()
    }

    func leavePipeline() {
        guard let connection = try? live() else { return }
        PQsetnonblocking(connection, 0)
        if PQexitPipelineMode(connection) == 1 { activity = .idle } else { markLost() }
        _ = canceller.disarm()
    }

    /// Queues one query, and before it the statement that it needs if the server has not got it.
    func sendInPipeline(
        _ sql: SQL, unconfirmed: [StatementCache.Statement]
    ) throws(PostgresError) -> (prepared: StatementCache.Statement?, used: StatementCache.Statement?) {
        let connection = try live()
        if Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled") }
        try fillArena(sql)
        guard cache != nil, ConnectionCore.isWorthPreparing(sql.text) else {
            try refuseNUL(sql.text)
            let sent = PQsendQueryParams(
                connection, sql.text, Int32(arena.count), arena.oids, arena.values, arena.lengths,
                arena.formats, 0)
            if sent == 0 { throw pipelineFailure(connection, sql.text) }
            return (nil, nil)
        }
        var prepared: StatementCache.Statement?
        let statement: StatementCache.Statement
        if let known = cache?.find(sql.text, oids: arena.oids, count: arena.count) {
            statement = known
        } else if let queued = unconfirmed.first(where: {
            $0.matches(arena.oids, count: arena.count) && sameBytes($0.text, sql.text)
        }) {
            statement = queued
        } else {
            try refuseNUL(sql.text)
            let oids = (0..<arena.count).map { arena.oids[$0] }
            statement = StatementCache.Statement(name: cache?.nextName() ?? "", text: sql.text, oids: oids)
            if PQsendPrepare(connection, statement.name, sql.text, Int32(arena.count), arena.oids) == 0 {
                throw pipelineFailure(connection, sql.text)
            }
            prepared = statement
        }
        let sent = PQsendQueryPrepared(
            connection, statement.name, Int32(arena.count), arena.values, arena.lengths, arena.formats, 0)
        if sent == 0 { throw pipelineFailure(connection, sql.text) }
        return (prepared, statement)
    }

    private func pipelineFailure(_ connection: OpaquePointer, _ text: String) -> PostgresError {
        // Whatever could not even be queued leaves the order of requests and results in doubt.
        let message = PQerrorMessage(connection).map { String(cString: $0) } ?? ""
        markLost()
        var fields = PostgresError.Fields(message: message)
        fields.statement = text
        return PostgresError(.connectionLost, fields: fields)
    }

    /// Sends the sync and reads every result up to it; answers the first failure.
    ///
    /// - Throws: `.connectionLost` only; every entry has then been failed.
    func syncPipeline(_ entries: [PipelineEntry]) throws(PostgresError) -> PostgresError? {
        let connection: OpaquePointer
        do throws(PostgresError) {
            connection = try live()
        } catch {
            for entry in entries { entry.sink?.fail(error) }
            throw error
        }
        let wasInTransaction = transactionDepth > 0
        PQpipelineSync(connection)
        var refusal: PostgresError?
        for entry in entries {
            let failure = readEntry(connection, entry, after: refusal)
            if refusal == nil { refusal = failure }
        }
        var isCommitUnknown = false
        // Outside a transaction the sync is the commit, so what it refuses holds for every entry.
        if !isLost, let refused = readSync(connection) {
            isCommitUnknown = isLost && !wasInTransaction
            refusal = refusal ?? refused
            for entry in entries where entry.sink?.failure == nil { entry.sink?.fail(refused) }
        }
        let wasCancelled = canceller.disarm()
        guard let refusal else {
            canceller.arm()
            // A result that could not be read is no business of the server's.
            return entries.lazy.compactMap { $0.sink?.failure }.first
        }
        var final = settled(refusal, wasCancelled: wasCancelled, connection)
        if isCommitUnknown { final = final.with(.commitOutcomeUnknown) }
        for entry in entries {
            if let known = entry.sink?.failure {
                if known.kind == .pipelineAborted {
                    entry.sink?.fail(known.with { $0.underlying = final })
                } else if known.kind == .server || known.kind == .connectionLost {
                    entry.sink?.fail(final)
                    if let used = entry.uses { _ = forget(used, after: final) }
                }
            }
        }
        if isLost { throw final }
        canceller.arm()
        return final
    }

    /// Reads the results of one request; answers what the server refused of it.
    ///
    /// A result that cannot be read is known to the sink alone: it must not pass for what the server said.
    private func readEntry(
        _ connection: OpaquePointer, _ entry: PipelineEntry, after first: PostgresError?
    ) -> PostgresError? {
        var failure: PostgresError?
        var seen = false
        while true {
            awaitPipeline(connection)
            guard let raw = PQgetResult(connection) else { break }
            seen = true
            switch PQresultStatus(raw) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                let table = ResultTable(raw)
                entry.succeeded = true
                entry.sink?.take(table)
            case PGRES_PIPELINE_ABORTED:
                PQclear(raw)
                entry.sink?.fail(
                    PostgresError(.pipelineAborted, "a query before it failed", underlying: first))
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                // libpq cannot copy in a pipeline, and cannot get out of it either.
                PQclear(raw)
                markLost()
                failure = PostgresError(.misuse, "a copy cannot be part of a pipeline")
            default:
                let refused = error(of: raw, statement: entry.statement)
                PQclear(raw)
                failure = failure ?? refused
                entry.sink?.fail(refused)
            }
            if isLost { break }
        }
        if !seen || isLost || PQstatus(connection) != CONNECTION_OK {
            markLost()
            failure = failure ?? PostgresError(.connectionLost, "the connection was lost in a pipeline")
            if let failure { entry.sink?.fail(failure) }
        }
        return failure
    }

    /// Reads up to the sync; answers what the server refused there, such as the commit.
    private func readSync(_ connection: OpaquePointer) -> PostgresError? {
        var failure: PostgresError?
        var ends = 0
        while true {
            awaitPipeline(connection)
            guard let raw = PQgetResult(connection) else {
                // An error is followed by an end of its own before the sync.
                ends += 1
                if ends < 2, PQstatus(connection) == CONNECTION_OK { continue }
                markLost()
                return failure
                    ?? PostgresError(.connectionLost, "the connection was lost at the end of a pipeline")
            }
            let status = PQresultStatus(raw)
            if status == PGRES_PIPELINE_SYNC {
                PQclear(raw)
                return failure
            }
            if failure == nil { failure = error(of: raw, statement: nil) }
            PQclear(raw)
        }
    }

    /// Waits until a result is there, sending what is left to send meanwhile.
    private func awaitPipeline(_ connection: OpaquePointer) {
        while true {
            let unsent = PQflush(connection)
            if unsent < 0 || PQisBusy(connection) == 0 { return }
            let events = unsent == 1 ? POLLIN | POLLOUT : POLLIN
            var entry = pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0)
            // Below TLS there may be bytes already that the socket no longer shows, so look often.
            let ready = poll(&entry, 1, canPoll ? 250 : 5)
            if ready == 0 && Task.isCancelled { canceller.request() }
            if (ready > 0 && entry.revents & ~Int16(POLLOUT) != 0) || !canPoll {
                if PQconsumeInput(connection) == 0 { return }
            }
        }
    }
}
