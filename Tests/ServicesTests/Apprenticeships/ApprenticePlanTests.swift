import Domain
import Foundation
import OfficeSupport
import Postgres
import TestSupport
import Testing

@testable import Services

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
            try await TableReads.of(
                Self.large, counting: "apprenticeship_event", in: "volume_007", office
            ) { reads in
                // Of the partnership's five hundred events.
                try await reads.expect(ReportTakeUp(), fetches: 400...700)
                try await reads.expect(ListApprentices(), fetches: 400...700)
                // Only those agreed who may not have started are looked at closer.
                try await reads.expect(ShowLevy(organisation: "council"), fetches: 0...700)
                try await reads.expect(ForecastLevies(), fetches: 0...2_800)
            }
        }
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
