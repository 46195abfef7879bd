import Foundation
import RandomSupport
import TestSupport
import Testing

@testable import AdminCLI

/// The curves of the demonstration, subtracted from each other.
@Suite struct RetentionDifferenceTests {
    /// The steps of a group of a report; nil where it is hidden how many left.
    private func steps(_ group: JSONValue) -> [WindowAttack.Step]? {
        if group["left"]?.integer == nil { return nil }
        return group["curve"]?.elements.map { ($0["days"]?.integer ?? 0, $0["left"]?.integer ?? 0) }
    }

    @Test func nothingFinerThanTheStepsIsHadBySubtracting() async throws {
        try await DemoDatabase.with(.demo) { database in
            var desk = try Desk(database, at: "2026-11-22T09:00:00Z")
            desk.environment["BERTH_PARTNERSHIP"] = "plymouth"
            for date in ["2020-09-30", "2021-09-30", "2022-08-31", "2022-09-30", "2026-09-30"] {
                var totals: [[JSONValue]] = []
                for grouping in ["intake", "route", "round"] {
                    let line = "report retention --by \(grouping) --as-of \(date) --format json"
                    let report = try await desk.done(line).json()
                    if date == "2026-09-30" {
                        let seen = try await desk.done("\(line) --as jory.rundle").json()
                        #expect(seen["groups"] == report["groups"] && seen["total"] == report["total"])
                    }
                    let total = try #require(report["total"])
                    totals.append(try #require(total["curve"]?.elements))
                    let groups = try #require(report["groups"]?.elements)
                    let found = WindowAttack(
                        groups: groups.map(steps), total: try #require(steps(total)), threshold: 5
                    ).found()
                    #expect(found == [], "\(line)")
                }
                #expect(totals.allSatisfy { $0 == totals[0] && $0.count > 3 }, "\(date)")
            }
        }
    }

    /// Between the ends of a life table's steps nobody knows who left when: a curve that stays at the top until the
    /// first of them would say that nobody did.
    @Test func theCurvesOfALifeTableAreStraightBetweenTheEndsOfTheSteps() async throws {
        try await DemoDatabase.with(.demo) { database in
            var desk = try Desk(database, at: "2022-10-03T09:00:00Z")
            desk.environment["BERTH_PARTNERSHIP"] = "plymouth"
            func curves(_ options: String) async throws -> (picture: String, upright: Int, points: Int) {
                let picture = try await desk.done(
                    "report retention --by route --as-of 2022-09-30 --chart \(options)"
                ).output
                var (upright, points) = (0, 0)
                for path in picture.matches(of: /<path d="M([0-9 L]+)"/) {
                    let places = path.1.split(separator: " L").map { $0.split(separator: " ") }
                    points += places.count
                    upright += zip(places, places.dropFirst()).count { $0[0] == $1[0] && $0[1] != $1[1] }
                }
                return (picture, upright, points)
            }
            let merged = try await curves("")
            #expect(merged.points > 6 && merged.upright == 0)
            #expect(merged.picture.contains("Straight lines between the ends of the steps."))
            let exact = try await curves("--threshold 1")
            #expect(exact.upright > 100)
            #expect(!exact.picture.contains("Straight lines"))
        }
    }
}
