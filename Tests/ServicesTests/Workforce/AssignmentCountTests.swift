import Domain
import Foundation
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Cases and days lost have a day")
struct AssignmentCountTests {
    private static let head =
        "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,cases,days_lost,counted_on\n"

    /// Three posts with E1, E2 and E3 in them, of whom the first was counted on 31 August 2022.
    private static func withCounts(_ body: (Office) async throws -> Void) async throws {
        try await withOffice { office in
            var posts = "organisation,post_ref,title,role,fte,status,created_on\n"
            for number in 1...3 {
                posts += "plymouth_council,P\(number),SW,social_worker,1,established,2018-01-01\n"
            }
            try await office.load("posts", posts)
            try await office.load(
                "assignments",
                head + row(1, "0.8", "2020-02-29", "10,20,2022-08-31")
                    + row(2, "1", "2020-03-31", "14,,2022-08-31")
                    + row(3, "1", "2022-09-26", ",,"))
            try await body(office)
        }
    }

    private static func row(_ number: Int, _ fte: String, _ from: String, _ counted: String) -> String {
        "plymouth_council,P\(number),E\(number),employee,\(fte),\(from),,\(counted)\n"
    }

    /// Caseload and absence as printed, or why there is none.
    private func figures(_ office: Office, _ date: String, asAt: Date? = nil) async throws -> [String] {
        let report = try await office.perform(ReportWorkforce(asOf: try day(date), asAt: asAt, threshold: 1))
        return report.measures.filter { $0.name == "average_caseload" || $0.name == "absence_rate" }
            .map { $0.printed ?? $0.reason ?? "" }
    }

    @Test("a count stands for its day and a month after it, a later one never, and both stay")
    func days() async throws {
        try await Self.withCounts { office in
            // 20 of 0.8 x 253; E2 was counted for cases only, so that half of two is enough.
            let august = ["13.3", "9.9 %"]
            #expect(try await figures(office, "2022-08-31") == august)
            let before = office.clock.now()
            office.clock.advance(seconds: 60)
            try await office.load(
                "assignments",
                Self.head + Self.row(1, "0.8", "2020-02-29", "50,30,2022-09-30")
                    + Self.row(2, "1", "2020-03-31", "50,0,2022-09-30"))
            #expect(
                try await figures(office, "2022-08-31") == august,
                "what was counted later changes no past day")
            #expect(try await figures(office, "2022-09-30") == ["55.6", "6.6 %"])
            #expect(
                try await figures(office, "2022-09-30", asAt: before) == [
                    "13.3",
                    "only 1 of the 3 people in post counted on 2022-09-30 or up to 31 days before it, fewer than 50 %",
                ])
            let none = "nobody of the 2 people in post counted on 2022-08-30 or up to 31 days before it"
            #expect(try await figures(office, "2022-08-30") == [none, none])
            office.clock.set(try day("2022-11-02"))
            #expect(try await figures(office, "2022-10-31") == ["55.6", "6.6 %"])
            #expect(
                try await figures(office, "2022-11-01").allSatisfy { $0.hasPrefix("nobody of the 3 people") })
            let report = try await office.perform(ReportWorkforce(asOf: try day("2022-09-30"), threshold: 1))
            let caseload = try #require(report.measures.first { $0.name == "average_caseload" })
            #expect(caseload.formula == "cases ÷ case holders, 1 of 3 people in post not counted")
            #expect(report.rules.contains { $0.key == "workforce.counts_stand_for" && $0.value == "31" })
        }
    }

    @Test("a list of a day shows what was counted up to it")
    func listed() async throws {
        try await Self.withCounts { office in
            try await office.colleague("carol", "Carol Ofcouncil", .coordinator, of: "plymouth_council")
            try await office.load(
                "assignments", Self.head + Self.row(1, "0.8", "2020-02-29", "50,30,2022-09-30"))
            func counted(_ date: String, as login: String = "cora") async throws -> String {
                let records = try await office.perform(
                    ListAssignments(person: "E1", asOf: try day(date)), as: login)
                let record = try #require(records.first)
                return "\(record.countedOn as Any? ?? "-") \(record.counts)"
            }
            #expect(try await counted("2022-08-30") == "- []")
            #expect(try await counted("2022-09-29") == "2022-08-31 [2022-08-31/10/20]")
            #expect(try await counted("2022-09-30") == "2022-09-30 [2022-08-31/10/20, 2022-09-30/50/30]")
            #expect(
                try await counted("2022-09-30", as: "carol")
                    == "2022-09-30 [2022-08-31/10/, 2022-09-30/50/]",
                "days lost are for who may see people everywhere")
        }
    }

    @Test("counts without a day, on a day that cannot be or of more days than since coming are named")
    func refused() async throws {
        try await Self.withCounts { office in
            for (row, reason) in [
                (Self.row(2, "1", "2020-03-31", "5,,"), "give it in the column counted_on"),
                (Self.row(2, "1", "2020-03-31", ",0,"), "give it in the column counted_on"),
                (Self.row(2, "1", "2020-03-31", "5,,2022-10-01"), "after today, 2022-09-30"),
                (Self.row(2, "1", "2020-03-31", "5,,2020-03-30"), "is in P2 from 2020-03-31"),
                (
                    Self.row(3, "1", "2022-09-26", ",40,2022-09-26"),
                    "has lost 40 days by 2022-09-26, 1 day after"
                ),
                (
                    Self.row(3, "1", "2022-09-26", ",5.5,2022-09-30"),
                    "has lost 5.5 days by 2022-09-30, 5 days after"
                ),
            ] {
                try await expectRefusalLeavesAlone(office, .badData, "line 2", reason) {
                    try await office.load("assignments", Self.head + row)
                }
            }
            try await office.load("assignments", Self.head + Self.row(3, "1", "2022-09-26", ",5,2022-09-30"))
        }
    }

    @Test("who is put in a post by hand comes with what was counted of them, under the same rules")
    func added() async throws {
        try await Self.withCounts { office in
            func add(_ count: (inout AssignmentDraft) throws -> Void) async throws -> [String] {
                var draft = AssignmentDraft(post: "P4", person: "E4", startsOn: try day("2022-03-01"))
                try count(&draft)
                return try await office.perform(AddAssignment(draft)).assignment.counts.map(\.description)
            }
            try await office.load(
                "posts",
                "organisation,post_ref,title,role,fte,status,created_on\nplymouth_council,P4,SW,social_worker,1,established,2018-01-01\n"
            )
            for (date, cases, days, reason) in [
                ("2022-02-28", 3, nil, "is in P4 from 2022-03-01, so nothing was counted"),
                ("2022-10-01", 3, nil, "after today, 2022-09-30"),
                ("2022-09-30", -1, nil, "-1 is not a number of cases"),
                ("2022-03-02", nil, "2.5", "has lost 2.5 days by 2022-03-02, 2 days after"),
                ("2022-09-30", nil, "367", "more than twelve months have"),
                ("2022-09-30", nil, nil, "--cases or --days-lost"), (nil, 3, nil, "--counted-on"),
            ] as [(String?, Int?, String?, String)] {
                let kind: ServiceError.Kind = days == "2.5" ? .conflict : .badData
                try await expectRefusalLeavesAlone(office, kind, reason) {
                    _ = try await add {
                        $0.countedOn = try date.map { try day($0) }
                        ($0.cases, $0.daysLost) = (cases, days.flatMap { FTE($0) })
                    }
                }
            }
            try await expectRefusalLeavesAlone(office, .badData, "left P4 on 2022-08-31") {
                _ = try await add {
                    ($0.countedOn, $0.cases) = (try day("2022-09-01"), 3)
                    $0.endsOn = try day("2022-08-31")
                }
            }
            #expect(
                try await add {
                    ($0.countedOn, $0.cases, $0.daysLost) = (try day("2022-09-30"), 3, FTE("1.5"))
                } == ["2022-09-30/3/1.5"])
            let listed = try await office.perform(ListAssignments(person: "E4"))
            #expect(listed.first?.counts.map(\.description) == ["2022-09-30/3/1.5"])
        }
    }

    @Test("no other day of coming or leaving leaves a count outside the days in the post")
    func moved() async throws {
        try await Self.withCounts { office in
            try await expectRefusalLeavesAlone(office, .badData, "left P1 on 2022-08-30", "on 2022-08-31") {
                var correction = AssignmentCorrection()
                correction.endsOn = try day("2022-08-30")
                try await office.perform(
                    CorrectAssignment(post: "P1", person: "E1", correction, reason: "left earlier"))
            }
            try await expectRefusalLeavesAlone(office, .badData, "is in P1 from 2022-09-01") {
                var correction = AssignmentCorrection()
                correction.startsOn = try day("2022-09-01")
                try await office.perform(
                    CorrectAssignment(post: "P1", person: "E1", correction, reason: "came later"))
            }
            try await expectFault(
                office, "assignments",
                "organisation,post_ref,person_ref,kind,fte,started_on,ended_on\nplymouth_council,P1,E1,employee,0.8,2020-02-29,2022-08-30\n",
                line: 2, column: "ended_on", "left P1 on 2022-08-30")
            for (change, constraint) in [
                ("ended_on = '2022-08-30'", "assignment_counted_while_in_post"),
                ("started_on = '2022-09-01'", "assignment_counted_while_in_post"),
                ("counted_on = '{2022-10-01}'", "assignment_counted_by_the_day_recorded"),
            ] {
                let broken = await #expect(throws: PostgresError.self) {
                    try await office.asSuperuser { db in
                        try db.script(
                            """
                            begin; set local session_replication_role = replica;
                            update berth.assignment set \(change) where person_ref = 'E1'; commit
                            """)
                    }
                }
                #expect(broken?.fields.constraintName == constraint)
            }
            // Who is told late to have left was not there to be counted.
            let left = try await office.perform(
                EndAssignment(post: "P1", person: "E1", on: try day("2022-08-31"), reason: "resigned"))
            #expect(left.counts.map(\.description) == ["2022-08-31/10/20"])
            let earlier = try await office.perform(
                EndAssignment(post: "P2", person: "E2", on: try day("2022-08-30"), reason: "resigned"))
            #expect(earlier.counts.isEmpty && earlier.cases == nil)
        }
    }

    @Test("a count is added, corrected and taken out by hand")
    func byHand() async throws {
        try await Self.withCounts { office in
            func correct(_ change: (inout AssignmentCorrection) throws -> Void) async throws -> [String] {
                var correction = AssignmentCorrection()
                try change(&correction)
                return try await office.perform(
                    CorrectAssignment(post: "P1", person: "E1", correction, reason: "counted again")
                ).counts.map(\.description)
            }
            #expect(
                try await correct {
                    $0.countedOn = try day("2022-02-28")
                    $0.cases = 9
                } == ["2022-02-28/9/", "2022-08-31/10/20"])
            #expect(
                try await correct {
                    $0.countedOn = try day("2022-08-31")
                    $0.daysLost = FTE("20.5")
                } == ["2022-02-28/9/", "2022-08-31/10/20.5"])
            #expect(
                try await correct {
                    $0.countedOn = try day("2022-02-28")
                    $0.cleared = [.cases]
                } == ["2022-08-31/10/20.5"])
            try await expectRefusalLeavesAlone(office, .badData, "--counted-on") {
                _ = try await correct { $0.cases = 9 }
            }
            try await expectRefusalLeavesAlone(office, .badData, "--cases or --days-lost") {
                _ = try await correct { $0.countedOn = try day("2022-02-28") }
            }
            try await expectRefusalLeavesAlone(office, .badData, "-1 is not a number of cases") {
                _ = try await correct {
                    $0.countedOn = try day("2022-02-28")
                    $0.cases = -1
                }
            }
            try await expectRefusalLeavesAlone(office, .badData, "is in P1 from 2020-02-29") {
                _ = try await correct {
                    $0.countedOn = try day("2020-02-28")
                    $0.cases = 1
                }
            }
        }
    }
}
