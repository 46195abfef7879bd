import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth pathway`: the milestones that lead into a post.
struct PathwayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pathway", abstract: "Pathways: the milestones that lead into a post.",
        subcommands: [List.self, Show.self])

    private struct Line: Encodable {
        let code: String
        let name: String
        let milestones: [MilestoneDefinition]
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "list", abstract: "List the pathways.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let pathways = try await operatorOptions.perform(ShowPathways())
            var table = Table(
                [.key("Pathway"), TableColumn("Name"), .number("Milestones")],
                whenEmpty: "No pathway is loaded; run berth db seed.")
            for pathway in pathways {
                table.append([
                    TableCell(pathway.code), TableCell(pathway.name), TableCell(String(pathway.count)),
                ])
            }
            try output.print(
                pathways.map { Line(code: $0.code, name: $0.name, milestones: $0.milestones) }, table: table)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show the milestones of a pathway: who acts, how long it usually takes, what it needs.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The pathway.") var code: String

        func run() async throws {
            let pathways = try await operatorOptions.perform(ShowPathways(code: code))
            var table = Table(
                [
                    .key("Milestone"), TableColumn("Name"), .key("Who"), TableColumn("Waiting on"),
                    .key("Usually"), TableColumn("Needs", overflow: .wrapped),
                ], whenEmpty: "The pathway has no milestone.")
            for milestone in pathways.flatMap(\.milestones).sorted(by: { $0.position < $1.position }) {
                table.append([
                    TableCell(milestone.code), TableCell(milestone.name), TableCell(milestone.actor.rawValue),
                    TableCell(milestone.waitingOn), TableCell(milestone.usualDuration.description),
                    TableCell(milestone.prerequisites.joined(separator: ", ")),
                ])
            }
            try output.print(
                pathways.map { Line(code: $0.code, name: $0.name, milestones: $0.milestones) }, table: table)
        }
    }
}
