import ArgumentParser
import Services

/// `berth code`: what may stand in columns of codes.
struct CodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code", abstract: "Codes of roles, routes and reasons.", subcommands: [List.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the codes of one list, such as role or leaving_reason, or of all.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The list; all of them when left out.") var list: String?

        func run() async throws {
            let lines = try await operatorOptions.perform(ListCodes(list: list))
            var table = Table(
                [.key("List"), .key("Code"), TableColumn("Name")],
                whenEmpty: "No code is loaded; run berth db seed.")
            for line in lines {
                table.append([TableCell(line.list), TableCell(line.code), TableCell(line.name)])
            }
            try output.print(lines, table: table)
        }
    }
}
