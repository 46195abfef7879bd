import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth report`: figures that stand up to an auditor.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Reports: figures, who signed them, and the records behind them.",
        subcommands: [
            TakeUp.self, WorkforceReportCommand.self, TurnoverReportCommand.self, RetentionReportCommand.self,
            LeaversReportCommand.self, Sign.self, Returns.self, ShowSigned.self, Trace.self,
        ])

    struct TakeUp: AsyncParsableCommand {
        /// How the table is grouped.
        enum Grouping: String, ExpressibleByArgument, CaseIterable {
            case organisation, role, level, standard, route
        }

        static let configuration = CommandConfiguration(
            commandName: "take-up",
            abstract:
                "Take-up of apprenticeships: starts, in learning, rates, and routes to roles that are hard to fill.",
            discussion: """
                The rate is new apprentices in the period by employees before it. --by route answers which apprenticeships lead to roles that are hard to fill, who uses them and who does not. --chart draws the rates of organisations as SVG; with --format it is the table behind the picture. The CSV has every figure of the return and why one is missing; the table has those that fit.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var options: TakeUpOptions
        @Option(help: "How to group the table: organisation, role, level, standard or route.") var by:
            Grouping =
                .organisation
        @Flag(help: "Write a picture of the rates.") var chart = false
        @OptionGroup var output: PictureOutputOptions

        func validate() throws {
            if chart && by != .organisation {
                throw ValidationError(
                    "The picture is of organisations, since only they have a rate; leave --chart or --by \(by.rawValue) out."
                )
            }
        }

        func run() async throws {
            let report = try await operatorOptions.perform(options.report)
            try output.print(
                report, table: TakeUpPages.table(report, by: by), heading: TakeUpPages.heading(report),
                footer: TakeUpPages.footer(report, by == .organisation),
                picture: chart ? TakeUpChart(report).svg : nil)
        }
    }

    struct Sign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign",
            abstract:
                "Sign a report: it is kept to the byte, with the hash of its records, the signer and the time.",
            subcommands: [SignCommand<TakeUpOptions>.self, SignCommand<WorkforceOptions>.self])
    }

    struct Returns: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "returns", abstract: "List the signed reports and their versions.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Of this report only, such as take-up.") var report: String?

        func run() async throws {
            let records = try await operatorOptions.perform(ListReturns(report: report))
            try output.print(records, table: ReturnPages.list(records))
        }
    }

    struct ShowSigned: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show-return",
            abstract:
                "Show a signed report: what it says, to the byte, or who signed it and what changed since.",
            discussion: """
                Without --format it says who signed it, from how many records, and what a later version says differently, with the records that were added since. With --format it is the report as it was signed: json byte for byte, table and csv as the report itself prints them.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @Option(help: "Print what was signed: table, json or csv.") var format: OutputFormat?
        @Argument(help: "The reference of the signed report.") var reference: String
        @Option(help: "The version; the last when left out.") var version: Int?

        func run() async throws {
            let signed = try await operatorOptions.perform(ShowReturn(reference: reference, version: version))
            if let format {
                try SignedOptions.show(signed, as: format)
            } else {
                try OutputFormat.table.print(
                    signed.record, table: ReturnPages.difference(signed.record),
                    heading: ReturnPages.head(signed.record, CommandContext.current.terminal))
            }
        }
    }

    struct Trace: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "trace",
            abstract: "List the records behind a figure, such as take_up/wychavon/starts.",
            discussion: """
                Keys begin with take_up, workforce, turnover, leavers, retention or levy and the group, total for all: \
                turnover/total/2022-08, leavers/total/reasons/resigned, retention/total/intake/2021/left, \
                levy/ORGANISATION/months/2022-01/expired_pence. An unknown key is answered with those there are. \
                Figures of leavers and retention are for those who see people; nobody traces what the report hides \
                from them. Records of organisations that your role does not reach have pseudonyms. That you asked is \
                in the audit.
                """)
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var moment: MomentOptions
        @Argument(help: "The key of the figure: report/group/figure.") var figure: String
        @Option(
            help: "First day of the period; of retention the first day on which somebody started.",
            transform: ArgumentValue.date)
        var from: CalendarDate?
        @Option(help: "Last day of the period.", transform: ArgumentValue.date) var to: CalendarDate?
        @Option(help: "Of this role only, where the report was.") var role: String?
        @Option(help: "Of this team only, where the report was.") var team: String?
        @Option(help: "Hide counts below this, as the report did.", transform: ArgumentValue.count)
        var threshold: Int?

        func run() async throws {
            var question = moment.question
            (question.from, question.to) = (from, to)
            (question.role, question.team, question.threshold) = (role, team, threshold)
            let trace = try await operatorOptions.perform(TraceFigure(figure: figure, question))
            let (hasAbove, hasBelow) = (
                trace.records.contains { $0.adds != nil }, trace.records.contains { $0.addsBelow != nil }
            )
            var table = Table(
                [.key("Kind"), .key("Record"), .key("Organisation"), TableColumn("Says")]
                    + (hasAbove ? [.number("Adds")] : []) + (hasBelow ? [.number("Below the line")] : [])
                    + [.key("Recorded")], whenEmpty: "No record is behind this figure.")
            for line in trace.records {
                let amounts = (hasAbove ? [line.adds] : []) + (hasBelow ? [line.addsBelow] : [])
                table.append(
                    [
                        TableCell(line.kind), TableCell(line.ref),
                        TableCell(line.organisation ?? (line.text == nil ? "another" : "")),
                        TableCell(line.text ?? ""),
                    ] + amounts.map { TableCell($0 ?? "") }
                        + [TableCell(line.recordedAt?.description ?? "")])
            }
            let withheld =
                trace.withheld ? " Records of others are left out, since they are few." : ""
            let hidden = trace.hidden ? " The report hides this figure: do not pass it on." : ""
            try output.print(
                trace, table: table,
                heading:
                    "\(trace.figure) as of \(trace.asOf.longText): \(trace.value ?? (trace.withheld || trace.hidden ? "not shown" : "not known"))\n\n",
                footer: "\n\(trace.records.count.counted("record")).\(withheld)\(hidden)\n")
        }
    }
}
