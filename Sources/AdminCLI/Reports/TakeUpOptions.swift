import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// What may be asked of the take-up report.
struct TakeUpOptions: ReportOptions {
    static let reportName = "take-up"

    /// A period to compare with.
    enum Comparison: String, ExpressibleByArgument, CaseIterable {
        case lastYear = "last-year"
    }

    @OptionGroup var moment: MomentOptions
    @Option(
        help: "First day; that of the last whole financial year when left out.", transform: ArgumentValue.date
    )
    var from: CalendarDate?
    @Option(
        help: "Last day, included; a year with the first when left out: 31 March for 1 April.",
        transform: ArgumentValue.date)
    var to: CalendarDate?
    @Option(help: "Of this organisation only, by its code.") var organisation: String?
    @Option(help: "Of this role only, by its code.") var role: String?
    @Option(help: "Of this level only.", transform: ArgumentValue.count) var level: Int?
    @Option(help: "Of this standard only.") var standard: String?
    @Option(help: "What to set beside it: last-year.") var compare: Comparison?
    @Option(
        help: "Hide counts below this, 5 or 10, and what would tell of them.", transform: ArgumentValue.count)
    var threshold: Int?
    @Flag(help: "Round counts to the nearest five, and reckon rates from these.") var roundToFive = false

    /// The report with what was typed.
    var report: ReportTakeUp {
        var choices = TakeUpChoices()
        (choices.from, choices.to) = (from, to)
        (choices.organisation, choices.role) = (organisation, role)
        (choices.level, choices.standard) = (level, standard)
        choices.comparesLastYear = compare == .lastYear
        (choices.threshold, choices.roundsToFive) = (threshold, roundToFive)
        (choices.asOf, choices.asAt) = (moment.asOf, moment.asAt?.date)
        return ReportTakeUp(choices)
    }

    func signable() -> any SignableReport { report }

    static func show(signed content: Data, as format: OutputFormat) throws {
        let report = try ReportJSON.value(TakeUpReport.self, of: content)
        try format.print(
            report, table: TakeUpPages.table(report, by: .organisation),
            heading: TakeUpPages.heading(report), footer: TakeUpPages.footer(report, true))
    }

    static func cautions(signed content: Data) throws -> [String] {
        let few = try ReportJSON.value(TakeUpReport.self, of: content).countsShown(below: 5)
        return few == 0
            ? []
            : [
                "It shows \(few.counted("count")) of fewer than 5 people as they are: before it is passed on to others, sign one with --threshold 5."
            ]
    }
}
