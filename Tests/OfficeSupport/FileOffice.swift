import Postgres
public import TestSupport

/// An office that takes files, over a database of its own.
public protocol FileOffice: Sendable {
    /// The database.
    var database: TestDatabase { get }

    /// Imports a file of a kind as somebody who may.
    func take(_ kind: String, _ text: String) async throws
}

extension FileOffice {
    /// A digest of the rows of every table, to tell that nothing was stored.
    public func digest() async throws -> [String: String] {
        try await database.pool().withConnection { db in
            let tables = try db.query(
                "select tablename::text from pg_tables where schemaname = 'berth' order by tablename",
                as: String.self)
            var digests: [String: String] = [:]
            for table in tables {
                digests[table] = try db.one(
                    """
                    select md5(coalesce(string_agg(kept::text, ' ' order by kept::text), ''))
                    from \(unsafeRaw: "berth.\"\(table)\"") as kept
                    """, as: String.self)
            }
            return digests
        }
    }
}

extension Office: FileOffice {
    /// Imports it as the coordinator of Plymouth.
    public func take(_ kind: String, _ text: String) async throws { try await load(kind, text) }
}
