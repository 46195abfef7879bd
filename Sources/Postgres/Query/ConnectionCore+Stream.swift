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
            try arm()
            if PQsendQueryPrepared(
                connection, statement.name, Int32(arena.count), arena.values, arena.lengths, arena.formats, 0)
                == 0
            {
                throw sendFailure(connection, statement: sql.text)
            }
        } else {
            try refuseNUL(sql.text)
            try arm()
            if PQsendQueryParams(
                connection, sql.text, Int32(arena.count), arena.oids, arena.values, arena.lengths,
                arena.formats, 0)
                == 0
            {
                throw sendFailure(connection, statement: sql.text)
            }
        }
        PQsetSingleRowMode(connection)
        hasStreamed = true
        activity = .streaming
        var hasDelivered = false
        do throws(StreamFailure) {
            try readStream(connection, sql) { table in
                hasDelivered = true
                try body(table)
            }
        } catch {
            switch error {
            case .body(let error): throw error
            case .server(let error):
                // Whoever has seen a row must not see it again.
                guard let known, forget(known, after: error), wasIdle, !isLost, !hasDelivered else {
                    throw error
                }
                try stream(sql, body)
            }
        }
    }

    /// Whose error ended a stream: only the server's says something of the statement.
    private enum StreamFailure: Error {
        case server(PostgresError)
        case body(any Error)
    }

    private func readStream(
        _ connection: OpaquePointer, _ sql: SQL, _ body: (borrowing ResultTable) throws -> Void
    ) throws(StreamFailure) {
        var bodyError: (any Error)?
        while bodyError == nil {
            awaitResult(connection, shielded: false)
            guard let raw = PQgetResult(connection) else { break }
            let status = PQresultStatus(raw)
            guard status == PGRES_SINGLE_TUPLE || status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK
            else {
                let failure = unexpectedCopy(status) ?? error(of: raw, statement: sql.text)
                PQclear(raw)
                guard leaveCopy(connection, status) else { throw .server(failure) }
                throw .server(endStream(connection, failure))
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
            throw .body(bodyError)
        }
        _ = endStream(connection, nil)
        if PQstatus(connection) != CONNECTION_OK {
            markLost()
            throw .server(PostgresError(.connectionLost, "the connection was lost while rows were read"))
        }
    }

    /// Reads to the end and gives an error its final kind.
    private func endStream(_ connection: OpaquePointer, _ failure: PostgresError?) -> PostgresError {
        drain(connection)
        activity = .idle
        let wasCancelled = canceller.disarm()
        return settled(
            failure ?? PostgresError(.server, "the stream was ended"), wasCancelled: wasCancelled, connection)
    }
}
