import Domain
import Foundation
import OfficeSupport
import Postgres
@testable import Services
import TestSupport
import Testing

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
            try await TableReads.of(Self.large, counting: "assignment", in: "volume_007", office) { reads in
                // Of the partnership's two thousand assignments.
                try await reads.expect(ReportWorkforce(), fetches: 1_000...2_000)
                try await reads.expect(ReportTurnover(months: 144), fetches: 1_000...2_000)
                try await reads.expect(ReportRetention(by: .intake), fetches: 1_000...2_000)
                try await reads.expect(ReportLeavers(), fetches: 1_000...2_000)
            }
        }
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
