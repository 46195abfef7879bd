import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth levy`: levy accounts. Movements come with `berth import levy`.
struct LevyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "levy", abstract: "Levy accounts: what came in, went out, expired, and will.",
        subcommands: [Show.self, Forecast.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a levy account, month by month.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: MomentOptions
        @Argument(help: "The code of the organisation.") var organisation: String

        func run() async throws {
            let report = try await operatorOptions.perform(
                ShowLevy(organisation: organisation, moment.question))
            try output.print(
                report, table: LevyPages.months(report), heading: LevyPages.heading(report),
                footer: LevyPages.balance(report))
        }
    }

    struct Forecast: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forecast",
            abstract: "What expires in 3, 6 and 12 months, under which rule, and what would use it.",
            discussion: """
                What enters in a month is what did in the twelve up to the last recorded one, with the government's top-up \
                of the month in which it enters. What is spent is what trainings under way cost by their plans, and \
                what was spent besides in those twelve. Give others with --income and --spending. Both are taken of \
                every month of which nothing is recorded.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: MomentOptions
        @Argument(help: "The code of the organisation; every account beside the others when left out.")
        var organisation: String?
        @Option(help: "What is spent in a month, in pounds.", transform: ArgumentValue.pence) var spending:
            Int?
        @Option(help: "What enters in a month, in pounds, with any top-up.", transform: ArgumentValue.pence)
        var income: Int?

        func validate() throws {
            if organisation == nil, spending != nil || income != nil {
                throw ValidationError("--spending and --income are of one organisation; give its code too.")
            }
        }

        func run() async throws {
            guard let organisation else {
                let overview = try await operatorOptions.perform(ForecastLevies(moment.question))
                return try output.print(
                    overview, table: LevyOverviewPage.accounts(overview),
                    heading: LevyOverviewPage.heading(overview), footer: LevyOverviewPage.receivers(overview))
            }
            let report = try await operatorOptions.perform(
                ShowLevy(organisation: organisation, spending: spending, paidIn: income, moment.question))
            try output.print(
                report, table: LevyPages.horizons(report), heading: LevyPages.heading(report),
                footer: LevyPages.uses(report))
        }
    }
}
