import ArgumentParser
import Services

/// The options of a report that can be signed: the same for printing it and for signing it.
protocol ReportOptions: ParsableArguments {
    /// The report with what was typed.
    func signable() throws -> any SignableReport
    /// The name of the report, as in `berth report sign take-up`.
    static var reportName: String { get }
}

/// `berth report sign NAME`, for any report that can be signed.
struct SignCommand<Options: ReportOptions>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Options.reportName,
            abstract: "Sign the report \(Options.reportName), so that it is kept to the byte.")
    }

    @OptionGroup var operatorOptions: OperatorOptions
    @OptionGroup var options: Options
    @Option(
        help: "Why there is a further version of a return that is signed already.",
        transform: ArgumentValue.reason)
    var reason: String?

    func run() async throws {
        let record = try await operatorOptions.perform(SignReport(try options.signable(), reason: reason))
        CommandContext.current.write(ReturnPages.signed(record))
    }
}
