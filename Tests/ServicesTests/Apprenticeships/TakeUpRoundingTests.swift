import Domain
import OfficeSupport
import Services
import Testing

@Suite("Take-up rounded to five")
struct TakeUpRoundingTests {
    /// So many who started with the trust in September 2021.
    private func load(_ count: Int, _ office: Office) async throws {
        var rows = "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee\n"
        var events = "apprentice_ref,event,happened_on\n"
        for number in 0..<count {
            rows += "tavy_trust,TAV/\(number),Ann,Lee,S-3,business_administrator,false\n"
            events += "TAV/\(number),started,2021-09-06\n"
        }
        try await office.load("standards", "standard_ref,title,level\nS-3,Clerk,3\n")
        try await office.load("apprentices", rows)
        try await office.load("apprenticeship_events", events)
    }

    private var choices: TakeUpChoices {
        var choices = TakeUpChoices()
        choices.roundsToFive = true
        return choices
    }

    @Test("rounded, one to four are fewer than five, without a rate, and only nobody is 0")
    func few() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let report = try await office.perform(ReportTakeUp(choices))
            for line in report.organisations {
                let starts = try #require(line.counts[.starts])
                #expect(starts == nil && line.rates?.takeUpRate == nil, "\(line.key)")
                #expect(line.counts[.withdrawn] == .some(0))
                #expect(
                    line.suppressedFigures.contains("starts") && !line.suppressedFigures.contains("withdrawn")
                )
            }
            #expect(report.roles.allSatisfy { ($0.routes ?? []).allSatisfy { $0.usedBy == [] } })
        }
    }

    @Test(
        "five to seven are five, eight are ten, and four are not shown",
        arguments: [(4, nil), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15)] as [(Int, Int?)])
    func nearest(count: Int, shown: Int?) async throws {
        try await withOffice { office in
            try await load(count, office)
            let report = try await office.perform(ReportTakeUp(choices))
            #expect(report.total.counts[.starts] == .some(shown))
        }
    }
}
