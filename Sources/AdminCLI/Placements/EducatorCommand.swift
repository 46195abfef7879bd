import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth educator`: who assesses students on placement.
struct EducatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "educator", abstract: "Practice educators: stage, currency, slots.",
        subcommands: [Set.self, List.self])

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Add a practice educator or change one; what is left out stays.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the educator.") var reference: String
        @Option(help: "The code of the organisation they work for.") var organisation: String?
        @Flag(help: "They work for none of the organisations.") var offSite = false
        @Option(help: "1 or 2; only stage 2 assesses final placements.", transform: ArgumentValue.count)
        var stage: Int?
        @Option(help: "The last day on which they are current.", transform: ArgumentValue.date)
        var currentUntil: CalendarDate?
        @Option(help: "How many students they take at a time.", transform: ArgumentValue.count) var slots:
            Int?

        func validate() throws {
            if offSite && organisation != nil {
                throw ValidationError(
                    "An educator who works off-site has no organisation; give one of the two.")
            }
        }

        func run() async throws {
            let record = try await operatorOptions.perform(
                SetEducator(
                    reference: reference, organisation: organisation, isOffSite: offSite, stage: stage,
                    currentUntil: currentUntil, slots: slots))
            CommandContext.current.write("Stored the educator \(record.educatorRef).\n")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List practice educators, by reference.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Flag(help: "Only those whose currency has run out, or will before a placement of theirs ends.")
        var expiring = false
        @Option(help: "The day of the list; today when left out.", transform: ArgumentValue.date)
        var asOf: CalendarDate?

        func run() async throws {
            let lines = try await operatorOptions.perform(ListEducators(expiring: expiring, asOf: asOf))
            var table = Table(
                [
                    .key("Educator"), TableColumn("Organisation"), .number("Stage"), .key("Current until"),
                    .key("Needed until"), .number("Slots"),
                    TableColumn("Placements", overflow: .wrapped), .number("Locked"),
                ], whenEmpty: expiring ? "No educator's currency runs out." : "There is no educator yet.")
            for line in lines {
                let educator = line.educator
                table.append([
                    TableCell(educator.educatorRef), TableCell(educator.organisation ?? "off-site"),
                    TableCell(educator.stage.map(String.init) ?? ""),
                    TableCell(
                        educator.currentUntil?.description ?? "", tone: line.isExpiring ? .warning : nil),
                    TableCell(line.neededUntil?.description ?? ""),
                    TableCell(educator.slots.map(String.init) ?? ""),
                    TableCell(line.placements.joined(separator: ", ")),
                    TableCell("\(line.locked)", tone: line.isOverCommitted ? .bad : nil),
                ])
            }
            try output.print(lines, table: table)
        }
    }
}
