import Domain
import OfficeSupport
import Services
import Testing

@Suite("Take-up tells of few people by no other figure")
struct TakeUpFewTests {
    private func report(_ office: Office) async throws -> TakeUpReport {
        var choices = TakeUpChoices()
        choices.threshold = 5
        return try await office.perform(ReportTakeUp(choices))
    }

    private func load(_ rows: [String], _ events: [String], _ office: Office) async throws {
        try await office.load("standards", "standard_ref,title,level\nS-3,Clerk,3\nS-6,Officer,6\n")
        try await office.load(
            "apprentices",
            "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,maintained_school\n"
                + rows.map { "tavy_trust,\($0)\n" }.joined())
        try await office.load(
            "apprenticeship_events",
            "apprentice_ref,standard_ref,event,happened_on,reason_code\n"
                + events.map { "\($0)\n" }.joined())
    }

    @Test("four people who started five times: neither the people nor the starts are told")
    func twice() async throws {
        try await withOffice { office in
            let people = (0..<4).map { "TAV/\($0),Ann,Lee,S-3,business_administrator,false,false" }
            let starts = (0..<4).map { "TAV/\($0),S-3,started,2021-09-06," }
            try await load(
                people + ["TAV/0,Ann,Lee,S-6,business_administrator,false,false"],
                starts + [
                    "TAV/0,S-3,withdrawn,2021-10-04,other", "TAV/0,S-6,started,2021-11-01,",
                ], office)
            let open = try await office.perform(ReportTakeUp()).total.counts
            #expect(open[.starts] == .some(5) && open[.newApprentices] == .some(4))
            let total = try await report(office).total
            #expect(total.counts[.newApprentices] == .some(nil) && total.counts[.starts] == .some(nil))
        }
    }

    @Test(
        "of twelve of whom ten are in maintained schools not both are told, of fifteen they are",
        arguments: [(12, false), (15, true)])
    func schools(count: Int, isTold: Bool) async throws {
        try await withOffice { office in
            try await load(
                (0..<count).map { "TAV/\($0),Ann,Lee,S-3,business_administrator,false,\($0 < 10)" },
                (0..<count).map { "TAV/\($0),S-3,started,2021-09-06," }, office)
            try await office.load(
                "headcounts",
                "organisation,measured_on,headcount,maintained_schools_headcount\ntavy_trust,2021-03-31,200,50\n"
            )
            let line = try #require(try await report(office).organisations.first { $0.key == "tavy_trust" })
            let told = [line.counts[.newApprentices] ?? nil, line.schools?.newApprentices]
            #expect(told == (isTold ? [count, 10] : [nil, 10]) || !isTold && told == [count, nil])
        }
    }
}
