import Domain
import Foundation
import OfficeSupport
import Postgres
@testable import Services
import TestSupport
import Testing

/// What differs between two versions of a signed report, and because of which records.
@Suite("What changed in a signed report")
struct ReturnDifferenceTests {
    /// Signs, does something a minute later, and signs again.
    private func difference(
        _ office: Office, _ report: any SignableReport, after change: () async throws -> Void
    ) async throws -> [String: ReturnDifference.Figure] {
        try await office.perform(SignReport(report), as: "max")
        office.clock.advance(seconds: 60)
        try await change()
        let second = try await office.perform(SignReport(report, reason: "Corrected"), as: "max")
        let figures = try #require(second.difference?.figures)
        return Dictionary(uniqueKeysWithValues: figures.map { ($0.figure, $0) })
    }

    @Test("an event that was taken back explains who counts again; what else was revised does not")
    func takenBack() async throws {
        try await withOffice { office in
            try await office.load("standards", "standard_ref,title,level\nS-1,Standard,3\n")
            var rows =
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,planned_start_on,planned_end_on,price\n"
            for number in 1...4 {
                rows +=
                    "tavy_trust,X\(number),Ann,Lee,S-1,business_administrator,false,2020-09-07,2024-09-06,5000.00\n"
            }
            try await office.load("apprentices", rows)
            // One of them went before the period, so no figure of it counted them.
            try await office.load(
                "apprenticeship_events",
                "apprentice_ref,event,happened_on\n"
                    + (1...4).map { "X\($0),started,2020-09-07\n" }.joined()
                    + "X3,transferred,2021-03-01\nX4,transferred,2021-06-01\n")
            let figures = try await difference(office, ReportTakeUp()) {
                for reference in ["X3", "X4"] {
                    try await office.perform(
                        CorrectApprenticeshipEvent(
                            reference: reference, number: 2, on: nil, reason: "Misread"))
                }
                var change = ChangeApprentice.Change()
                change.pricePence = 400_000
                try await office.perform(ChangeApprentice(reference: "X1", change))
            }
            let learning = try #require(figures["take_up/total/in_learning"])
            #expect(learning.before == "2" && learning.after == "4")
            #expect(learning.recordsNew == [])
            let events = ["apprenticeship_event X3 S-1 2 r1", "apprenticeship_event X4 S-1 2 r1"]
            #expect(learning.recordsGone == events)
            #expect(figures["take_up/tavy_trust/apprentices_at_end"]?.recordsGone == events)
            // Whoever left within the period counted before and still does.
            #expect(figures["take_up/total/participants"]?.recordsGone == [events[0]])
            #expect(figures["take_up/total/transferred"]?.recordsGone == [events[1]])
            #expect(figures.values.allSatisfy { !$0.recordsNew.contains { $0.contains("X1") } })
        }
    }

    @Test("an event on another day tells both revisions")
    func corrected() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let figures = try await difference(office, ReportTakeUp()) {
                try await office.perform(
                    CorrectApprenticeshipEvent(
                        reference: "TAV/A1", number: 1, on: try day("2021-03-29"), reason: "Misread"))
            }
            let starts = try #require(figures["take_up/tavy_trust/starts"])
            #expect(starts.before == "1" && starts.after == "0")
            #expect(starts.recordsNew == ["apprenticeship_event TAV/A1 ST0510 1 r2"])
            #expect(starts.recordsGone == ["apprenticeship_event TAV/A1 ST0510 1 r1"])
        }
    }

    @Test("the rates of maintained schools are among what differs")
    func schools() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func count(_ schools: Int, _ reason: String) async throws {
                try await office.load(
                    "headcounts",
                    "organisation,measured_on,headcount,maintained_schools_headcount,correction_reason\ntavy_trust,2021-03-31,200,\(schools),\(reason)\n"
                )
            }
            try await office.load(
                "apprentices",
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,maintained_school\ntavy_trust,TAV/S1,Ann,Lee,ST0510,social_worker,false,true\n"
            )
            try await office.load(
                "apprenticeship_events", "apprentice_ref,event,happened_on\nTAV/S1,started,2021-09-06\n")
            try await count(100, "Split")
            let figures = try await difference(office, ReportTakeUp()) { try await count(50, "Misread") }
            let told = figures.values.map { "\($0.figure) \($0.before ?? "-") \($0.after ?? "-")" }.sorted()
            #expect(
                told == [
                    "take_up/tavy_trust/schools_headcount 100 50",
                    "take_up/tavy_trust/schools_take_up_rate 0.01 0.02",
                ])
            #expect(
                figures["take_up/tavy_trust/schools_take_up_rate"]?.recordsNew == [
                    "headcount tavy_trust 2021-03-31 r3"
                ])
        }
    }

    @Test("caseload and absence are among what differs, and whose absence it is only for who sees people")
    func caseloadAndAbsence() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            // Five more, so that they are not too few to be told of.
            var (posts, further) = ("organisation,post_ref,title,role,fte,status,created_on\n", "")
            for number in 4...8 {
                posts += "tavy_trust,TAV/\(number),SW,social_worker,1,established,2020-01-01\n"
                further += "tavy_trust,TAV/\(number),E\(number),employee,1,2020-02-03,5,0,2022-09-30,\n"
            }
            try await office.load("posts", posts)
            try await office.load(
                "assignments",
                "organisation,post_ref,person_ref,kind,fte,started_on,cases,days_lost,counted_on,correction_reason\n"
                    + further)
            func count(_ cases: Int, _ days: Int) async throws {
                try await office.load(
                    "assignments",
                    """
                    organisation,post_ref,person_ref,kind,fte,started_on,cases,days_lost,counted_on,correction_reason
                    tavy_trust,TAV/1,E1,employee,1,2020-02-03,\(cases),\(days),2022-09-30,Recounted
                    tavy_trust,TAV/2,A1,agency,0.8,2022-02-01,0,,2022-09-30,

                    """
                )
            }
            try await count(5, 0)
            let figures = try await difference(office, ReportWorkforce()) { try await count(50, 100) }
            let caseload = try #require(figures["workforce/total/average_caseload_fte"])
            #expect(caseload.before == "5.0" && caseload.after == "12.5")
            #expect(caseload.recordsNew.count == 1 && caseload.recordsNew[0].contains("TAV/1"))
            // By organisation the report tells nothing of people where it hides small numbers.
            #expect(figures["workforce/tavy_trust/average_caseload_fte_numerator"] == nil)
            let absence = try #require(figures["workforce/total/absence_rate_fte_numerator"])
            #expect(absence.before == "0" && absence.after == "100" && absence.recordsNew.count == 1)
            #expect(figures.keys.allSatisfy { !$0.hasPrefix("workforce/tavy_trust/absence") })

            let reference = try #require(try await office.perform(ListReturns()).last?.returnRef)
            let read = [
                try await office.perform(ShowReturn(reference: reference), as: "vic").record,
                try #require(try await office.perform(ListReturns(), as: "vic").last),
            ]
            for record in read {
                let seen = Dictionary(
                    uniqueKeysWithValues: (record.difference?.figures ?? []).map { ($0.figure, $0) })
                #expect(seen[absence.figure] == absence.withoutRecords)
                #expect(seen[caseload.figure] == caseload)
            }
        }
    }

    @Test("a vacancy is explained by who went")
    func vacancy() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let figures = try await difference(office, ReportWorkforce(threshold: 1)) {
                try await office.load(
                    "assignments",
                    "organisation,post_ref,person_ref,kind,fte,started_on,ended_on,leaving_reason\ntavy_trust,TAV/1,E1,employee,1,2020-02-03,2022-08-31,resigned\n"
                )
            }
            let vacant = try #require(figures["workforce/tavy_trust/vacant"])
            #expect(vacant.before == "2" && vacant.after == "3")
            #expect(vacant.recordsNew == ["assignment TAV/1 of tavy_trust, E1 from 2020-02-03, revision 2"])
            #expect(vacant.recordsGone == ["assignment TAV/1 of tavy_trust, E1 from 2020-02-03, revision 1"])
            #expect(figures["workforce/total/teams/North/vacant"]?.after == "5")
            for key in [
                "vacancy_rate", "vacancy_rate_posts", "vacancy_rate_fte", "leavers", "turnover_rate_people",
            ] {
                #expect(figures.keys.contains("workforce/total/\(key)"), "\(key)")
            }
        }
    }

    @Test("what changed of a figure that is not shown is not told by its records")
    func hidden() throws {
        func version(_ first: String?, _ second: String, _ revision: Int) throws -> KeptReport {
            let people = [1, 2].map { UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, $0)) }
            return KeptReport(
                figures: [("a", first), ("b", second)].enumerated().map { place, figure in
                    KeptReport.Figure(
                        key: "take_up/\(figure.0)/starts", value: figure.1,
                        sums: [KeptReport.Sum(records: [place], amounts: [revision])], records: [place])
                },
                records: ["A-1", "B-1"].enumerated().map { place, name in
                    KeptReport.Record(key: "apprentice \(name) r\(revision)", about: [people[place]])
                }, behind: 2)
        }
        let difference = ReturnDifference(
            from: try version("0", "6", 1), version: 1, to: try version(nil, "7", 2))
        let told = difference.figures.map { "\($0.figure) \($0.recordsNew)" }
        #expect(told == ["take_up/a/starts []", "take_up/b/starts [\"apprentice B-1 r2\"]"])
        #expect((difference.recordsNew, difference.recordsGone) == (2, 2))
    }
}
