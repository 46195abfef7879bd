import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// What may be asked of the workforce report.
struct WorkforceOptions: ReportOptions {
    static let reportName = "workforce"

    @OptionGroup var moment: MomentOptions
    @OptionGroup var scope: ScopeOptions
    @Option(
        help: "What is to come, as in arrivals=12,newly_qualified=7.",
        transform: WorkforceArgument.assumptions)
    var whatIf: VacancyAssumptions?
    @Option(
        help: "A post created on this day or later is new; a year before when left out.",
        transform: ArgumentValue.date)
    var newSince: CalendarDate?
    @Option(help: "How many months of turnover.", transform: ArgumentValue.count) var months: Int =
        ReportWorkforce.usualMonths
    @Option(help: "Hide counts below this in breakdowns; 5 or 10.", transform: ArgumentValue.count)
    var threshold: Int?

    /// The report with what was typed.
    var report: ReportWorkforce {
        ReportWorkforce(
            scope: scope.scope, asOf: moment.asOf, asAt: moment.asAt?.date, newSince: newSince,
            months: months,
            threshold: threshold, assumptions: whatIf)
    }

    /// Whether anything is chosen beside the moment.
    var isNarrowed: Bool {
        scope.scope != WorkforceScope() || whatIf != nil || newSince != nil || threshold != nil
            || months != ReportWorkforce.usualMonths
    }

    func signable() -> any SignableReport { report }

    static func show(signed content: Data, as format: OutputFormat) throws {
        try WorkforcePage(try ReportJSON.value(WorkforceReport.self, of: content)).print(by: nil, as: format)
    }

    static func cautions(signed content: Data) throws -> [String] {
        let report = try ReportJSON.value(WorkforceReport.self, of: content)
        let missing = Dictionary(grouping: report.measures.filter { $0.reason != nil }) { $0.reason ?? "" }
        return missing.sorted { $0.key < $1.key }.map { reason, measures in
            let names = measures.map { "\($0.name.replacing("_", with: " ")) by \($0.basis)" }.joined(
                separator: ", ")
            return "Not in it: \(names): \(reason)."
        }
    }
}
