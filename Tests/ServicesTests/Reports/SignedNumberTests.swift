import Foundation
import OfficeSupport
@testable import Services
import TestSupport
import Testing

/// Every number of a report that is signed is a figure: it can be traced, and a later version tells that it differs.
@Suite("Numbers of signed reports")
struct SignedNumberTests {
    /// Numbers that are no figures, and why.
    static let exceptions: [(isOne: @Sendable (String) -> Bool, why: String)] = [
        ({ $0 == "method/threshold" }, "the choice of whoever signs, which is in the subject"),
        ({ ["teams/threshold", "ages/threshold"].contains($0) }, "that choice, or that of the rules"),
        ({ $0.contains("/routes/") && $0.hasSuffix("/level") }, "says which standard it is"),
    ]

    @Test("of take-up, with the year before, schools, levels and rates, shown and hidden")
    func takeUp() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.load(
                "headcounts",
                "organisation,measured_on,headcount,maintained_schools_headcount,correction_reason\ntavy_trust,2021-03-31,200,50,Split\ntavy_trust,2022-03-31,210,60,Split\n"
            )
            try await office.load(
                "apprentices",
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,maintained_school\ntavy_trust,TAV/S1,Ann,Lee,ST0510,social_worker,false,true\n"
            )
            try await office.load(
                "apprenticeship_events", "apprentice_ref,event,happened_on\nTAV/S1,started,2021-09-06\n")
            var choices = TakeUpChoices()
            choices.comparesLastYear = true
            let found = try await numbers(ReportTakeUp(choices), office)
            for key in [
                "organisations/tavy_trust/schools/rates/take_up_rate", "standards/ST0510/last_year/starts",
                "organisations/tavy_trust/last_year/participants", "total/target_rate",
            ] {
                #expect(found.contains(key), "\(key)")
            }
            choices.threshold = 2
            try await numbers(ReportTakeUp(choices), office)
            (choices.threshold, choices.roundsToFive) = (nil, true)
            try await numbers(ReportTakeUp(choices), office)
        }
    }

    @Test("of the workforce, with measures, months, teams, ages and what others have published")
    func workforce() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            try await office.load(
                "assignments",
                """
                organisation,post_ref,person_ref,kind,fte,started_on,birth_year,cases,days_lost,qualified_on,counted_on
                tavy_trust,TAV/1,E1,employee,1,2020-02-03,1980,7,3.5,2022-01-10,2022-09-30
                tavy_trust,TAV/2,A1,agency,0.8,2022-02-01,,0,,,2022-09-30

                """
            )
            let found = try await numbers(ReportWorkforce(threshold: 1), office)
            for key in [
                "measures/average_caseload/fte/value", "measures/vacancy_rate/posts/numerator",
                "series/2022-08/leavers_fte", "teams/rows/North/counts/1", "people/newly_qualified",
                "people/started_without_post",
                "measures/vacancy_rate/fte/comparators/England/2021-09-30/value",
            ] {
                #expect(found.contains(key), "\(key)")
            }
            #expect(found.contains("ages/rows/35_to_44/counts/0") && found.contains("ages/total/0"))
            // A part is not signed, and is traced.
            for team in [nil, "North"] {
                let scope = WorkforceScope(role: "social_worker", team: team)
                let part = try await numbers(ReportWorkforce(scope: scope, threshold: 1), office)
                #expect(part.contains("people/leavers_moved"))
            }
            let few = try await numbers(ReportWorkforce(), office)
            #expect(!few.contains("measures/average_caseload/fte/value") && few.contains("people/agency"))
        }
    }

    /// Checks that every number of a report is what a figure says; answers where the numbers are.
    @discardableResult
    private func numbers(_ report: any SignableReport, _ office: Office) async throws -> Set<String> {
        let made = try await office.perform(MakeReport(report: report))
        let values = made.kept.values
        var unknown: [String] = []
        var found: Set<String> = []
        try ReportNumbers.walk(made.content, naming: Self.name) { path, number in
            found.insert(path)
            if Self.exceptions.contains(where: { $0.isOne(path) }) { return }
            let key = type(of: report).name == "workforce" ? Self.workforceKey(path) : Self.takeUpKey(path)
            if (values[key] ?? nil).flatMap(Double.init) != number {
                unknown.append("\(path) is \(number), \(key) is \((values[key] ?? nil) ?? "nothing")")
            }
        }
        #expect(unknown == [])
        return found
    }

    /// What names an element of a list, such as the code of an organisation.
    private static func name(_ element: ReportNumbers) -> String? {
        let keys = ["organisation", "role", "level", "standard", "standard_ref", "month", "name"]
        let words = (keys + ["basis"]).compactMap { key -> String? in
            if key == "basis", !element.has("formula") { return nil }
            if key == "name", element.has("grouping") || element.has("starts") { return nil }
            return element.text(key)
        }
        if let day = element.text("as_of"), let first = words.first { return "\(first)/\(day)" }
        return words.isEmpty ? nil : words.joined(separator: "/")
    }

    private static func takeUpKey(_ path: String) -> String {
        var key = path.replacing(/^organisations\//, with: "").replacing(/^(role|level|standard)s\//) {
            "\($0.output.1)/"
        }
        if key.contains("/last_year/") { key = "last_year/" + key.replacing("/last_year/", with: "/") }
        key = key.replacing("/schools/rates/", with: "/schools_").replacing("/schools/", with: "/schools_")
        return "take_up/\(key)"
    }

    private static func workforceKey(_ path: String) -> String {
        let parts = path.split(separator: "/").map(String.init)
        let columns = ["established", "vacant", "covered_by_agency"]
        let key: [String] =
            switch parts[0] {
            case "measures" where parts[3] == "comparators":
                ["comparators", parts[1], parts[4], parts[5]]
            case "measures":
                ["total", "\(parts[1])_\(parts[2])" + (parts[3] == "value" ? "" : "_\(parts[3])")]
            case "series":
                ["total", "turnover", parts[1]] + (parts[2] == "turnover_rate" ? [] : [parts[2]])
            case "teams":
                parts[1] == "total"
                    ? ["total", columns[Int(parts[2]) ?? 0]]
                    : ["total", "teams", parts[2], columns[Int(parts[4]) ?? 0]]
            case "ages": ["total", "ages", parts[1] == "total" ? "total" : parts[2]]
            default: ["total"] + parts.dropFirst()
            }
        return "workforce/\(key.joined(separator: "/"))"
    }
}
