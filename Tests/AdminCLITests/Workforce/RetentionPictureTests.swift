import Foundation
import TestSupport
import Testing

@testable import AdminCLI

/// The picture of `report retention`, as it lies on the page.
@Suite struct RetentionPictureTests {
    private func picture(_ database: TestDatabase) async throws -> String {
        var desk = try Desk(database, at: "2022-10-03T09:00:00Z")
        desk.environment["BERTH_PARTNERSHIP"] = "plymouth"
        return try await desk.done("report retention --chart --as-of 2022-09-30").output
    }

    /// A curve's words stand at the height at which it ends or below it, never above those of a curve that ends higher.
    @Test func wordsStandInTheOrderOfTheCurvesEnds() async throws {
        try await DemoDatabase.with(.demo) { database in
            let picture = try await picture(database)
            let leaders = picture.matches(
                of: /y1="(\d+)" x2="\d+" y2="(\d+)" stroke="#\w+" stroke-dasharray="1 3"/
            )
            .compactMap { match in
                Int(match.1).flatMap { end in Int(match.2).map { (end: end, words: $0) } }
            }
            #expect(leaders.count == 6, "as many as there are styles")
            let inOrder = leaders.sorted { ($0.end, $0.words) < ($1.end, $1.words) }
            for (above, below) in zip(inOrder, inOrder.dropFirst()) {
                #expect(below.words >= above.words + 16, "no words lie over others")
            }
            for leader in leaders { #expect(leader.words >= leader.end) }
        }
    }

    @Test func whatItSaysOfItselfIsWhole() async throws {
        try await DemoDatabase.with(.demo) { database in
            let picture = try await picture(database)
            #expect(!picture.contains("…"))
            #expect(picture.contains("Not drawn, since smaller"))
        }
    }
}
