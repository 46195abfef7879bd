import ArgumentParser
import Domain
import FoundationEssentials
import Services

extension ApprenticeCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List apprentices, by reference.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: MomentOptions
        @Option(help: "Of this employer only, by its code.") var organisation: String?
        @Option(help: "On this standard only.") var standard: String?
        @Option(
            help:
                "In this state only: not_started, in_learning, on_break, at_gateway, achieved, withdrawn or transferred.",
            transform: ApprenticeArgument.state)
        var state: ApprenticeshipState?

        func run() async throws {
            let lines = try await operatorOptions.perform(
                ListApprentices(
                    organisation: organisation, state: state, standard: standard, moment.question))
            var table = Table(
                [
                    .key("Apprentice"), TableColumn("Name"), .key("Employer"), .key("Standard"),
                    .number("Level"), .key("Role"), .key("State"), .key("Since"), .key("Until"),
                    .key("Agreed by"),
                ], whenEmpty: "There is no such apprentice; import them with berth import apprentices.")
            for line in lines {
                table.append([
                    TableCell(line.apprenticeRef), TableCell(line.name), TableCell(line.organisation),
                    TableCell(line.standardRef), TableCell(line.level.map(String.init) ?? ""),
                    TableCell(line.role), TableCell(line.state.replacing("_", with: " ")),
                    TableCell(line.since?.description ?? ""),
                    TableCell(line.expectedEndOn?.description ?? ""),
                    TableCell(line.approvedBy.joined(separator: ", ")),
                ])
            }
            try output.print(lines, table: table)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one apprentice with what happened.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: MomentOptions
        @OptionGroup var apprentice: ApprenticeOptions

        func run() async throws {
            let report = try await operatorOptions.perform(
                ShowApprentice(
                    reference: apprentice.reference, standard: apprentice.standard, moment.question))
            try output.print(
                report, table: ApprenticePages.events(report),
                heading: ApprenticePages.page(report, CommandContext.current.terminal) + "\n")
        }
    }
}
