import CLibPQ

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ConnectionCore {
    /// Sends a copy statement and waits until the server is ready for it.
    func beginCopy(_ sql: SQL, _ wanted: Activity) throws(PostgresError) {
        let connection = try ready()
        guard sql.bindingCount == 0 else {
            throw PostgresError(.misuse, "a copy takes no bound values: use \\(literal:) and \\(identifier:)")
        }
        try refuseNUL(sql.text)
        try arm()
        if PQsendQuery(connection, sql.text) == 0 { throw sendFailure(connection, statement: sql.text) }
        awaitResult(connection, shielded: false)
        let result = PQgetResult(connection)
        let status = result.map { PQresultStatus($0) } ?? PGRES_FATAL_ERROR
        if status == (wanted == .copyIn ? PGRES_COPY_IN : PGRES_COPY_OUT) {
            PQclear(result)
            activity = wanted
            return
        }
        guard let result else {
            _ = try collect(connection, statement: sql.text, shielded: true)
            return
        }
        var failure: PostgresError
        if status == PGRES_COPY_IN || status == PGRES_COPY_OUT {
            failure = PostgresError(.misuse, "the copy goes the other way")
        } else if status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE {
            failure = error(of: result, statement: sql.text)
        } else {
            failure = PostgresError(.misuse, "the statement is not a copy")
        }
        PQclear(result)
        failure = failure.with { $0.statement = sql.text }
        if leaveCopy(connection, status) { drain(connection) }
        throw settled(failure, wasCancelled: canceller.disarm(), connection)
    }

    /// Sends a piece of a copy, waiting while the server is behind.
    func putCopyData(_ bytes: UnsafeRawBufferPointer) throws(PostgresError) {
        let connection = try live()
        guard activity == .copyIn else { throw PostgresError(.misuse, "the copy has ended") }
        if Task.isCancelled {
            abandonCopyIn("the task was cancelled")
            throw PostgresError(.cancelled, "the task was cancelled")
        }
        // libpq does not look at what the server says during a copy. Unless the server has spoken an error, it is
        // silent (notices are taken out), so anything to read means that going on is pointless.
        if hasErrorWaiting(connection) {
            try endCopyIn(connection, abandoning: "the server has refused the copy")
            return
        }
        guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self), !bytes.isEmpty else {
            return
        }
        if PQputCopyData(connection, base, Int32(bytes.count)) != 1 {
            try endCopyIn(connection, abandoning: "the data could not be sent")
        }
    }

    private func hasErrorWaiting(_ connection: OpaquePointer) -> Bool {
        guard canPoll else { return false }
        let noticesBefore = noticeCount
        var entry = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 0) > 0 else { return false }
        guard PQconsumeInput(connection) == 1 else { return true }
        _ = PQisBusy(connection)
        return noticeCount == noticesBefore
    }

    /// Ends a copy well and answers the number of rows.
    func finishCopyIn() throws(PostgresError) -> Int {
        let connection = try live()
        guard activity == .copyIn else { throw PostgresError(.misuse, "the copy has ended") }
        activity = .idle
        PQputCopyEnd(connection, nil)
        return try collect(connection, statement: nil, shielded: false).affectedRows
    }

    /// Ends a copy badly: no row of it stays.
    func abandonCopyIn(_ reason: String) {
        guard activity == .copyIn, let connection = try? live() else { return }
        do throws(PostgresError) {
            try endCopyIn(connection, abandoning: reason)
        } catch {
            // That the server refuses the rows is what was asked for.
            return
        }
    }

    private func endCopyIn(_ connection: OpaquePointer, abandoning reason: String) throws(PostgresError) {
        activity = .idle
        PQputCopyEnd(connection, reason)
        _ = try collect(connection, statement: nil, shielded: true)
    }

    /// Reads the next row of a copy and lends it to the body; false at the end.
    func nextCopyData<Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(PostgresError) -> (more: Bool, failure: Failure?) {
        let connection = try live()
        guard activity == .copyOut else { throw PostgresError(.misuse, "the copy has ended") }
        var chunk: UnsafeMutablePointer<CChar>?
        var count = PQgetCopyData(connection, &chunk, canPoll ? 1 : 0)
        while count == 0 {
            var entry = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
            if poll(&entry, 1, 250) == 0 && Task.isCancelled { canceller.request() }
            let isAlive = PQconsumeInput(connection) == 1
            count = PQgetCopyData(connection, &chunk, 1)
            // A connection that died without a word shows only here; the outcome is read by who ends the copy.
            if count == 0 && !isAlive { break }
        }
        guard count > 0, let chunk else { return (false, nil) }
        defer { PQfreemem(chunk) }
        do throws(Failure) {
            try body(UnsafeRawBufferPointer(start: chunk, count: Int(count)))
        } catch {
            return (true, error)
        }
        return (true, nil)
    }

    /// Reads the outcome of a copy whose data have all been read, and answers the number of rows.
    func finishCopyOut() throws(PostgresError) -> Int {
        let connection = try live()
        activity = .idle
        copyOutToken = nil
        return try collect(connection, statement: nil, shielded: false).affectedRows
    }

    /// Ends a copy that nobody reads any more.
    func abandonCopyOut() {
        copyOutToken = nil
        guard activity == .copyOut, let connection = try? live() else { return }
        canceller.request()
        discardCopyData(connection)
        activity = .idle
        do throws(PostgresError) {
            _ = try collect(connection, statement: nil, shielded: true)
        } catch {
            // The cancellation that was just asked for.
            return
        }
    }
}
