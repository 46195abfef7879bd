import Foundation
import Postgres
import TestSupport

/// The rows of a database as text, to compare two databases with.
enum DatabaseDump {
    /// Every row of the tables of the schema, in the order of the text; keys and hashes, which differ from one load to
    /// the next, are replaced.
    /// - Parameters:
    ///   - tables: only these; all when empty.
    ///   - columns: columns to leave out, such as the instants of a run on the real clock.
    static func rows(
        of database: TestDatabase, tables: Set<String> = [], without columns: [String] = []
    ) async throws -> [String] {
        try await database.pool(as: .superuser).withConnection { db in
            let names = try db.query(
                """
                select table_name::text
                from information_schema.tables
                where table_schema = 'berth' and table_type = 'BASE TABLE'
                order by table_name
                """, as: String.self)
            var rows: [String] = []
            for name in names where tables.isEmpty || tables.contains(name) {
                rows += try db.query(
                    """
                    select \(name) || ' ' || regexp_replace(
                        (to_jsonb(kept) - \(columns)::text[])::text,
                        '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\\\\\\\\x[0-9a-f]+|[0-9a-f]{64}',
                        '*', 'g') as line
                    from berth.\(identifier: name) as kept
                    order by line
                    """, as: String.self)
            }
            return rows
        }
    }

    /// What only one of two dumps has, at most ten rows: a message that can be read.
    static func difference(_ one: [String], _ other: [String]) -> [String] {
        let changes = other.difference(from: one).prefix(10)
        return changes.map { change in
            switch change {
            case .insert(_, let row, _): "+ " + row
            case .remove(_, let row, _): "- " + row
            }
        }
    }
}
