import Domain
import Foundation
import OfficeSupport
import Services
import Testing

@Suite("Reports of leavers side by side: nothing on the workforce to subtract")
struct LeaversApartTests {
    @Test("whoever may not see people gets leavers of years that share nobody, and nothing to subtract")
    func leaversApart() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            // Six leave for the same reason in one year, so that the table shows them; a seventh on the next day.
            var assignments = "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason\n"
            for number in 1...7 {
                let last = number == 7 ? "2022-03-17" : "2022-03-16"
                assignments +=
                    "plymouth_council,N,L\(number),employee,0.05,2021-12-0\(number),\(last),relocated\n"
                    + "plymouth_council,N,M\(number),employee,0.05,2021-12-01,2022-03-01,redundancy\n"
            }
            try await office.load("assignments", assignments)
            func told(_ date: String, as login: String) async throws -> LeaversReport {
                try await office.perform(ReportLeavers(asOf: try day(date)), as: login)
            }
            let open = [try await told("2022-03-16", as: "max"), try await told("2022-03-17", as: "max")]
            #expect(open[1].leavers - open[0].leavers == 1, "the attack works where people may be seen")
            office.clock.set(try day("2023-10-02"))
            // Of all days that may be asked about: the same year to the cell, or another that begins after it.
            var answers: [LeaversReport] = []
            for date in ["2021-09-30", "2022-03-16", "2022-03-17", "2022-09-29", "2022-09-30", "2023-09-30"] {
                answers.append(try await told(date, as: "vic"))
            }
            #expect(
                answers.map(\.to.description) == [
                    "2021-09-30", "2021-09-30", "2021-09-30", "2021-09-30", "2022-09-30", "2023-09-30",
                ])
            for one in answers {
                for other in answers where one.to <= other.to {
                    if one.to == other.to {
                        #expect(one.reasons == other.reasons && one.leavers == other.leavers)
                    } else {
                        #expect(one.to < other.from, "\(one.to) and \(other.from) share days")
                    }
                }
            }
            #expect(answers[4].reasons.rows.contains { $0.counts == [7] })
            for question in [
                ReportLeavers(scope: WorkforceScope(organisation: "plymouth_council")),
                ReportLeavers(scope: WorkforceScope(role: "social_worker")),
                ReportLeavers(scope: WorkforceScope(team: "South")), ReportLeavers(asAt: office.clock.now()),
            ] {
                await expectRefusal(.notAllowed, "leave out the organisation") {
                    _ = try await office.perform(question, as: "vic")
                }
            }
        }
    }
}
