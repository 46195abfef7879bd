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

    /// What was read of a table.
    struct Reads {
        /// How often it was read from end to end.
        var scans = 0
        /// How often an index of it was asked.
        var indexScans = 0
        /// How many rows were fetched by an index.
        var fetched = 0
    }

    /// Works in one partnership of made data, over a single connection.
    static func of(
        _ large: [String], counting counted: String, in partnership: String, as login: String = "ada",
        _ office: Office, _ body: (TableReads) async throws -> Void
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
                person: try await workspace.signIn(login, partnership: partnership)))
        await pool.shutdown()
    }

    /// Expects a question to read no large table from end to end, and so many rows of the counted one.
    func expect<V: Verb>(_ verb: V, fetches rows: ClosedRange<Int>) async throws {
        let fetched = try await expect(verb)[counted]?.fetched ?? 0
        #expect(rows.contains(fetched), "\(V.self) fetched \(fetched) rows of \(counted)")
    }

    /// Expects a question to read no large table from end to end; answers what it read of each.
    @discardableResult
    func expect<V: Verb>(_ verb: V) async throws -> [String: Reads] {
        // Twice: the first fills the caches of statements and of reference data.
        _ = try await workspace.perform(verb, as: person)
        let before = try await counters()
        _ = try await workspace.perform(verb, as: person)
        let read = try await counters().merging(before) { after, before in
            Reads(
                scans: after.scans - before.scans, indexScans: after.indexScans - before.indexScans,
                fetched: after.fetched - before.fetched)
        }
        for table in large { #expect(read[table]?.scans == 0, "\(V.self) reads all of \(table)") }
        return read
    }

    private func counters() async throws -> [String: Reads] {
        _ = try await workspace.pool.withConnection { db in
            try db.query("select pg_stat_force_next_flush()::text", as: String?.self)
        }
        let rows = try await office.asSuperuser { db in
            try db.query(
                """
                select relname::text, seq_scan, coalesce(idx_scan, 0), coalesce(idx_tup_fetch, 0)
                from pg_stat_user_tables where schemaname = 'berth'
                """, as: (String, Int, Int, Int).self)
        }
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0.0, Reads(scans: $0.1, indexScans: $0.2, fetched: $0.3)) })
    }
}
