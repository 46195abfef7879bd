import Domain
import Foundation
import OfficeSupport
@testable import Services
import TestSupport
import Testing

/// Every number of the reports that are traced and not signed is a figure, and its records make it.
@Suite("Numbers of traced reports")
struct TracedNumberTests {
    /// Numbers that are no figures, and why.
    static let exceptions: [(isOne: @Sendable (String) -> Bool, why: String)] = [
        ({ $0 == "threshold" || $0.hasSuffix("/threshold") }, "the choice, or that of the rules"),
        ({ $0.contains("/curve/") && $0.hasSuffix("/days") }, "says which step it is"),
        ({ $0.hasPrefix("horizons/") && $0.hasSuffix("/months") }, "says how far it looks ahead"),
        ({ $0.hasPrefix("horizons/") && $0.hasSuffix("/after_months") }, "says which rule it is"),
    ]

    @Test("of leavers, shown and hidden, of all, of an organisation and of a part")
    func leavers() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            for (key, question) in try Self.questions("leavers/total", "leavers/plymouth_council") {
                let made = try await numbers(ReportLeavers(tracing: key, question), office, key) {
                    $0.replacing(/\/rows\/(.+)\/counts\/0$/) { "/\($0.output.1)" }
                        .replacing(/\/total\/0$/, with: "/total")
                        .replacing(/^themes\/(.+)\/leavers$/) { "themes/\($0.output.1)" }
                }
                for figure in made.figures {
                    let sum = figure.sums[0].reduce(0) { $0 + $1.amount }
                    let units = figure.key.hasSuffix("_fte") ? 10_000.0 : 1
                    #expect(figure.value.flatMap(Double.init) == Double(sum) / units, "\(figure.key)")
                }
            }
        }
    }

    @Test("of retention by intake, route and round, with every step")
    func retention() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            for grouping in ReportRetention.Grouping.allCases {
                let groups = ["total", "plymouth_council"].map { "retention/\($0)/\(grouping.rawValue)" }
                for (key, question) in try Self.questions(groups[0], groups[1]) {
                    let made = try await numbers(ReportRetention(tracing: key, question), office, key) {
                        $0.replacing(/^groups\//, with: "").replacing(/\/rows\/(.+)\/counts\/0$/) {
                            "/\($0.output.1)"
                        }.replacing(/\/total\/0$/, with: "/total")
                    }
                    try Self.checkCurves(made, isExact: question.threshold == 1)
                }
            }
        }
    }

    @Test("of turnover, every month")
    func turnover() async throws {
        try await WorkforceReportTests.withWorkforce { office in
            for (key, question) in try Self.questions("turnover/total", "turnover/plymouth_council") {
                let made = try await numbers(ReportTurnover(tracing: key, question), office, key) {
                    $0.replacing(/^series\//, with: "").replacing(/\/turnover_rate$/, with: "")
                }
                for figure in made.figures {
                    let sums = figure.sums.map { $0.reduce(0) { $0 + $1.amount } }
                    guard let value = figure.value.flatMap(Double.init) else { continue }
                    let made = Double(sums[0]) / Double(sums.count == 2 ? sums[1] : 10_000)
                    #expect(abs(value - made) <= 0.000_000_5, "\(figure.key)")
                }
            }
        }
    }

    @Test("of a levy account and what it will be, with expiry, means, and who would use it")
    func levy() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.load(
                "posts",
                "organisation,post_ref,title,role,fte,status,created_on\ntavy_trust,N1,Nurse,registered_nurse,1.0,established,2022-01-10\n"
            )
            try await office.perform(ApproveTraining(reference: "TAV/A3", party: .provider), as: "max")
            try await office.load(
                "levy",
                "organisation,month,kind,amount\ntavy_trust,2022-05,paid_in,500.00\ntavy_trust,2022-06,transferred_out,40.00\n"
            )
            for date in ["2022-09-30", "2024-02-15", "2024-06-30"] {
                office.clock.set(try day(date))
                let question = ReportQuestion(asOf: try day(date))
                let key = "levy/tavy_trust"
                let made = try await numbers(ShowLevy(tracing: key, question), office, key) { $0 }
                let values = made.kept.values
                func value(_ name: String) throws -> Int {
                    try #require((values["\(key)/\(name)"] ?? nil).flatMap { Int($0) }, "\(name)")
                }
                let months = try value("averaged_months")
                for figure in made.figures where !figure.sums.isEmpty {
                    let sum = figure.sums[0].reduce(0) { $0 + $1.amount }
                    let isMean =
                        figure.key.hasSuffix("/average_spent_pence")
                        || figure.key.contains("/assumed_paid_in")
                    let made = isMean ? sum / months : sum
                    // The band of a standard is no sum where there is none.
                    #expect(figure.value.map { Int($0) == made } ?? true, "\(date) \(figure.key)")
                }
                #expect(try value("balance_pence") >= 0)
                for figure in made.figures where (figure.value ?? "0") != "0" {
                    #expect(!figure.records.isEmpty, "\(figure.key)")
                }
            }
        }
    }

    /// The same of all, of an organisation, and of a part of it, shown and hidden.
    private static func questions(_ all: String, _ one: String) throws -> [(String, ReportQuestion)] {
        var questions: [(String, ReportQuestion)] = []
        for threshold in [1, nil] {
            for (key, role) in [(all, nil), (one, nil), (all, "social_worker")] {
                var question = ReportQuestion(asOf: try day("2022-09-30"))
                (question.role, question.threshold) = (role, threshold)
                questions.append((key, question))
            }
        }
        return questions
    }

    /// Counts are the numbers of their spells, and shares follow from the steps before by the formula of Kaplan and Meier.
    private static func checkCurves(_ made: MadeReport, isExact: Bool) throws {
        let values = made.figures.reduce(into: [String: Double]()) {
            $0[$1.key] = $1.value.flatMap(Double.init)
        }
        for figure in made.figures {
            let spells = figure.sums.map { $0.map { made.records[$0.record] } }
            #expect(spells.joined().allSatisfy { $0.kind == "employment_spell" })
            let name = figure.key.split(separator: "/").last.map(String.init) ?? ""
            if ["people", "left", "at_risk"].contains(name) || figure.key.contains("/ways/") {
                #expect(values[figure.key] == Double(spells[0].count), "\(figure.key)")
            }
            guard name == "survival", isExact, let value = values[figure.key] else { continue }
            let step = figure.key.dropLast("/survival".count)
            let curve = step.split(separator: "/").dropLast().joined(separator: "/")
            let days = Int(step.split(separator: "/").last ?? "") ?? 0
            let steps = values.keys.filter { $0.hasPrefix("\(curve)/") && $0.hasSuffix("/at_risk") }
                .map { $0.dropLast("/at_risk".count) }
                .filter { Int($0.split(separator: "/").last ?? "") ?? 0 <= days }
            let share = steps.reduce(1.0) { share, step in
                share * (1 - (values["\(step)/left"] ?? 0) / (values["\(step)/at_risk"] ?? 1))
            }
            #expect(abs(value - share) <= 0.000_001, "\(figure.key)")
        }
    }

    /// Checks that every number of a report is what a figure says; answers the report.
    private func numbers(
        _ report: any TraceableReport, _ office: Office, _ mark: String, key: (String) -> String
    ) async throws -> MadeReport {
        let made = try await office.perform(MakeReport(report: report))
        let values = made.kept.values
        var unknown: [String] = []
        var count = 0
        try ReportNumbers.walk(made.content, naming: Self.name) { path, number in
            if Self.exceptions.contains(where: { $0.isOne(path) }) { return }
            count += 1
            let key = "\(mark)/\(key(path))"
            if (values[key] ?? nil).flatMap(Double.init) != number {
                unknown.append("\(path) is \(number), \(key) is \((values[key] ?? nil) ?? "nothing")")
            }
        }
        #expect(unknown == [])
        // Where small numbers are hidden, there may be none.
        #expect(count > 2 || made.figures.contains(where: \.isHidden))
        return made
    }

    /// What names an element of a list.
    private static func name(_ element: ReportNumbers) -> String? {
        if let theme = element.text("theme") { return theme }
        if let days = element.number("days") { return days }
        if element.has("through") { return element.number("months") }
        for keys in [["apprentice_ref", "standard_ref"], ["role", "standard_ref"]] where element.has(keys[0])
        {
            return keys.compactMap { element.text($0) }.joined(separator: "/")
        }
        return element.text("funds_from") ?? element.text("month") ?? element.text("from")
            ?? element.text("name")
    }
}
