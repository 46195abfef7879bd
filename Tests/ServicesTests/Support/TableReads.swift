import Domain
import Foundation
import OfficeSupport
import Postgres
import TestSupport
import Testing

@testable import Services

/// What the server really reads for a question, by its own counters.
struct TableReads {
    /// The tables that no question may read from end to end.
    let large: [String]
    /// The table of whose rows those that are fetched are counted.
    let counted: String
    private let office: Office
    private let workspace: Workspace
    private let person: Operator

    /// Works in one partnership of made data, over a single connection.
    static func of(
        _ large: [String], counting counted: String, in partnership: String, _ office: Office,
        _ body: (TableReads) async throws -> Void
    ) async throws {
        try await office.asSuperuser { db in try db.script("analyze") }
        let pool = PostgresPool(
            configuration: PoolConfiguration(
                office.database.configuration(as: .application), limits: PoolLimits(connections: 1)),
            logger: TestServer.silent)
        let workspace = Office.workspace(over: pool, clock: office.clock)
        try await body(
            TableReads(
                large: large, counted: counted, office: office, workspace: workspace,
                person: try await workspace.signIn("ada", partnership: partnership)))
        await pool.shutdown()
    }

    /// Expects a question to read no large table from end to end, and so many rows of the counted one.
    func expect<V: Verb>(_ verb: V, fetches rows: ClosedRange<Int>) async throws {
        // Twice: the first fills the caches of statements and of reference data.
        _ = try await workspace.perform(verb, as: person)
        let before = try await counters()
        _ = try await workspace.perform(verb, as: person)
        let after = try await counters()
        for table in large {
            let scans = (after[table]?.scans ?? 0) - (before[table]?.scans ?? 0)
            #expect(scans == 0, "\(V.self) reads all of \(table)")
        }
        let fetched = (after[counted]?.fetched ?? 0) - (before[counted]?.fetched ?? 0)
        #expect(rows.contains(fetched), "\(V.self) fetched \(fetched) rows of \(counted)")
    }

    private func counters() async throws -> [String: (scans: Int, fetched: Int)] {
        _ = try await workspace.pool.withConnection { db in
            try db.query("select pg_stat_force_next_flush()::text", as: String?.self)
        }
        let rows = try await office.asSuperuser { db in
            try db.query(
                """
                select relname::text, seq_scan, coalesce(idx_tup_fetch, 0)
                from pg_stat_user_tables where schemaname = 'berth'
                """, as: (String, Int, Int).self)
        }
        return Dictionary(
            rows.map { ($0.0, (scans: $0.1, fetched: $0.2)) }, uniquingKeysWith: { first, _ in first })
    }
}
