import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth term`: when students are on placement.
struct TermCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "term", abstract: "Terms in which students are on placement.",
        subcommands: [Add.self, List.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Make a term, with the day by which hosts are to answer.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "Its code, such as autumn-2022.") var code: String
        @Option(help: "The name.") var name: String
        @Option(help: "First day.", transform: ArgumentValue.date) var startsOn: CalendarDate
        @Option(help: "Last day.", transform: ArgumentValue.date) var endsOn: CalendarDate
        @Option(help: "The day by which hosts are to answer.", transform: ArgumentValue.date)
        var offersDueOn: CalendarDate?

        func run() async throws {
            let record = try await operatorOptions.perform(
                AddTerm(
                    code: code, name: name, startsOn: startsOn, endsOn: endsOn, offersDueOn: offersDueOn))
            CommandContext.current.write("Made the term \(record.term).\n")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the terms, the earliest first.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let terms = try await operatorOptions.perform(ListTerms())
            var table = Table(
                [.key("Term"), TableColumn("Name"), .key("Starts"), .key("Ends"), .key("Offers due")],
                whenEmpty: "There is no term yet; make one with berth term add.")
            for term in terms {
                table.append([
                    TableCell(term.term), TableCell(term.name), TableCell(term.startsOn.description),
                    TableCell(term.endsOn.description), TableCell(term.offersDueOn?.description ?? ""),
                ])
            }
            try output.print(terms, table: table)
        }
    }
}
