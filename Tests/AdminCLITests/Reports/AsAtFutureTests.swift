import Foundation
import Services
import TestSupport
import Testing

/// Nobody knows what will be known: a moment that has not come is refused by every command, and today means now.
@Suite struct AsAtFutureTests {
    @Test func noCommandAnswersAsAtAMomentToCome() async throws {
        let desk = try await DemoDatabase.reading(at: "2022-10-04T08:30:00.250000Z")
        let commands = try await CommandTree.read().leaves.filter { $0.option("as-at") != nil }
        #expect(commands.contains { $0.line == "report sign workforce" } && commands.count > 25)
        for command in commands {
            let question = AsAtTests.questions[command.line]?.first ?? ""
            for moment in ["2030-01-01", "2022-10-05", "2022-10-04T08:30:00.250001Z", "2022-10-04T10:00:00Z"]
            {
                let refused = try await desk.berth("\(command.line) \(question) --as-at \(moment)")
                #expect(refused.code == 64 && refused.output.isEmpty, "berth \(command.line)")
                #expect(
                    refused.errors.contains(
                        "\(moment) has not come yet, it is 2022-10-04T08:30:00.250000Z"),
                    "berth \(command.line): \(refused.errors)")
            }
        }
    }

    @Test func todayMeansNow() async throws {
        let desk = try await DemoDatabase.reading(at: "2022-10-04T08:30:00.250000Z")
        for line in ["report workforce", "report take-up \(AsAtTests.worcestershire)", "post list"] {
            let now = try await desk.done("\(line) --format json").output
            for moment in ["2022-10-04", "2022-10-04T08:30:00.250000Z"] {
                #expect(
                    try await desk.done("\(line) --as-at \(moment) --format json").output == now,
                    "berth \(line) --as-at \(moment)")
            }
        }
        let told = try await desk.done("report workforce --as-at 2022-10-04 --format json").json()
        #expect(told["as_at"]?.string == "2022-10-04T08:30:00.250000Z")
        // The day before is over: it means its end.
        let over = try await desk.done("report workforce --as-at 2022-10-03 --format json").json()
        #expect(over["as_at"]?.string == "2022-10-03T22:59:59.999999Z")
    }

    /// The hour before midnight in London in summer is the day before in UTC.
    @Test func todayIsThatOfLondon() async throws {
        let desk = try await DemoDatabase.reading(at: "2022-10-04T23:30:00Z")
        let told = try await desk.done("report workforce --as-at 2022-10-05 --format json").json()
        #expect(told["as_at"]?.string == "2022-10-04T23:30:00Z")
        #expect(try await desk.berth("report workforce --as-at 2022-10-06").code == 64)
    }
}
