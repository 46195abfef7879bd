import CLibPQ

extension ConnectionCore {
    /// Runs a query row by row: only one row is in memory at a time.
    ///
    /// When the body throws, the query is cancelled on the server and what is left of it is read and dropped.
    func stream(_ sql: SQL, _ body: (borrowing ResultTable) throws -> Void) throws {
        let connection = try ready()
        try fillArena(sql)
        let wasIdle = PQtransactionStatus(connection) == PQTRANS_IDLE
        var known: StatementCache.Statement?
        if cache != nil && ConnectionCore.isWorthPreparing(sql.text) {
            known = cache?.find(sql.text, oids: arena.oids, count: arena.count)
            let statement: StatementCache.Statement
            if let known {
                statement = known
            } else {
                statement = try prepare(connection, sql.text, shielded: false)
            }
            canceller.arm()
            if PQsendQueryPrepared(
                connection, statement.name, Int32(arena.count), arena.values, arena.lengths, arena.formats, 0)
                == 0
            {
                throw sendFailure(connection, statement: sql.text)
            }
        } else {
            try refuseNUL(sql.text)
            canceller.arm()
            if PQsendQueryParams(
                connection, sql.text, Int32(arena.count), arena.oids, arena.values, arena.lengths,
                arena.formats, 0)
                == 0
            {
                throw sendFailure(connection, statement: sql.text)
            }
        }
        PQsetSingleRowMode(connection)
        activity = .streaming
        do {
            try readStream(connection, sql, body)
        } catch let error as PostgresError {
            guard let known, forget(known, after: error), wasIdle, !isLost else { throw error }
            // The server refuses a stale statement before its first row, so nothing has been seen twice.
            try stream(sql, body)
        }
    }

    private func readStream(
        _ connection: OpaquePointer, _ sql: SQL, _ body: (borrowing ResultTable) throws -> Void
    ) throws {
        var bodyError: (any Error)?
        while bodyError == nil {
            awaitResult(connection, shielded: false)
            guard let raw = PQgetResult(connection) else { break }
            let status = PQresultStatus(raw)
            guard status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK
            else {
                let failure = error(of: raw, statement: sql.text)
                PQclear(raw)
                throw endStream(connection, failure)
            }
            let table = ResultTable(raw)
            do {
                if table.rowCount > 0 { try body(table) }
            } catch {
                bodyError = error
            }
        }
        if let bodyError {
            canceller.request()
            _ = endStream(connection, nil)
            throw bodyError
        }
        _ = endStream(connection, nil)
        if PQstatus(connection) != CONNECTION_OK {
            markLost()
            throw PostgresError(.connectionLost, "the connection was lost while rows were read")
        }
    }

    /// Reads to the end and gives an error its final kind.
    private func endStream(_ connection: OpaquePointer, _ failure: PostgresError?) -> PostgresError {
        while let rest = PQgetResult(connection) { PQclear(rest) }
        activity = .idle
        let wasCancelled = canceller.disarm()
        return settled(
            failure ?? PostgresError(.server, "the stream was ended"), wasCancelled: wasCancelled, connection)
    }
}
