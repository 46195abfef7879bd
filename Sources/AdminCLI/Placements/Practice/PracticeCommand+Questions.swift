import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// Which practice placements, and as of when.
struct PracticeChoiceOptions: ParsableArguments {
    @Option(help: "Of this term only.") var term: String?
    @Option(help: "Of this host only, by its code.") var host: String?
    @Option(help: "Of this university only, by its code.") var university: String?
    @OptionGroup var moment: MomentOptions

    var choice: PracticeChoice {
        PracticeChoice(
            term: term, host: host, university: university, asOf: moment.asOf, asAt: moment.asAt?.date)
    }
}

extension PracticeCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List students on placement, with what is done and owed.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var choice: PracticeChoiceOptions
        @Flag(help: "Those that have ended too.") var ended = false

        func run() async throws {
            let report = try await operatorOptions.perform(ListPractices(choice.choice, ended: ended))
            try output.print(
                report,
                table: PracticePages.table(
                    report.practices,
                    whenEmpty: "Nobody is on placement; publish a match, or see berth practice place --help.")
            )
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one placement: days, what is due, concerns, the register.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: MomentOptions
        @Argument(help: "The student, or one placement.") var student: String

        func run() async throws {
            let page = try await operatorOptions.perform(
                ShowPractice(reference: student, asOf: moment.asOf, asAt: moment.asAt?.date))
            if output.format == .table {
                CommandContext.current.write(PracticePages.page(page, CommandContext.current.terminal))
            } else {
                try output.print(page, table: PracticePages.milestones(page))
            }
        }
    }

    struct Late: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "late",
            abstract: "Whose agreement meeting, report or form is late, since when, and who acts.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var choice: PracticeChoiceOptions

        func run() async throws {
            let report = try await operatorOptions.perform(ListLatePractices(choice.choice))
            var table = Table(
                [
                    .key("Student"), TableColumn("Name"), .key("Host"), TableColumn("What"), .key("Due"),
                    .number("Days late"), TableColumn("Waiting for"),
                ], whenEmpty: "Nothing is late.")
            for line in report.late {
                table.append([
                    TableCell(line.practiceRef), TableCell(line.name), TableCell(line.host),
                    TableCell(line.what), TableCell(line.dueOn.description),
                    TableCell(String(line.workingDaysLate), tone: .bad), TableCell(line.waitingOn),
                ])
            }
            try output.print(report, table: table)
        }
    }

    struct Behind: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "behind",
            abstract: "Who is behind on days or hours, and on which day all will be done.",
            discussion: """
                Everybody who is behind at all, or will be done after the placement or the term. At risk, and in berth \
                practice at-risk, is who is further behind than the rule practice.at_risk_days_behind allows.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var choice: PracticeChoiceOptions

        func run() async throws {
            let report = try await operatorOptions.perform(ListBehind(choice.choice))
            var table = Table(
                [
                    .key("Student"), TableColumn("Name"), .key("Placement"), .number("Done"), .number("Of"),
                    .number("Expected"), .number("Behind"), .number("Not recorded"), .key("Done on"),
                    TableColumn("Past"), .key("At risk"),
                ], whenEmpty: "Nobody is behind.")
            for line in report.practices {
                let unit = line.practice.unit
                let past = [
                    line.isPastPlacement ? "placement" : nil, line.isPastTerm ? "term" : nil,
                ].compactMap { $0 }
                table.append([
                    TableCell(line.practice.practiceRef), TableCell(line.practice.name),
                    TableCell(line.practice.placementRef), TableCell(unit.number(line.done)),
                    TableCell(unit.words(line.practice.required)), TableCell(unit.number(line.expected)),
                    TableCell(unit.number(line.behind), tone: .warning),
                    TableCell(String(line.unrecordedDays)), TableCell(line.endsOn.description),
                    TableCell(past.joined(separator: ", "), tone: .bad),
                    TableCell(line.risks.isEmpty ? "" : "yes", tone: .bad),
                ])
            }
            try output.print(report, table: table)
        }
    }

    struct AtRisk: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "at-risk",
            abstract: "Which placements are at risk, which have broken down and wait for another.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var choice: PracticeChoiceOptions

        func run() async throws {
            let report = try await operatorOptions.perform(ListPracticesAtRisk(choice.choice))
            var table = Table(
                [
                    .key("Student"), TableColumn("Name"), .key("Placement"), .key("State"),
                    TableColumn("Why", overflow: .wrapped), .number("Owes"),
                ], whenEmpty: "No placement is at risk, and nobody waits for another.")
            for line in report.practices {
                table.append([
                    TableCell(line.practice.practiceRef), TableCell(line.practice.name),
                    TableCell(line.practice.placementRef), TableCell("at risk", tone: .warning),
                    TableCell(
                        line.risks.map { $0.rawValue.replacing("_", with: " ") }.joined(separator: ", ")),
                    TableCell(line.practice.unit.words(line.owed)),
                ])
            }
            for line in report.toBePlaced {
                table.append([
                    TableCell(line.practice.practiceRef), TableCell(line.practice.name),
                    TableCell(line.practice.placementRef), TableCell("to be placed", tone: .bad),
                    TableCell(
                        "broke down on \(line.practice.endedOn?.description ?? ""): \((line.practice.endReason ?? "").replacing("_", with: " "))"
                    ),
                    TableCell(line.practice.unit.words(line.owed)),
                ])
            }
            try output.print(report, table: table)
        }
    }

    struct Payments: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "payments",
            abstract: "What hosts and off-site educators have earned, by the register.",
            discussion: """
                The daily rates are rules (berth rule list --key practice.), the same for everybody; an early end pays the \
                days done. Placements that count hours earn nothing here.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: MomentOptions
        @Option(help: "Of this term only.") var term: String?
        @Flag(help: "Only what is due and not paid.") var due = false

        func run() async throws {
            let report = try await operatorOptions.perform(
                ListPracticePayments(
                    term: term, due: due, asOf: moment.asOf, asAt: moment.asAt?.date))
            var table = Table(
                [
                    .key("Student"), .key("Payee"), .key("To"), .number("Days"), .number("A day"),
                    .number("Amount"), .key("State"), .key("Ended"), .key("Paid"), .number("Sum"),
                ], whenEmpty: "Nothing is \(due ? "due" : "earned").")
            for line in report.payments {
                table.append([
                    TableCell(line.practiceRef), TableCell(line.payee), TableCell(line.payeeRef),
                    TableCell(PracticeUnit.halfDays.number(line.halfDays)),
                    TableCell(pence: line.dailyPence),
                    TableCell(pence: line.amountPence),
                    TableCell(line.state, tone: line.state == "due" ? .warning : nil),
                    TableCell(line.endedOn?.description ?? ""), TableCell(line.paidOn?.description ?? ""),
                    TableCell(pence: line.paidPence),
                ])
            }
            try output.print(
                report, table: table,
                footer: report.duePence > 0 ? "\nDue: \(Pounds.text(report.duePence)).\n" : "")
        }
    }
}
