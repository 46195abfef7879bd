import Domain
import Foundation
import OfficeSupport
import Postgres
import TestSupport
import Testing

@testable import Services

/// What the server really did, by its own counters.
@Suite("Reports on apprenticeships at volume")
struct ApprenticePlanTests {
    private static let large = [
        "apprenticeship", "apprenticeship_version", "apprenticeship_event", "training_approval",
        "levy_movement",
    ]

    @Test("a report of one partnership reads no table from end to end, and only what is that partnership's")
    func scans() async throws {
        try await withOffice { office in
            let admin = try await office.workspace.signIn("ada", partnership: nil)
            let made = try await office.workspace.seedVolumeApprentices(6_000, partnerships: 30, as: admin)
            #expect(made == 6_000)
            try await office.asSuperuser { db in try db.script("analyze") }
            let pool = PostgresPool(
                configuration: PoolConfiguration(
                    office.database.configuration(as: .application), limits: PoolLimits(connections: 1)),
                logger: TestServer.silent)
            let workspace = Office.workspace(over: pool, clock: office.clock)
            let ada = try await workspace.signIn("ada", partnership: "volume_007")
            try await look(ReportTakeUp(), office, workspace, ada, events: 400...700)
            try await look(ListApprentices(), office, workspace, ada, events: 400...700)
            // Only those agreed who may not have started are looked at closer.
            try await look(ShowLevy(organisation: "council"), office, workspace, ada, events: 0...700)
            await pool.shutdown()
        }
    }

    private func look<V: Verb>(
        _ verb: V, _ office: Office, _ workspace: Workspace, _ person: Operator, events: ClosedRange<Int>
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
        let fetched =
            (after["apprenticeship_event"]?.fetched ?? 0) - (before["apprenticeship_event"]?.fetched ?? 0)
        #expect(events.contains(fetched), "\(V.self) fetched \(fetched) of the partnership's 500 events")
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

    @Test("the seed makes the apprenticeships that it says, the same again, and not twice in one database")
    func seed() async throws {
        var made: [Data] = []
        for _ in 0..<2 {
            try await withOffice { office in
                let admin = try await office.workspace.signIn("ada", partnership: nil)
                #expect(
                    try await office.workspace.seedVolumeApprentices(399, partnerships: 2, as: admin) == 400)
                let ada = try await office.workspace.signIn("ada", partnership: "volume_002")
                let list = try await office.workspace.perform(ListApprentices(), as: ada)
                let states = Dictionary(grouping: list, by: \.state).mapValues(\.count)
                #expect(list.count == 200 && states.count >= 5, "\(states)")
                #expect(list.contains { $0.state == "not_started" && $0.approvedBy.count == 2 })
                var choices = TakeUpChoices()
                choices.asAt = office.clock.present
                let report = try await office.workspace.perform(ReportTakeUp(choices), as: ada)
                #expect((report.total.counts[.starts] ?? nil) ?? 0 > 5)
                made.append(try ReportJSON.data(report))
                let levy = try await office.workspace.perform(ShowLevy(organisation: "hospital"), as: ada)
                #expect(levy.months.count == 121 && levy.monthsBehind == 0 && levy.expiredPence > 0)
                await expectRefusal(.conflict, "already there") {
                    _ = try await office.workspace.seedVolumeApprentices(400, partnerships: 2, as: admin)
                }
                await expectRefusal(.usage, "is not a size") {
                    _ = try await office.workspace.seedVolumeApprentices(1, partnerships: 2, as: admin)
                }
            }
        }
        #expect(made.count == 2 && made[0] == made[1])
    }
}
