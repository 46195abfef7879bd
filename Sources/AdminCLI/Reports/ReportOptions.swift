import ArgumentParser
import FoundationEssentials
import Services

/// The options of a report that can be signed: the same for printing it and for signing it.
protocol ReportOptions: ParsableArguments {
    /// The report with what was typed.
    func signable() throws -> any SignableReport
    /// The name of the report, as in `berth report sign take-up`.
    static var reportName: String { get }
    /// Prints the report out of its signed bytes, as it is printed itself.
    static func show(signed content: Data, as format: OutputFormat) throws
    /// What whoever signs it should know of what it says, a sentence each.
    static func cautions(signed content: Data) throws -> [String]
}

/// The options of every report that can be signed.
enum SignedOptions {
    static let all: [any ReportOptions.Type] = [TakeUpOptions.self, WorkforceOptions.self]

    /// Prints what was signed: JSON to the byte, else as the report itself is printed.
    static func show(_ signed: SignedReturn, as format: OutputFormat) throws {
        if format != .json, let options = all.first(where: { $0.reportName == signed.record.report }) {
            try options.show(signed: signed.content, as: format)
        } else {
            CommandContext.current.write(String(decoding: signed.content, as: UTF8.self))
        }
    }
}

/// `berth report sign NAME`, for any report that can be signed.
struct SignCommand<Options: ReportOptions>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Options.reportName,
            abstract: "Sign the report \(Options.reportName), so that it is kept to the byte.",
            discussion: """
                A return is of the whole partnership, each organisation with a line in it, so that one is not \
                subtracted from another: options that ask for a part are refused.
                """)
    }

    @OptionGroup var operatorOptions: OperatorOptions
    @OptionGroup var options: Options
    @Option(
        help: "Why there is a further version of a return that is signed already.",
        transform: ArgumentValue.reason)
    var reason: String?

    func run() async throws {
        let record = try await operatorOptions.perform(SignReport(try options.signable(), reason: reason))
        let signed = try await operatorOptions.perform(
            ShowReturn(reference: record.returnRef, version: record.version))
        let cautions = try Options.cautions(signed: signed.content).map { "\($0)\n" }.joined()
        CommandContext.current.write(ReturnPages.signed(record) + cautions)
    }
}
