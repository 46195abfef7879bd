import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth deadline`: what is due, and by which rule.
struct DeadlineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deadline", abstract: "What is due, by when, by which rule.", subcommands: [List.self])

    /// The states that a deadline can be asked for by.
    static let states: Set<String> = ["open", "met", "missed", "paused", "cancelled"]

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List deadlines, the most pressing first; open and missed ones unless told otherwise.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "CONTRACT/NO.", transform: ArgumentValue.round) var round: RoundReference?
        @Option(help: "Due within so many days.", transform: ArgumentValue.count) var dueWithin: Int?
        @Option(help: "open, met, missed, paused or cancelled; may be given several times; or all.")
        var state: [String] = ["open", "missed"]
        @OptionGroup var moment: MomentOptions

        func validate() throws {
            let unknown = Set(state).subtracting(DeadlineCommand.states.union(["all"])).sorted()
            if !unknown.isEmpty {
                throw ValidationError("There is no state \(unknown.joined(separator: ", ")) of a deadline.")
            }
        }

        func run() async throws {
            let states = state.contains("all") ? [] : Set(state)
            let report = try await operatorOptions.perform(
                ListDeadlines(
                    round: round, dueWithin: dueWithin, states: states, asOf: moment.asOf,
                    asAt: moment.asAt?.date))
            var table = Table(
                [
                    .key("Due"), .number("Working days"), .key("State"), .key("Subject"),
                    TableColumn("Milestone"), .key("Owner"), .key("Round"), TableColumn("Rule"),
                ], whenEmpty: "Nothing is due.")
            for line in report.deadlines {
                table.append([
                    TableCell(line.dueOn.description), TableCell(String(line.workingDaysLeft)),
                    TableCell(
                        line.state, tone: line.state == "missed" ? .bad : line.state == "met" ? .good : nil),
                    TableCell(line.subjectRef), TableCell(line.milestone ?? line.kind), TableCell(line.owner),
                    TableCell(line.roundRef ?? ""), TableCell(line.rule.key),
                ])
            }
            let unseen = report.roundsWithoutBatch
            try output.print(
                report, table: table,
                footer: unseen.isEmpty
                    ? ""
                    : "\nNo batch has looked at \(unseen.joined(separator: ", ")) yet; run berth batch round-targets.\n"
            )
        }
    }
}

/// `berth rule`: dated rules with their sources.
struct RuleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rule", abstract: "Rules with their dates and sources.", subcommands: [List.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the rules in force on a day, or with --key every dated row of one.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "In force on this day; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?
        @Option(help: "A rule, or the beginning of several, such as cos.") var key: String?
        @OptionGroup var moment: AsAtOptions

        func run() async throws {
            let lines = try await operatorOptions.perform(
                ListRules(on: on, key: key, asAt: moment.asAt?.date))
            var table = Table(
                [
                    .key("Rule"), TableColumn("Value"), .key("Unit"), .key("From"), .key("To"),
                    TableColumn("Source"), .key("Checked"),
                ], whenEmpty: "No rule is loaded; run berth db seed.")
            for line in lines {
                table.append([
                    TableCell(line.key), TableCell(line.value), TableCell(line.unit),
                    TableCell(line.effectiveFrom.description), TableCell(line.effectiveTo?.description ?? ""),
                    TableCell(line.source), TableCell(line.checkedOn.description),
                ])
            }
            try output.print(lines, table: table)
        }
    }
}
