import Domain
import Foundation
import OfficeSupport
import RandomSupport
import Services
import Testing

@Suite("Reports agree on who left")
struct LeavingReportTests {
    /// People who come, move, leave, come back and leave again, each in posts of their own.
    private struct History {
        var posts = "organisation,post_ref,title,role,team,fte,status,created_on\n"
        var assignments =
            "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,route\n"
        private var post = 0

        init(_ random: inout Seeded, people: Int) throws {
            for person in 0..<people {
                let organisation = random.below(4) == 0 ? "tavy_trust" : "plymouth_council"
                var start = try day("2021-06-01").adding(days: random.below(200))
                var gap = 30
                for _ in 0...random.below(4) {
                    let end = start.adding(days: 60 + random.below(90))
                    let lasts = random.below(4) == 0
                    add(
                        organisation, role: ["social_worker", "team_manager"][random.below(2)],
                        team: ["North", "South"][random.below(2)],
                        row: "E\(person),employee,0.5,\(start),\(lasts ? "" : end.description)",
                        reason: lasts ? "" : ["resigned", "retired", "moved_post"][random.below(3)],
                        route: gap > 7 ? "overseas" : "")
                    if lasts { break }
                    gap = [-20, 1, 7, 8, 30][random.below(5)]
                    start = end.adding(days: gap)
                }
            }
        }

        private mutating func add(
            _ organisation: String, role: String, team: String, row: String, reason: String, route: String
        ) {
            post += 1
            posts += "\(organisation),P-\(post),SW,\(role),\(team),1,established,2018-01-01\n"
            assignments += "\(organisation),P-\(post),\(row),\(reason),\(route)\n"
        }
    }

    @Test("the reports say the same of random histories, in heads and in full-time equivalents")
    func agree() async throws {
        var random = Seeded.printed("reports on leavers")
        let history = try History(&random, people: 60)
        try await withOffice { office in
            try await office.load("posts", history.posts)
            try await office.load("assignments", history.assignments)
            var twice = 0
            var moved = 0
            for scope in [
                WorkforceScope(), WorkforceScope(organisation: "plymouth_council"),
                WorkforceScope(role: "social_worker"), WorkforceScope(role: "team_manager", team: "South"),
                WorkforceScope(organisation: "tavy_trust", team: "North"),
            ] {
                for date in try ["2022-09-30", "2022-06-30", "2022-02-28"].map({ try day($0) }) {
                    let note = Comment(rawValue: "seed \(random.seed), \(scope.words), \(date)")
                    let whole = try await office.perform(
                        ReportWorkforce(scope: scope, asOf: date, threshold: 1))
                    let leavers = try await office.perform(
                        ReportLeavers(scope: scope, asOf: date, threshold: 1))
                    let turnover = try await office.perform(
                        ReportTurnover(scope: scope, months: 1, asOf: date, threshold: 1))
                    let point = try #require(turnover.series.last)
                    #expect(leavers.leavers == whole.people.leavers, note)
                    for table in [leavers.reasons, leavers.routes, leavers.nationalities, leavers.ways] {
                        #expect(table == nil || table?.total == [whole.people.leavers], note)
                    }
                    let rates = whole.measures.filter { $0.name == "turnover_rate" }
                    #expect(rates.map(\.basis) == ["people", "fte"], note)
                    #expect(
                        rates.map(\.numerator) == [
                            whole.people.leavers.map { FTE(whole: $0) }, leavers.leaversFte,
                        ], note
                    )
                    #expect(point.leaversFte == leavers.leaversFte, note)
                    #expect(whole.series.last == point, note)
                    #expect(
                        leavers.ways == nil
                            || ways(leavers)?["moved_to_other_post"] == whole.people.leaversMoved, note)
                    #expect((leavers.ways == nil) == (scope.role == nil && scope.team == nil), note)
                    #expect(try #require(point.movedFte) <= #require(point.leaversFte), note)
                    if leavers.ways == nil {
                        #expect(point.movedFte == .zero && whole.people.leaversMoved == 0, note)
                    }
                    moved += whole.people.leaversMoved ?? 0
                    if let fte = leavers.leaversFte, let people = whole.people.leavers,
                        fte > FTE(tenThousandths: 5_000 * people)
                    {
                        twice += 1
                    }
                    try await retention(office, scope, date, note)
                }
            }
            #expect(twice > 0 && moved > 0, "somebody left twice, and somebody moved: seed \(random.seed)")
        }
    }

    private func ways(_ report: LeaversReport) -> [String: Int]? {
        report.ways.map { table in
            Dictionary(
                table.rows.map { ($0.name, ($0.counts.first ?? nil) ?? -1) }, uniquingKeysWith: { a, _ in a })
        }
    }

    /// Of spells, whose leavings are those of every year together.
    private func retention(
        _ office: Office, _ scope: WorkforceScope, _ date: CalendarDate, _ note: Comment
    ) async throws {
        let report = try await office.perform(
            ReportRetention(by: .route, scope: scope, asOf: date, threshold: 1))
        let left = try #require(report.total.left)
        #expect(report.ways == nil || report.ways?.total == [left], note)
        let years = try await office.perform(
            ReportTurnover(scope: scope, months: 1, asOf: date, threshold: 1))
        // Everybody is half of full time and nobody had left a year before the earliest day that is asked about.
        if date == (try day("2022-02-28")) {
            let fte = try #require(years.series.last?.leaversFte)
            #expect(fte >= FTE(tenThousandths: 5_000 * left), note)
        }
        #expect(report.groups.map(\.name).allSatisfy { $0 == "overseas" }, "how they came to the employer")
    }

    @Test("who leaves two posts on one day is asked once, with what either of them says")
    func twoPosts() async throws {
        try await withOffice { office in
            var posts = "organisation,post_ref,title,role,team,fte,status,created_on\n"
            for post in ["A", "B", "C"] {
                posts += "plymouth_council,\(post),SW,social_worker,North,1,established,2018-01-01\n"
            }
            try await office.load("posts", posts)
            try await office.load(
                "assignments",
                """
                organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,destination,exit_themes
                plymouth_council,A,E1,employee,0.5,2020-01-01,2022-08-31,,nhs,
                plymouth_council,B,E1,employee,0.3,2020-01-01,2022-08-31,retired,agency,burnout
                plymouth_council,C,E1,employee,0.2,2020-01-01,2022-07-31,dismissed,,culture

                """)
            let report = try await office.perform(ReportLeavers(threshold: 1))
            #expect(report.leavers == 1 && report.interviews == 1)
            #expect(report.themes.filter { $0.leavers == 1 }.map(\.theme) == ["burnout"])
            #expect(report.reasons.rows.map(\.name) == ["retired"], "the larger post says none")
            #expect(report.destinations?.rows.map(\.name) == ["nhs"], "that of the larger post")
        }
    }

    @Test(
        "who left twice in the year is one person with the last reason and two leavings in full-time equivalents"
    )
    func twice() async throws {
        try await withOffice { office in
            try await office.load(
                "posts",
                """
                organisation,post_ref,title,role,team,fte,status,created_on
                plymouth_council,S,Social Worker,social_worker,North,1,established,2018-01-01
                plymouth_council,S2,Social Worker,social_worker,North,1,established,2018-01-01
                plymouth_council,M,Manager,team_manager,North,1,established,2018-01-01

                """)
            try await office.load(
                "assignments",
                """
                organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason
                plymouth_council,S,E1,employee,0.5,2020-01-01,2021-12-31,resigned
                plymouth_council,S,E1,employee,0.4,2022-02-01,2022-08-31,retired
                plymouth_council,S2,E2,employee,0.6,2020-01-01,2022-02-28,moved_post
                plymouth_council,M,E2,employee,1,2022-03-01,,

                """)
            for (scope, leavers, moved, fte, reasons) in [
                (WorkforceScope(), 1, 0, "0.9", ["retired 1"]),
                (WorkforceScope(role: "social_worker"), 2, 1, "1.5", ["moved_post 1", "retired 1"]),
                (WorkforceScope(role: "team_manager"), 0, 0, "0", []),
                (WorkforceScope(team: "North"), 1, 0, "0.9", ["retired 1"]),
            ] {
                let report = try await office.perform(ReportLeavers(scope: scope, threshold: 1))
                let whole = try await office.perform(ReportWorkforce(scope: scope, threshold: 1))
                #expect(report.leavers == leavers && whole.people.leavers == leavers, "\(scope.words)")
                #expect(whole.people.leaversMoved == moved, "\(scope.words)")
                #expect(report.leaversFte?.description == fte, "\(scope.words)")
                #expect(
                    report.reasons.rows.map { "\($0.name) \($0.counts[0] ?? -1)" } == reasons,
                    "\(scope.words)")
            }
            let role = try await office.perform(
                ReportWorkforce(scope: WorkforceScope(role: "social_worker"), threshold: 1))
            #expect(
                role.measures.filter { $0.name == "turnover_rate" }.map(\.formula) == [
                    "people who left in the twelve months (1 left the employer, 1 moved to another post of it) ÷ people in post at the date",
                    "leavers in the twelve months (0.9 left the employer, 0.6 moved to another post of it) ÷ in post at the date",
                ])
            let managers = try await office.perform(
                ReportRetention(by: .intake, scope: WorkforceScope(role: "team_manager"), threshold: 1))
            #expect(managers.groups.map(\.name) == ["2022"], "they came into the role by moving")
        }
    }

    @Test("the nationality of who left is that which was known at the moment, however it was corrected since")
    func nationalityThen() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let reference = try await office.starter("Thandi", "Nkosi")
            try await office.perform(
                try WorkforceChangeTests.put("PLY/3", "E9", from: "2022-06-01") { $0.candidate = reference })
            try await office.perform(
                EndAssignment(post: "PLY/3", person: "E9", on: try day("2022-09-20"), reason: "resigned"))
            func nationalities(_ asAt: String?) async throws -> [String] {
                try await office.perform(
                    ReportLeavers(asAt: try asAt.map { try instant($0) }, threshold: 1)
                ).nationalities.rows.map(\.name)
            }
            func change(_ time: String, _ change: (inout CandidateChange) -> Void) async throws {
                try office.clock.set(time)
                var particulars = CandidateChange()
                change(&particulars)
                try await office.perform(ChangeCandidate(reference: reference, change: particulars))
            }
            #expect(try await nationalities(nil) == ["not_recorded"])
            try await change("2022-09-30T10:00:00Z") { $0.nationality = "ZWE" }
            try await change("2022-09-30T11:00:00Z") { $0.nationality = "ZAF" }
            try await change("2022-09-30T12:00:00Z") { $0.cleared = [.nationality] }
            try office.clock.set("2022-09-30T13:00:00Z")
            #expect(try await nationalities(nil) == ["not_recorded"])
            #expect(try await nationalities("2022-09-30T09:30:00Z") == ["not_recorded"])
            #expect(try await nationalities("2022-09-30T10:30:00Z") == ["ZWE"])
            #expect(try await nationalities("2022-09-30T11:30:00Z") == ["ZAF"])
        }
    }
}
