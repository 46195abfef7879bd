import Domain
import Foundation
import OfficeSupport
import Services
import Testing

@Suite("What may be asked of the workforce")
struct WorkforceQuestionTests {
    @Test("what has happened is not asked of a day to come, of which the posts are as planned")
    func toCome() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            let date = try day("2022-10-01")
            for verb in [
                ReportTurnover(asOf: date), ReportLeavers(asOf: date),
                ReportRetention(by: .intake, asOf: date),
            ] as [any Verb] {
                let person = try await office.signIn("max")
                await expectRefusal(.badData, "2022-10-01 is after today, 2022-09-30") {
                    _ = try await office.workspace.perform(verb, as: person)
                }
            }
            let report = try await office.perform(ReportWorkforce(asOf: try day("2022-11-30"), threshold: 1))
            #expect(report.isToCome && report.posts.established == 6)
            #expect(report.people.leavers == nil && report.people.newlyQualified == nil)
            for name in ["turnover_rate", "absence_rate", "average_caseload"] {
                let measures = report.measures.filter { $0.name == name }
                #expect(measures.allSatisfy { $0.value == nil && $0.reason?.contains("to come") == true })
            }
            #expect(report.series.suffix(3).map { $0.leaversFte == nil } == [false, true, true])
            #expect(report.ages.isWithheld)
        }
    }

    @Test("without a rule for the day a figure is left out, and the others stay")
    func noRule() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            let report = try await office.perform(
                ReportWorkforce(asOf: try day("2019-06-30"), threshold: 1))
            #expect(report.measures.last?.reason?.contains("rule") != true && report.rules.count == 6)
            let before = try await office.perform(
                ReportWorkforce(asOf: try day("2017-09-29"), threshold: 1))
            #expect(before.rules.count == 5)
            let absence = before.measures.last
            #expect(absence?.name == "absence_rate" && absence?.denominator == nil)
            #expect(absence?.reason == "no rule says how many working days a year had then")
            let early = try await office.perform(
                ReportWorkforce(asOf: try day("2012-08-31"), threshold: 1))
            #expect(early.people.newlyQualified == nil)
            #expect(early.people.newlyQualifiedReason?.contains("newly_qualified_for for 2012-08-31") == true)
            let leavers = try await office.perform(ReportLeavers(asOf: try day("2012-08-31"), threshold: 1))
            #expect(leavers.routes.isWithheld && leavers.routes.note?.contains("no rule") == true)
            #expect(
                try await office.perform(ReportRetention(by: .intake, asOf: try day("2012-08-31"))).total
                    .people
                    == 0)
        }
    }

    @Test("a team is found however it is typed, and one that there is not is refused with those there are")
    func teams() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            try await office.load(
                "posts",
                "organisation,post_ref,title,role,team,fte,status,created_on\nplymouth_council,D,SW,social_worker,Début équipe,1,established,2018-01-01\n"
            )
            for typed in ["Début équipe", "début équipe", "DEBUT EQUIPE", "De\u{301}but équipe"] {
                let scope = WorkforceScope(team: typed)
                let report = try await office.perform(ReportWorkforce(scope: scope))
                #expect(report.posts.established == 1 && report.scope.team == "Début équipe", "\(typed)")
                #expect(try await office.perform(ListPosts(scope: scope)).count == 1)
            }
            let scope = WorkforceScope(team: "nonsense")
            for verb in [
                ReportWorkforce(scope: scope), ReportTurnover(scope: scope), ReportLeavers(scope: scope),
                ReportRetention(by: .route, scope: scope), ListPosts(scope: scope),
                ListAssignments(scope: scope),
            ] as [any Verb] {
                let person = try await office.signIn("max")
                await expectRefusal(.notFound, "no team \"nonsense\"", "Début équipe, North, South, Ward") {
                    _ = try await office.workspace.perform(verb, as: person)
                }
            }
        }
    }
}
