import Domain
import Foundation
import OfficeSupport
import Services
import Testing

@Suite("Reports on the workforce that are signed, traced and published")
struct WorkforcePublicationTests {
    @Test("a signed report is kept, refused twice, and its figures lead to their posts")
    func signing() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            let signed = try await office.perform(
                SignReport(ReportWorkforce(asOf: try day("2022-09-30"))), as: "max")
            #expect(signed.version == 1)
            try await expectRefusalLeavesAlone(office, .conflict, "signed already") {
                try await office.perform(SignReport(ReportWorkforce(asOf: try day("2022-09-30"))), as: "max")
            }
            for report in [
                ReportWorkforce(scope: WorkforceScope(role: "registered_nurse")),
                ReportWorkforce(assumptions: try VacancyAssumptions("arrivals=1")),
                ReportWorkforce(asOf: try day("2022-10-01")),
            ] {
                await expectRefusal(.badData) { try await office.perform(SignReport(report), as: "max") }
            }
            let trace = try await office.perform(
                TraceFigure(figure: "workforce/plymouth_council/covered_by_agency"), as: "max")
            #expect(trace.value == "1")
            #expect(
                trace.records.map { "\($0.kind) \($0.ref)" } == [
                    "assignment A of plymouth_council, A2 from 2022-01-10, revision 1",
                    "post A of plymouth_council, revision 1",
                ])
            for (figure, value) in [
                ("vacant", "3"), ("uncovered", "2"), ("established", "5"), ("employees", "2"),
                ("leavers_fte", "1.4"), ("in_post_fte", "1.2"), ("vacancies_fte", "3.6"),
                ("vacancy_rate", "0.6"),
                ("turnover_rate", "1.166667"), ("turnover_rate_fte", "1.166667"),
                ("vacancy_rate_posts", "0.6"),
                ("vacancy_rate_fte", "0.75"), ("vacancies_covered_rate_posts_numerator", "1"),
                ("agency_rate_fte_denominator", "3.2"), ("employee_assignments", "3"), ("agency", "2"),
                ("frozen", "1"),
            ] {
                let found = try await office.perform(
                    TraceFigure(figure: "workforce/plymouth_council/\(figure)"), as: "max")
                #expect(found.value == value && !found.records.isEmpty, "\(figure) \(found.value ?? "-")")
            }
            let rate = try await office.perform(
                TraceFigure(figure: "workforce/plymouth_council/vacancy_rate"), as: "max")
            #expect(
                rate.records.filter { $0.kind == "assignment" }.map { $0.ref.prefix(1) } == [
                    "A", "H", "S", "S",
                ],
                "who fills and covers the posts, and not who is in the frozen one")
            await expectRefusal(
                .notFound,
                "workforce/plymouth_council, workforce/tavy_trust, each with /agency, ",
                "workforce/total, each with /absence_rate_fte, ", "/vacancy_rate_fte, ",
                "/vacancy_rate_posts, ",
                "workforce/total/turnover, each with /2021-09, "
            ) {
                _ = try await office.perform(TraceFigure(figure: "workforce/all/nonsense"), as: "max")
            }
            let month = try await office.perform(
                TraceFigure(figure: "workforce/total/turnover/2021-12"), as: "max")
            #expect(month.records.contains { $0.ref.contains("E5 from 2019-01-01") }, "who left in September")
            office.clock.set(try day("2022-10-03"))
            try await office.perform(
                EndAssignment(post: "S", person: "E2", on: try day("2022-09-01"), reason: "resigned"))
            let second = try await office.perform(
                SignReport(ReportWorkforce(asOf: try day("2022-09-30")), reason: "told late"), as: "max")
            #expect(second.version == 2)
        }
    }

    @Test("breakdowns of people hide small numbers and what would give them away, those of posts nothing")
    func suppression() async throws {
        try await withOffice { office in
            var posts = "organisation,post_ref,title,role,team,fte,status,created_on\n"
            var assignments = "organisation,post_ref,person_ref,kind,fte,started_on,birth_year\n"
            let teams = [("North", 20, 9), ("South", 12, 7), ("East", 9, 2), ("West", 30, 6)]
            for (team, size, vacant) in teams {
                for number in 1...size {
                    posts +=
                        "plymouth_council,\(team)-\(number),SW,social_worker,\(team),1,established,2020-01-01\n"
                    if number > vacant {
                        let year = number == size ? 1950 : 1980
                        assignments +=
                            "plymouth_council,\(team)-\(number),\(team).\(number),employee,1,2020-01-01,\(year)\n"
                    }
                }
            }
            try await office.load("posts", posts)
            try await office.load("assignments", assignments)
            let report = try await office.perform(ReportWorkforce())
            #expect(report.teams.total == [71, 24, 0])
            #expect(
                report.teams.rows.first { $0.name == "East" }?.counts == [9, 2, 0],
                "posts are no secret, as in the list of posts")
            #expect(
                report.ages.rows.filter { $0.counts == [nil] }.map(\.name) == ["35_to_44", "65_and_over"],
                "four of 65 and over, and so the others")
            #expect(report.ages.rows.count == AgeBand.allCases.count && report.ages.total == [47])
            let open = try await office.perform(ReportWorkforce(threshold: 1), as: "max")
            #expect(open.ages.rows.first { $0.name == "65_and_over" }?.counts == [4])
            #expect(open.ages.note == nil)
        }
    }
}
