import TestSupport
import Testing

@testable import AdminCLI

/// `berth practice` over the demo of Worcestershire, as typed.
@Suite struct PracticeCommandTests {
    private func desk() async throws -> Desk {
        var desk = try await DemoDatabase.reading()
        desk.environment["BERTH_PARTNERSHIP"] = "worcestershire"
        return desk
    }

    private func desk(_ database: TestDatabase) throws -> Desk {
        var desk = try Desk(database)
        desk.environment["BERTH_PARTNERSHIP"] = "worcestershire"
        return desk
    }

    @Test func whoseReportIsLateAndWhoActs() async throws {
        let desk = try await desk()
        let late = try await desk.done("practice late --as-of 2022-09-30 --format json").json()
        let lines = late["late"]?.elements ?? []
        #expect(
            lines.compactMap { $0["practice_ref"]?.string } == [
                "UW-21-042/1", "UW-21-044/1", "UW-21-044/1", "UW-21-061/1",
            ])
        #expect(lines.first?["due_on"]?.string == "2022-07-20")
        #expect(lines.first?["working_days_late"]?.integer == 50)
        #expect(lines.first?["waiting_on"]?.string == "Practice educator")
        let table = try await desk.done("practice late --as-of 2022-09-30").output
        #expect(table.contains("Tomasz Zieliński") && table.contains("Midway report"))
        // The day after it was due, and as of a day before anything was.
        #expect(
            try await desk.done("practice late --as-of 2022-07-21").output.contains("Midway report"))
        #expect(try await desk.done("practice late --as-of 2022-04-20").output == "Nothing is late.\n")
        #expect(
            try await desk.done("deadline list --as-of 2022-09-30 --state missed --format csv").output
                .contains(
                    "2022-07-20,-50,missed,UW-21-042/1,midway_report,practice_educator,,practice.midway_due_after_half"
                ))
    }

    @Test func whoIsBehindAndWhenAllWillBeDone() async throws {
        let desk = try await desk()
        let report = try await desk.done("practice behind --as-of 2022-09-23 --format json").json()
        let lines = report["practices"]?.elements ?? []
        let first = try #require(lines.first)
        #expect(first["practice"]?["practice_ref"]?.string == "UW-21-043/1")
        #expect(first["done"]?.integer == 179 && first["behind"]?.integer == 21)
        #expect(first["ends_on"]?.string == "2022-10-10" && first["is_past_placement"] == .boolean(true))
        let nurse = try #require(
            lines.first { $0["practice"]?["practice_ref"]?.string == "UW-21-061/1" })
        #expect(nurse["practice"]?["unit"]?.string == "minutes")
        // Behind at all, and behind by more than the rule allows, which is what at-risk goes by.
        let september = try await desk.done("practice behind --as-of 2022-09-30 --format csv").output
        #expect(september.contains("UW-21-044/2,Nikhil Rao,WCA-22-52,43,50 days,48,5,5,2022-10-04,,\n"))
        let csv = try await desk.done("practice behind --as-of 2022-09-23 --format csv").output
        #expect(csv.hasPrefix("student,name,placement,done,of,expected,behind,not_recorded,done_on,past,at_"))
        #expect(csv.contains("UW-21-043/1,Saoirse Brennan,AHT-22-51,89.5,100 days,100,10.5,"))
    }

    @Test func whatIsAtRiskOrBrokenDown() async throws {
        let desk = try await desk()
        let report = try await desk.done("practice at-risk --as-of 2022-09-30 --format json").json()
        let first = try #require(report["practices"]?.elements.first)
        #expect(first["practice"]?["student_ref"]?.string == "UW-21-042")
        #expect(
            first["risks"]?.elements.compactMap(\.string) == ["open_concern", "missed_milestone", "behind"])
        #expect(
            report["to_be_placed"]?.elements.compactMap { $0["practice"]?["practice_ref"]?.string }
                == ["UW-21-045/1"])
        // Before the breakdown of July was followed by another placement, that student waited.
        let july = try await desk.done("practice at-risk --as-of 2022-07-20 --as-at 2022-07-20 --format json")
            .json()
        #expect(
            july["to_be_placed"]?.elements.compactMap { $0["practice"]?["practice_ref"]?.string }
                == ["UW-21-044/1"])
        let free = try await desk.done("placement list --free --term summer-2022 --format csv").output
        #expect(free.contains("VSF-22-51") && !free.contains("WCA-22-52"))
        let page = try await desk.done("practice show UW-21-042 --as-of 2022-09-30").output
        #expect(page.contains("Every Tuesday at ten") && page.contains("The last 10 of 91 days"))
        #expect(page.contains("23 September 2022, if every day of the pattern after the last one"))
        #expect(try await desk.done("practice show UW-21-044 --format csv").output.contains("Midway report,"))
        #expect(try await desk.done("practice list --ended --format csv").output.contains("broken down"))
        #expect(
            try await desk.done("practice payments --due --as-of 2022-09-30").output.hasSuffix(
                "\nDue: £4,140.00.\n"))
        #expect(try await desk.berth("practice show NOBODY").code == 66)
        #expect(try await desk.berth("practice list --term nowhere").code == 66)
    }

    @Test func fromPlaceToBreakdownAndBack() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try desk(database)
            let placed = try await desk.done(
                "practice place UW-21-045 VSF-22-51 --reason 'a new project' --override-rules")
            #expect(placed.output.contains("18 days to do. Overridden: broke_down_here."))
            try await desk.done("practice record UW-21-045 started")
            let day = try await desk.done("practice day UW-21-045 --on 2022-09-30 --half --absent sickness")
            #expect(day.output.hasPrefix("UW-21-045/2: 30 September 2022, worked; 0.5 of 18 days done"))
            try await desk.done("practice day UW-21-045 --on 2022-09-30 --correct 'came after all'")
            #expect(try await desk.berth("practice day UW-21-045 --on 2022-09-30").code == 73)
            #expect(try await desk.berth("practice day UW-21-045 --on 2022-10-03").code == 65)
            try await desk.done(
                "practice concern UW-21-045 --raise workload --by host --note 'Too many at once'")
            try await desk.done("practice concern UW-21-045 --resolve")
            try await desk.done("practice record UW-21-045 induction")
            try await desk.done("practice correct UW-21-045 induction --never-happened --reason misread")
            let ended = try await desk.done("practice end UW-21-045 --broken-down --reason host_withdrew")
            #expect(ended.output.contains("is to be placed again, with 17 days to do"))
            #expect(ended.output.contains("berth placement list --free --term summer-2022"))
            let paid = try await desk.done("practice paid UW-21-045 --to host")
            #expect(
                paid.output == "UW-21-045/2: £10.00 paid to voluntary_sector_forum on 30 September 2022.\n")
            #expect(try await desk.berth("practice paid UW-21-045 --to host").code == 73)
            for (line, code) in [
                ("practice day UW-21-042", 64),
                ("practice day UW-21-042 --on 2022-09-12 --to 2022-09-13", 64),
                ("practice day UW-21-042 --from 2022-09-12", 64),
                ("practice day UW-21-042 --on 2022-09-12 --half --hours 2", 64),
                ("practice day UW-21-061 --on 2022-09-19 --hours 7.333", 64),
                ("practice day UW-21-042 --on 2022-09-12 --nothing", 64),
                ("practice day UW-21-042 --on 2022-09-12 --skills --simulated", 64),
                ("practice concern UW-21-042", 64), ("practice concern UW-21-042 --raise progress", 64),
                ("practice concern UW-21-042 --raise progress --by nobody --note n", 64),
                ("practice end UW-21-042", 64), ("practice end UW-21-042 --completed --withdrawn", 64),
                ("practice place UW-21-042 WCA-22-51 --reason r --weekdays sat", 64),
                ("practice place UW-21-042 WCA-22-51", 64),
                ("practice place NOBODY WCA-22-51 --reason r", 66),
                ("practice place UW-21-042 NONE --reason r", 66),
                ("practice place UW-21-042 WCA-22-51 --reason r", 73),
                ("practice end UW-21-042 --completed", 65), ("practice resume UW-21-042", 73),
                ("practice interrupt UW-21-042 --reason boredom", 65),
                ("practice correct UW-21-042 started --reason r", 64),
                ("practice record UW-21-042 started --as grace.hallow", 77),
                ("practice end UW-21-042 --broken-down --reason other --as rashid.malik", 77),
            ] as [(String, Int32)] {
                let outcome = try await desk.berth(line)
                #expect(outcome.code == code, "berth \(line): \(outcome.testDescription)")
                #expect(outcome.output.isEmpty && outcome.errors.hasPrefix("berth: "))
            }
            let batch = try await desk.done("batch round-targets --as-of 2022-09-30 --quiet").output
            #expect(batch.contains("8 practice placements; "), "\(batch)")
            #expect(
                try await desk.done("batch round-targets --as-of 2022-09-30 --quiet").output.contains(
                    " 0 deadlines touched"))
        }
    }
}
