import ArgumentParser
import Domain
import Services

/// `berth standard`: apprenticeship standards. They come and change with `berth import standards`.
struct StandardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "standard", abstract: "Apprenticeship standards and their versions.",
        subcommands: [List.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the standards, by reference and version.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var moment: AsAtOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Of this level only.", transform: ArgumentValue.count) var level: Int?

        func run() async throws {
            let records = try await operatorOptions.perform(
                ListStandards(level: level, asAt: moment.asAt?.date))
            var table = Table(
                [
                    .key("Standard"), .key("Version"), TableColumn("Title"), .number("Level"),
                    TableColumn("Route"), .number("Band"), .number("Hours"), .key("From"), .key("To"),
                    TableColumn("Note", overflow: .wrapped),
                ], whenEmpty: "There is no standard yet; import them with berth import standards.")
            for record in records {
                table.append([
                    TableCell(record.standardRef), TableCell(record.version), TableCell(record.title),
                    TableCell(String(record.level)), TableCell(record.route ?? ""),
                    TableCell(pence: record.fundingBandPence),
                    TableCell(record.minimumHours.map(String.init) ?? ""),
                    TableCell(record.effectiveFrom?.description ?? ""),
                    TableCell(record.effectiveTo?.description ?? ""), TableCell(record.note ?? ""),
                ])
            }
            try output.print(records, table: table)
        }
    }
}
