import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth candidate`: people on their way into a post.
struct CandidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "candidate", abstract: "Candidates: register, edit, record milestones, decide, look up.",
        subcommands: [
            Search.self, Show.self, Timeline.self, List.self, Register.self, Edit.self, Record.self,
            Correct.self, Withdraw.self, Reject.self, Reinstate.self, Move.self,
        ])

    struct Search: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "search",
            abstract: "Find candidates by name (accents do not matter), reference or e-mail.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Part of a name, a reference, or an e-mail.") var text: String

        func run() async throws {
            let lines = try await operatorOptions.perform(SearchCandidates(text: text))
            try CandidateTable.print(lines, output, whenEmpty: "Nobody fits \"\(text)\".")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the candidates, all or of one round.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var moment: MomentOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "CONTRACT/NO.", transform: ArgumentValue.round) var round: RoundReference?

        func run() async throws {
            let lines = try await operatorOptions.perform(
                SearchCandidates(round: round, asOf: moment.asOf, asAt: moment.asAt?.date))
            try CandidateTable.print(lines, output, whenEmpty: "There is no candidate yet.")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show one candidate: particulars, every milestone, and the outlook.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var moment: MomentOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The reference.") var reference: String

        func run() async throws {
            let report = try await operatorOptions.perform(
                ShowCandidate(reference: reference, asOf: moment.asOf, asAt: moment.asAt?.date))
            let page = CandidatePage(report)
            try output.print(
                report, table: page.table, heading: page.heading(for: CommandContext.current.terminal))
        }
    }

    struct Timeline: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "timeline",
            abstract: "Show everything that happened to a candidate, as it became known.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The reference.") var reference: String

        func run() async throws {
            let lines = try await operatorOptions.perform(CandidateTimeline(reference: reference))
            var table = Table(
                [
                    .key("Recorded"), .key("Happened"), .key("What"), .key("Kind"), TableColumn("By"),
                    TableColumn("Detail", overflow: .wrapped),
                ], whenEmpty: "Nothing is recorded.")
            for line in lines {
                table.append([
                    TableCell(line.recordedAt.description), TableCell(line.happenedOn?.description ?? ""),
                    TableCell(line.what), TableCell(line.kind), TableCell(line.recordedBy),
                    TableCell(line.detail ?? ""),
                ])
            }
            try output.print(lines, table: table)
        }
    }

    struct Record: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record",
            abstract: "Record that a candidate passed a milestone.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference.") var reference: String
        @OptionGroup var passed: PassedMilestoneOptions

        func run() async throws {
            let record = try await operatorOptions.perform(
                RecordMilestone(
                    reference: reference, milestone: passed.milestone, on: passed.on, note: passed.note,
                    overrideReason: passed.overrideReason))
            CommandContext.current.write(
                MilestoneSentence.passed(record.candidateRef, record.milestone, on: record.happenedOn))
        }
    }

    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "correct",
            abstract: "Correct a milestone: another date, or it never happened.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference.") var reference: String
        @OptionGroup var corrected: CorrectedMilestoneOptions

        func run() async throws {
            let record = try await operatorOptions.perform(
                CorrectMilestone(
                    reference: reference, milestone: corrected.milestone, happenedOn: corrected.on,
                    reason: corrected.reason, overrideReason: corrected.overrideReason))
            CommandContext.current.write(
                MilestoneSentence.corrected(record.candidateRef, record.milestone, to: record.happenedOn))
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "Record that a candidate withdrew.")
        @OptionGroup var decision: DecisionOptions

        func run() async throws { try await decision.run(.withdrawn) }
    }

    struct Reject: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reject", abstract: "Reject a candidate.")
        @OptionGroup var decision: DecisionOptions

        func run() async throws { try await decision.run(.rejected) }
    }

    struct Reinstate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reinstate",
            abstract: "Take a candidate back who had withdrawn or been rejected.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference.") var reference: String
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String
        @Option(help: "The day of the decision; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?

        func run() async throws {
            let record = try await operatorOptions.perform(
                ReinstateCandidate(reference: reference, on: on, reason: reason))
            CommandContext.current.write("Reinstated \(record.candidateRef) \(record.fullName).\n")
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "move", abstract: "Move a candidate to another round.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference.") var reference: String
        @Option(name: .customLong("to"), help: "CONTRACT/NO.", transform: ArgumentValue.round)
        var round: RoundReference
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String
        @Option(help: "The day of the decision; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?

        func run() async throws {
            let record = try await operatorOptions.perform(
                MoveCandidate(reference: reference, to: round, on: on, reason: reason))
            CommandContext.current.write("Moved \(record.candidateRef) \(record.fullName) to \(round).\n")
        }
    }
}

/// A way out for a candidate, for `withdraw` and `reject`.
struct DecisionOptions: ParsableArguments {
    @OptionGroup var operatorOptions: OperatorOptions
    @Argument(help: "The reference.") var reference: String
    @Option(help: "The code of the reason.") var reason: String
    @Option(help: "The day of the decision; today when left out.", transform: ArgumentValue.date)
    var on: CalendarDate?
    @Option(help: "A note.") var note: String?

    func run(_ decision: DecideCandidate.Decision) async throws {
        let record = try await operatorOptions.perform(
            DecideCandidate(reference: reference, decision: decision, reasonCode: reason, on: on, note: note))
        CommandContext.current.write("\(record.candidateRef) \(record.fullName): \(decision.rawValue).\n")
    }
}
