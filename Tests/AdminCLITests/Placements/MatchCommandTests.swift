import Foundation
import TestSupport
import Testing

@testable import AdminCLI

/// `berth match` over the demo of Worcestershire, as typed.
@Suite struct MatchCommandTests {
    private func desk(_ database: TestDatabase) throws -> Desk {
        var desk = try Desk(database, at: "2022-07-15T09:00:00Z")
        desk.environment["BERTH_PARTNERSHIP"] = "worcestershire"
        return desk
    }

    @Test func fromTheRunToThePublishedMatch() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            let run = try await desk.done("match run --term autumn-2022 --fresh --format json").json()
            let reference = try #require(run["ref"]?.string)
            #expect(run["status"]?.string == "draft" && run["certificate"]?.string == "valid")
            #expect((run["input_hash"]?.string ?? "").count == 64)
            let unplaced = try #require(run["objective"]?["unplaced"]?.integer)
            #expect(unplaced >= 5, "25 places for 30 students")

            let report = try await desk.done("match show \(reference) --format json").json()
            #expect((report["placed"]?.integer ?? 0) + unplaced == 30)
            #expect(report["unplaced"]?.elements.count == unplaced)
            for key in [
                "report", "as_of", "partnership", "generated_at", "rules", "run", "assignments", "fairness",
            ] {
                #expect(report.keys.contains(key), "\(key)")
            }
            for key in ["student_ref", "placement_ref", "rank", "problems", "travel_minutes"] {
                #expect(report["assignments"]?.elements.first?.keys.contains(key) == true, "\(key)")
            }
            let page = try await desk.done("match show \(reference)").output
            #expect(page.contains(reference) && page.contains("no place"))

            let verified = try await desk.done("match verify \(reference)").json()
            #expect(
                verified["certificate"]?.string == "valid" && verified["assignments_agree"] == .boolean(true))
            #expect(
                try await desk.done("match verify \(reference) --format table").output.contains(
                    "is what was proved"))

            let student = try #require(report["unplaced"]?.elements.first?.string)
            let explanation = try await desk.done("match explain \(student) --run \(reference) --format json")
                .json()
            for key in ["student_ref", "placed_at", "why_unplaced", "refused", "smallest_changes"] {
                #expect(explanation.keys.contains(key), "\(key)")
            }
            #expect(try await desk.done("match explain \(student)").output.contains(student))
            #expect(try await desk.done("match unplaced").lines.count > unplaced)
            for line in [
                "match list", "match list --format csv", "match unplaced --format json", "match check",
                "match check --format csv", "match new-places --term autumn-2022",
                "match new-places --term autumn-2022 --format json",
            ] {
                try await desk.done(line)
            }

            let place = try #require(report["assignments"]?.elements.first?["placement_ref"]?.string)
            let trial = try await desk.done(
                "match what-if --term autumn-2022 --more-places \(place)=1 --format json"
            )
            .json()
            #expect((trial["then"]?["unplaced"]?.integer ?? 99) <= unplaced)
            try await desk.done("match what-if --term autumn-2022 --without \(student)")
            try await desk.done("match what-if --term autumn-2022 --new-placement adults --near \(place)")

            // Who ran it does not publish it.
            #expect(try await desk.berth("match publish \(reference)").code == 77)
            #expect(try await desk.berth("match publish \(reference) --as grace.hallow").code == 77)
            try await desk.done("match publish \(reference) --as rashid.malik")
            #expect(try await desk.berth("match publish \(reference) --as rashid.malik").code == 73)
            let next = try await desk.done("match run --term autumn-2022 --format json").json()
            #expect(next["kept_run"]?.string == reference && next["moved"]?.integer == 0)
            let second = try #require(next["ref"]?.string)
            let diff = try await desk.done("match diff \(reference) \(second) --format json").json()
            #expect(diff["unchanged"]?.integer == 30 && diff["changes"]?.elements.isEmpty == true)
            #expect(
                try await desk.done("match diff \(reference) \(second)").output.contains("Nothing changed."))
        }
    }

    @Test func locksAndTheExitCodes() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            try await desk.done("match run --term autumn-2022 --fresh")
            let report = try await desk.done("match show --format json").json()
            let place = try #require(report["assignments"]?.elements.first?["placement_ref"]?.string)
            let student = try #require(report["assignments"]?.elements.first?["student_ref"]?.string)
            let locked = try await desk.done("match lock \(student) \(place) --reason 'lives next door'")
            #expect(locked.output.hasPrefix("Locked \(student) to \(place); it costs "), "\(locked.output)")
            #expect(try await desk.berth("match lock \(student) \(place) --reason again").code == 73)
            let unlocked = try await desk.done("match unlock \(student) --reason 'has moved'")
            #expect(unlocked.output == "Unlocked \(student).\n")
            #expect(try await desk.berth("match unlock \(student) --reason again").code == 73)
            for (line, code) in [
                ("match lock \(student) \(place)", 64), ("match lock \(student) \(place) --reason ' '", 64),
                ("match run --fresh --keep WOR-M-0001", 64), ("match what-if", 64),
                ("match what-if --more-places \(place)", 64), ("match what-if --more-places \(place)=0", 65),
                ("match what-if --new-placement adults", 64),
                ("match what-if --without \(student) --more-places \(place)=1", 64),
                ("match run --term autumn-1999", 66), ("match show WOR-M-9999", 66),
                ("match explain NOBODY", 66), ("match lock NOBODY \(place) --reason r", 66),
                ("match diff WOR-M-9999 WOR-M-9998", 66),
                ("match run --term autumn-2022 --as grace.hallow", 77),
                ("match lock \(student) \(place) --reason r --as grace.hallow", 77),
                ("match new-places --term autumn-2022 --as rashid.malik", 77),
                ("match run --term autumn-2022 --as nobody.here", 77),
            ] as [(String, Int32)] {
                let outcome = try await desk.berth(line)
                #expect(outcome.code == code, "berth \(line): \(outcome.testDescription)")
                #expect(outcome.output.isEmpty && outcome.errors.hasPrefix("berth: "))
            }
        }
    }
}
