import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth round`: rounds of recruitment, their targets and their options.
struct RoundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "round",
        abstract: "Rounds of recruitment: who will be in post in time, who will not, and why.",
        subcommands: [
            Show.self, List.self, History.self, Open.self, Retarget.self, ExerciseOption.self, LetLapse.self,
            Close.self,
        ])

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open",
            abstract: "Open a round, or with --option the option of a further one.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "CONTRACT/NO, as in PLY-OSW-2022/1.", transform: ArgumentValue.round)
        var reference: RoundReference
        @Option(help: "How many are to count by the due date.", transform: ArgumentValue.count) var target:
            Int
        @Option(help: "First day.", transform: ArgumentValue.date) var opensOn: CalendarDate
        @Option(help: "The last day that counts.", transform: ArgumentValue.date) var dueOn: CalendarDate
        @Option(help: "The milestone at which somebody counts.") var countsAt: String = "started"
        @Flag(help: "The round takes place only if the option is exercised.") var option = false
        @Option(help: "Last day to exercise the option.", transform: ArgumentValue.date) var decideBy:
            CalendarDate?
        @Option(help: "The day this was agreed; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?

        func validate() throws {
            if option && decideBy == nil {
                throw ValidationError("An option needs the last day to decide it; give it with --decide-by.")
            }
            if !option && decideBy != nil {
                throw ValidationError("--decide-by goes with --option only.")
            }
        }

        func run() async throws {
            try await operatorOptions.perform(
                OpenRound(
                    reference: reference, target: target, opensOn: opensOn, dueOn: dueOn, countsAt: countsAt,
                    optionDecideBy: decideBy, on: on))
            CommandContext.current.write(
                "Opened \(option ? "the option " : "")\(reference): \(target) by \(dueOn.longText).\n")
            if on == nil, opensOn < CommandContext.current.today {
                CommandContext.current.note(
                    "It counts as agreed today, so reports about earlier days do not know it; with --on it can be agreed earlier."
                )
            }
        }
    }

    struct Retarget: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retarget",
            abstract: "Change the target or the due date of a round, with the reason.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "CONTRACT/NO.", transform: ArgumentValue.round) var reference: RoundReference
        @Option(help: "The new target.", transform: ArgumentValue.count) var target: Int?
        @Option(help: "The new due date.", transform: ArgumentValue.date) var dueOn: CalendarDate?
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String
        @Option(help: "The day this was agreed; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?

        func run() async throws {
            let record = try await operatorOptions.perform(
                RetargetRound(reference: reference, target: target, dueOn: dueOn, reason: reason, on: on))
            CommandContext.current.write(
                "\(reference) now aims at \(record.target) by \(record.dueOn.longText).\n")
        }
    }

    struct ExerciseOption: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "exercise-option", abstract: "Exercise the option of a round.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "CONTRACT/NO of the option.", transform: ArgumentValue.round) var reference:
            RoundReference
        @Option(help: "The day of the decision; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?
        @Flag(help: "Exercise or record it after the decide-by date; needs a reason.") var force = false
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String?

        func run() async throws {
            try await operatorOptions.perform(
                DecideOption(
                    reference: reference, decision: .exercise, on: on, force: force, reason: reason))
            CommandContext.current.write("Exercised the option \(reference).\n")
        }
    }

    struct LetLapse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "let-lapse", abstract: "Let the option of a round lapse.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "CONTRACT/NO of the option.", transform: ArgumentValue.round) var reference:
            RoundReference
        @Option(help: "The day of the decision; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String?

        func run() async throws {
            try await operatorOptions.perform(
                DecideOption(reference: reference, decision: .letLapse, on: on, reason: reason))
            CommandContext.current.write("Let the option \(reference) lapse.\n")
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "close",
            abstract: "Close a round and keep the snapshot of its last day.",
            discussion: """
                Nobody is added to it any more. Facts that become known later still change what round show \
                answers; the snapshot in round history keeps what stood at closing.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "CONTRACT/NO.", transform: ArgumentValue.round) var reference: RoundReference
        @Option(help: "The day it was closed; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String

        func run() async throws {
            try await operatorOptions.perform(CloseRound(reference: reference, on: on, reason: reason))
            CommandContext.current.write(
                "Closed \(reference); berth round history has its last snapshot.\n")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract:
                "Who is in post, who will be in time, who will not, which step is to blame, and the option.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var moment: MomentOptions
        @OptionGroup var output: PictureOutputOptions
        @Flag(help: "Write the round as an SVG picture instead of a table.") var chart = false
        @Argument(help: "CONTRACT/NO.", transform: ArgumentValue.round) var reference: RoundReference

        func run() async throws {
            let report = try await operatorOptions.perform(
                ShowRound(reference: reference, asOf: moment.asOf, asAt: moment.asAt?.date))
            let page = RoundPage(report)
            try output.print(
                report, table: page.table, heading: page.heading, footer: page.footer,
                picture: chart ? RoundChart(report).svg : nil)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "List the rounds with what the last batch said.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let lines = try await operatorOptions.perform(ListRounds())
            var table = Table(
                [
                    .key("Round"), TableColumn("Title"), .key("State"), .number("Target"), .key("Opens"),
                    .key("Due"), .key("Snapshot"), .number("Achieved"), .key("Status"),
                ], whenEmpty: "There is no round yet; open one with berth round open.")
            for line in lines {
                table.append([
                    TableCell(line.ref), TableCell(line.title), TableCell(line.state),
                    TableCell(String(line.target)), TableCell(line.opensOn.description),
                    TableCell(line.dueOn.description), TableCell(line.snapshotOn?.description ?? ""),
                    TableCell(line.achieved.map(String.init) ?? ""),
                    TableCell(line.status ?? "", tone: line.status.flatMap(Tone.init(status:))),
                ])
            }
            try output.print(lines, table: table)
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "history",
            abstract: "Show the snapshots that the batch took of a round, and what changed between them.",
            discussion: """
                A day that was looked at again after a correction shows its newest revision; with --as-at, the one \
                that had been taken by then.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: AsAtOptions
        @Argument(help: "CONTRACT/NO.", transform: ArgumentValue.round) var reference: RoundReference

        func run() async throws {
            let lines = try await operatorOptions.perform(
                RoundHistory(reference: reference, asAt: moment.asAt?.date))
            var table = Table(
                [
                    .key("As of"), .number("Target"), .number("Achieved"), .number("On course"),
                    .number("At risk"), .number("Will miss"), .number("Lost"), .key("Status"),
                    TableColumn("Changes", overflow: .wrapped),
                ], whenEmpty: "The batch has not looked at this round yet; run berth batch round-targets.")
            for line in lines {
                let changes = line.changes.map { "\($0.ref) \($0.from) -> \($0.to)" }
                table.append([
                    TableCell(
                        line.revision == 1 ? "\(line.asOf)" : "\(line.asOf) (revision \(line.revision))"),
                    TableCell(String(line.target)),
                    TableCell(String(line.achieved)), TableCell(String(line.onCourse)),
                    TableCell(String(line.atRisk)), TableCell(String(line.willMiss)),
                    TableCell(String(line.lost)),
                    TableCell(line.status, tone: Tone(status: line.status)),
                    TableCell(changes.joined(separator: "; ")),
                ])
            }
            try output.print(lines, table: table)
        }
    }
}
