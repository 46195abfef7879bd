import Postgres

extension Work {
    /// Writes an event of the partnership.
    ///
    /// Two at once meet at the same number of the partnership's events: the later one waits and takes the next. Where it
    /// sees one moment only, it will never see what it waited for, so its whole transaction is run again in a new one.
    ///
    /// - Throws: a serialization failure, which runs the transaction again.
    func auditPartnershipInTurn(
        _ kind: String, after: some Encodable & Sendable, on db: isolated PostgresConnection
    ) throws {
        let attempts = 10
        for attempt in 1...attempts {
            do {
                return try db.transaction { db in
                    try audit(kind, of: "partnership", partnership.id, after: after, on: db)
                }
            } catch let error as PostgresError
                where error.constraintName == "audit_event_pkey" && attempt < attempts
            {
                let isolation = try db.one(
                    "select current_setting('transaction_isolation')", as: String.self)
                if isolation != "read committed" {
                    var fields = error.fields
                    fields.sqlState = .serializationFailure
                    throw PostgresError(.server, fields: fields)
                }
            }
        }
    }
}
