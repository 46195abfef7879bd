import Domain
import Foundation
import OfficeSupport
import Services
import Testing

@Suite("Reports on the workforce")
struct WorkforceReportTests {
    /// Six posts of the council: one shared, one held in part, one frozen with agency, one vacant with agency, one vacant,
    /// one new and vacant; and one of the trust. Somebody left in the middle of a month, somebody moved, somebody is in
    /// two posts.
    private static let posts = """
        organisation,post_ref,title,role,team,fte,status,created_on,frozen
        plymouth_council,S,Social Worker,social_worker,North,1,established,2018-01-01,
        plymouth_council,H,Social Worker,social_worker,North,1,established,2018-01-01,
        plymouth_council,F,Social Worker,social_worker,South,1,frozen,2018-01-01,2022-04-01/
        plymouth_council,A,Social Worker,social_worker,South,0.8,established,2018-01-01,
        plymouth_council,V,Team Manager,team_manager,South,1,established,2018-01-01,
        plymouth_council,N,Social Worker,social_worker,South,1,established,2021-12-01,
        tavy_trust,T,Nurse,registered_nurse,Ward,1,established,2018-01-01,

        """
    private static let assignments = """
        organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason,destination,qualified_on,birth_year,cases,days_lost,cover_until,exit_themes,counted_on
        plymouth_council,S,E1,employee,0.5,2019-03-15,,,,,1961,10,10,,,2022-09-30
        plymouth_council,S,E2,employee,0.5,2021-01-04,,,,2021-12-15,1995,8,,,,2022-09-30
        plymouth_council,H,E1,employee,0.2,2020-02-29,,,,,1961,,,,,
        plymouth_council,H,E3,employee,0.4,2018-05-01,2022-03-16,resigned,other_council,,1980,,,,burnout;culture,
        plymouth_council,V,E4,employee,1,2018-05-01,2022-08-31,retired,,,1957,,,,,
        plymouth_council,A,E5,employee,0.8,2019-01-01,2021-09-30,resigned,nhs,,1985,,,,pandemic,
        plymouth_council,F,A1,agency,1,2022-05-02,,,,,,20,,2022-12-31,,2022-09-30
        plymouth_council,A,A2,agency,1,2022-01-10,,,,,,16,,2022-12-31,,2022-09-30
        tavy_trust,T,E1,employee,1,2018-01-01,,,,,1990,,,,,

        """

    static func withWorkforce(_ body: (Office) async throws -> Void) async throws {
        try await withOffice { office in
            try await office.load("posts", Self.posts)
            try await office.load("assignments", Self.assignments)
            try await body(office)
        }
    }

    private func printed(_ report: WorkforceReport) -> [String: String] {
        Dictionary(
            report.measures.map { ("\($0.name) \($0.basis)", $0.printed ?? "-") },
            uniquingKeysWith: { a, _ in a })
    }

    @Test("every measure of a small council, reckoned by hand")
    func byHand() async throws {
        try await Self.withWorkforce { office in
            let report = try await office.perform(
                ReportWorkforce(
                    scope: WorkforceScope(organisation: "plymouth_council"), newSince: try day("2021-12-01"),
                    threshold: 1))
            #expect(report.asOf == (try day("2022-09-30")))
            let posts = report.posts
            // S and H are held; A, V and N are vacant, A with agency; F is frozen.
            #expect((posts.established, posts.vacant, posts.coveredByAgency, posts.uncovered) == (5, 3, 1, 2))
            #expect((posts.newSince, posts.frozen) == (1, 1))
            let people = report.people
            #expect((people.employees, people.employeeAssignments, people.agency) == (2, 3, 2))
            #expect((people.newlyQualified, people.leavers) == (1, 2))
            let printed = printed(report)
            #expect(printed["vacancy_rate posts"] == "60.0 %")
            // Vacant: 0 of S, 0.8 of H, 0.8 of A, 1 of V, 1 of N = 3.6; in post 0.5 + 0.5 + 0.2 = 1.2.
            #expect(printed["vacancy_rate fte"] == "75.0 %")
            // Left in the twelve months: E3 with 0.4 and E4 with 1; E5 left on the day before they begin.
            #expect(printed["turnover_rate fte"] == "116.7 %")
            #expect(printed["turnover_rate people"] == "100.0 %")
            // Agency 2, of which 0.8 covers the vacancy of A.
            #expect(printed["agency_rate fte"] == "62.5 %")
            #expect(printed["vacancies_covered_rate fte"] == "22.2 %")
            #expect(printed["vacancies_covered_rate posts"] == "33.3 %")
            #expect(printed["agency_cover_rate fte"] == "40.0 %")
            #expect(printed["agency_cover_rate posts"] == "50.0 %")
            // 54 cases of 0.5 + 0.5 + 1 + 1.
            #expect(printed["average_caseload fte"] == "18.0")
            #expect(printed["absence_rate fte"] == "5.6 %", "10 of 0.7 x 253: that of E2 is not known")
            #expect(
                report.measures.last?.formula
                    == "working days lost ÷ (those of 1.2 in post whose absence is recorded × 253), 1 of 2 people in post not counted"
            )
            let vacancy = try #require(report.measures.first)
            #expect(
                vacancy.comparators.map { "\($0.name) \($0.value) \($0.asOf)" } == [
                    "England 0.167 2021-09-30"
                ])
            #expect(report.measures.allSatisfy { !$0.formula.isEmpty })
            #expect(report.partial == false && report.rules.count == 6)
            let whole = try await office.perform(ReportWorkforce())
            #expect(
                whole.posts.established == 6 && whole.people.employees == 3,
                "E1 of the trust is somebody else")
        }
    }

    @Test("by role, by team and for one organisation; what there is not is said")
    func scopes() async throws {
        try await Self.withWorkforce { office in
            func posts(_ scope: WorkforceScope, as login: String = "cora") async throws -> Int {
                try await office.perform(ReportWorkforce(scope: scope), as: login).posts.established
            }
            #expect(try await posts(WorkforceScope(role: "team_manager")) == 1)
            #expect(try await posts(WorkforceScope(role: "social_worker", team: "South")) == 2)
            #expect(try await posts(WorkforceScope(), as: "paul") == 1, "a partner sees its own")
            let report = try await office.perform(ReportWorkforce(), as: "paul")
            #expect(report.partial && report.people.employees == 1)
            await expectRefusal(.notFound, "no organisation") {
                _ = try await posts(WorkforceScope(organisation: "nobody"))
            }
            let empty = try await office.perform(ReportWorkforce(scope: WorkforceScope(role: "midwife")))
            #expect(empty.measures.allSatisfy { $0.value == nil && $0.reason != nil })
        }
    }

    @Test("what was known at a moment comes out to the byte whatever was corrected since")
    func asAt() async throws {
        try await Self.withWorkforce { office in
            let moment = office.clock.now()
            func report() async throws -> Data {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys]
                return try encoder.encode(
                    try await office.perform(
                        ReportWorkforce(
                            asOf: try day("2022-09-30"), asAt: moment,
                            threshold: 1,
                            assumptions: try VacancyAssumptions("arrivals=1,leavers=present,months=3"))))
            }
            let before = try await report()
            let retention = try await office.perform(ReportRetention(by: .intake, asAt: moment, threshold: 1))
            let leavers = try await office.perform(ReportLeavers(asAt: moment))
            let turnover = try await office.perform(ReportTurnover(asAt: moment))
            office.clock.set(try day("2023-09-30"))
            try await office.perform(
                EndAssignment(post: "S", person: "E2", on: try day("2022-09-01"), reason: "resigned"))
            try await office.perform(
                ChangePost(
                    reference: "N", .freeze(from: try day("2022-02-01"), until: nil), reason: "late news"))
            try await office.load(
                "workforce_returns",
                "area,year,as_of,in_post_fte,vacancies_fte,published_on\nDevon,2021,2021-09-30,10,10,2022-03-01\n"
            )
            #expect(try await report() == before)
            #expect(
                try await office.perform(ReportRetention(by: .intake, asAt: moment, threshold: 1))
                    == retention)
            #expect(try await office.perform(ReportLeavers(asAt: moment)) == leavers)
            #expect(try await office.perform(ReportTurnover(asAt: moment)) == turnover)
            let now = try await office.perform(ReportWorkforce(asOf: try day("2022-09-30"), threshold: 1))
            #expect(now.posts.vacant == 2 && now.people.leavers == 3, "and now it is known")
            #expect(now.measures.first?.comparators.map(\.name) == ["Devon", "England"])
        }
    }

    @Test("the series by month agrees with the measure of each day")
    func series() async throws {
        try await Self.withWorkforce { office in
            let turnover = try await office.perform(ReportTurnover(months: 30, threshold: 1))
            let scoped = try await office.perform(
                ReportTurnover(
                    scope: WorkforceScope(organisation: "plymouth_council"), months: 30, threshold: 1))
            #expect(turnover.series.count == 30 && turnover.series.last?.month == "2022-09")
            #expect(turnover.series != scoped.series)
            for point in scoped.series {
                let end = try #require(CalendarDate(iso: "\(point.month)-01")).lastOfMonth
                let report = try await office.perform(
                    ReportWorkforce(
                        scope: WorkforceScope(organisation: "plymouth_council"), asOf: end, threshold: 1))
                let measure = try #require(
                    report.measures.first { $0.name == "turnover_rate" && $0.basis == "fte" })
                #expect(measure.value == point.turnoverRate, "\(point.month)")
            }
            let everywhere = try await office.workspace.signIn("ada", partnership: nil)
            var codes: [String] = []
            try await office.workspace.turnoverEverywhere(months: 144, as: everywhere) {
                codes.append("\($0.partnership) \($0.series.count)")
            }
            #expect(codes == ["plymouth 144", "worcestershire 144"])
            await expectRefusal(.usage, "from 1 to 600") {
                _ = try await office.perform(ReportTurnover(months: 0))
            }
            let paul = try await office.signIn("paul")
            await expectRefusal(.notAllowed, "any whole partnership") {
                try await office.workspace.turnoverEverywhere(months: 12, as: paul) { _ in }
            }
        }
    }

    @Test("the bridge takes the round's outlook, less who is in post already")
    func round() async throws {
        try await Self.withWorkforce { office in
            let started = try await office.starter("Thandi", "Nkosi")
            _ = try await office.starter("Peter", "Adeyemi")
            func arrivals() async throws -> [String] {
                let report = try await office.perform(
                    ReportWorkforce(assumptions: try VacancyAssumptions("round=PLY-1/1,newly_qualified=1")))
                return report.whatIf?.scenarios.map {
                    "\($0.name) \($0.bridges[0].steps[0].amount) \($0.bridges[0].result.vacant)"
                } ?? []
            }
            #expect(try await arrivals() == ["on_course 2 0", "with_at_risk 2 0"])
            var draft = AssignmentDraft(post: "N", person: "E9", startsOn: try day("2022-09-05"))
            draft.candidate = started
            try await office.perform(AddAssignment(draft))
            #expect(try await arrivals() == ["on_course 1 0", "with_at_risk 1 0"])
            let rounds = try await office.perform(ReportRetention(by: .round, threshold: 1))
            #expect(rounds.groups.map { "\($0.name) \($0.people ?? 0)" } == ["PLY-1/1 1", "no_round 6"])
            await expectRefusal(.notAllowed, "may not see rounds") {
                _ = try await office.perform(
                    ReportWorkforce(assumptions: try VacancyAssumptions("round=PLY-1/1")), as: "paul")
            }
            await expectRefusal(.badData, "about the whole partnership") {
                _ = try await office.perform(
                    ReportWorkforce(
                        scope: WorkforceScope(team: "South"),
                        assumptions: try VacancyAssumptions("round=PLY-1/1")))
            }
            await expectRefusal(.notFound, "was not known yet") {
                _ = try await office.perform(
                    ReportWorkforce(
                        asOf: try day("2021-01-01"), assumptions: try VacancyAssumptions("round=PLY-1/1")))
            }
        }
    }

    @Test(
        "assumptions that make no sense are refused",
        arguments: [
            "", "arrivals", "arrivals=x", "arrivals=-1", "arrivals=1,arrivals=2", "weather=3", "round=X",
            "arrivals=1,round=A/1", "months=3", "leavers=3,months=3", "leavers=present,months=0",
            "agency=1.5",
        ])
    func assumptions(text: String) { #expect(throws: ServiceError.self) { try VacancyAssumptions(text) } }

    @Test("published returns are reproduced to their printed decimal")
    func returns() async throws {
        try await withOffice { office in
            office.clock.set(try day("2026-03-02"))
            try await office.load(
                "workforce_returns",
                """
                area,year,as_of,in_post_fte,vacancies_fte,agency_fte,agency_covering_vacancies_fte,leavers_fte,cases,case_holders_fte
                England,2021,2021-09-30,32500,6522,,,,,
                England,2023,2023-09-30,33119.1,7722.7,7173.5,5744.2,5254.6,,
                England,2025,2025-09-30,36186.3,5965.4,5415.9,,4276.3,321661,21105.4

                """)
            func rates(_ year: Int) async throws -> [String: String] {
                let report = try await office.perform(ReportWorkforceReturn(area: "England", year: year))
                return Dictionary(
                    report.measures.map { ($0.name, $0.printed ?? "-") }, uniquingKeysWith: { a, _ in a })
            }
            #expect(try await rates(2021)["vacancy_rate"] == "16.7 %")
            let of2023 = try await rates(2023)
            #expect(
                ["vacancy_rate", "turnover_rate", "agency_rate", "agency_cover_rate"].map { of2023[$0] }
                    == ["18.9 %", "15.9 %", "17.8 %", "80.1 %"])
            let of2025 = try await rates(2025)
            #expect(
                ["vacancy_rate", "turnover_rate", "agency_rate", "average_caseload", "agency_cover_rate"].map
                {
                    of2025[$0]
                } == ["14.2 %", "11.8 %", "13.0 %", "15.2", "-"])
            await expectRefusal(.notFound, "only England/2021, England/2023") {
                _ = try await office.perform(ReportWorkforceReturn(area: "Wales", year: 2021))
            }
        }
    }

    @Test("leavers by reason, destination and theme; a destination only for who may see people")
    func leavers() async throws {
        try await Self.withWorkforce { office in
            let report = try await office.perform(ReportLeavers(threshold: 1))
            #expect(report.leavers == 2 && report.leaversFte?.description == "1.4")
            #expect(
                report.reasons.rows.map { "\($0.name) \($0.counts[0] ?? -1)" } == ["resigned 1", "retired 1"])
            #expect(report.destinations?.rows.map(\.name) == ["not_recorded", "other_council"])
            #expect(report.themes.filter { $0.leavers == 1 }.map(\.theme) == ["burnout", "culture"])
            #expect(report.interviews == 1)
            let seen = try await office.perform(ReportLeavers(), as: "vic")
            #expect(seen.destinations == nil && seen.threshold == 5)
            #expect(seen.reasons.isWithheld && seen.reasons.note != nil)
            #expect(seen.themes.allSatisfy { $0.leavers == nil } && seen.interviews == nil)
            #expect(seen.leavers == nil && seen.leaversFte == nil)
            await expectRefusal(.notAllowed, "below 5") {
                _ = try await office.perform(ReportLeavers(threshold: 4), as: "vic")
            }
            await expectRefusal(.usage, "from 1 to 1000") {
                _ = try await office.perform(ReportLeavers(threshold: 0))
            }
        }
    }

    @Test("retention of a small council by intake, route and round")
    func retention() async throws {
        try await Self.withWorkforce { office in
            let scope = WorkforceScope(organisation: "plymouth_council")
            let report = try await office.perform(ReportRetention(by: .intake, scope: scope, threshold: 1))
            #expect(
                report.groups.map { "\($0.name) \($0.people ?? 0) \($0.left ?? 0)" }
                    == ["2018 2 2", "2019 2 1", "2021 1 0"])
            #expect(report.total.people == 5 && report.total.left == 3)
            #expect(report.total.retention12Months == 1)
            let routes = try await office.perform(ReportRetention(by: .route, scope: scope, threshold: 1))
            #expect(routes.groups.map(\.name) == ["newly_qualified", "not_recorded"])
            let hidden = try await office.perform(ReportRetention(by: .intake, scope: scope))
            #expect(hidden.groups.allSatisfy { $0.people == nil && $0.curve.isEmpty && $0.medianDays == nil })
            #expect(hidden.total.people == 5)
        }
    }
}
