import Domain
import Foundation
import OfficeSupport
import Postgres
@testable import Services
import TestSupport
import Testing

/// What the server really did, by its own counters.
@Suite("Reports on the workforce at volume")
struct WorkforcePlanTests {
    private static let large = ["assignment", "post", "post_version"]

    @Test(
        "a report of one partnership reads no table from end to end, and assignments of that partnership only"
    )
    func scans() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let admin = try await office.workspace.signIn("ada", partnership: nil)
            let made = try await office.workspace.seedVolumeWorkforce(
                assignments: 60_000, partnerships: 30, as: admin)
            #expect(made == 60_000)
            try await office.asSuperuser { db in try db.script("analyze") }
            let pool = PostgresPool(
                configuration: PoolConfiguration(
                    office.database.configuration(as: .application), limits: PoolLimits(connections: 1)),
                logger: TestServer.silent)
            let workspace = Office.workspace(over: pool, clock: office.clock)
            let ada = try await workspace.signIn("ada", partnership: "volume_007")
            try await look(ReportWorkforce(), office, workspace, ada)
            try await look(ReportTurnover(months: 144), office, workspace, ada)
            try await look(ReportRetention(by: .intake), office, workspace, ada)
            try await look(ReportLeavers(), office, workspace, ada)
            await pool.shutdown()
        }
    }

    private func look<V: Verb>(
        _ verb: V, _ office: Office, _ workspace: Workspace, _ person: Operator
    ) async throws {
        // Twice: the first fills the caches of statements and of reference data.
        _ = try await workspace.perform(verb, as: person)
        let before = try await counters(office, workspace)
        _ = try await workspace.perform(verb, as: person)
        let after = try await counters(office, workspace)
        for table in Self.large {
            let scans = (after[table]?.scans ?? 0) - (before[table]?.scans ?? 0)
            #expect(scans == 0, "\(V.self) reads all of \(table)")
        }
        let fetched = (after["assignment"]?.fetched ?? 0) - (before["assignment"]?.fetched ?? 0)
        #expect(
            fetched >= 1_000 && fetched <= 2_000, "\(V.self) fetched \(fetched) of the partnership's 2000")
    }

    private func counters(
        _ office: Office, _ workspace: Workspace
    ) async throws -> [String: (scans: Int, fetched: Int)] {
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

    @Test("the seed makes the establishments that it says, and not twice")
    func seed() async throws {
        try await withOffice { office in
            let admin = try await office.workspace.signIn("ada", partnership: nil)
            _ = try await office.workspace.seedVolumeWorkforce(assignments: 1_000, partnerships: 2, as: admin)
            let ada = try await office.workspace.signIn("ada", partnership: "volume_002")
            let report = try await office.workspace.perform(
                ReportWorkforce(asOf: try day("2022-09-30")), as: ada)
            #expect(report.posts.established == 100)
            #expect(report.posts.vacant > 5 && report.posts.vacant < 60)
            let rate = try #require(report.series.last?.turnoverRate)
            #expect(rate > 0.02 && rate < 0.9, "\(rate)")
            await expectRefusal(.conflict, "already there") {
                _ = try await office.workspace.seedVolumeWorkforce(
                    assignments: 1_000, partnerships: 2, as: admin)
            }
            await expectRefusal(.usage, "is not a size") {
                _ = try await office.workspace.seedVolumeWorkforce(assignments: 4, partnerships: 1, as: admin)
            }
        }
    }
}
