import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth placement`: what hosts offer. Placements come and change with `berth import placements`.
struct PlacementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "placement", abstract: "Placements: asking hosts, and what they offer.",
        subcommands: [
            Request.self, Remind.self, Answer.self, Offers.self, List.self, Show.self, Band.self,
            Withdraw.self,
        ])

    struct Request: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "request", abstract: "Record that a host was asked for places.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The code of the host.") var host: String
        @Option(help: "The term; may be left out when there is one.") var term: String?
        @Option(help: "How many places.", transform: ArgumentValue.count) var places: Int
        @Option(help: "The day; today when left out.", transform: ArgumentValue.date) var on: CalendarDate?
        @Option(help: "What else was said.") var note: String?

        func run() async throws {
            let event = try await operatorOptions.perform(
                RequestPlacements(host: host, term: term, places: places, on: on, note: note))
            CommandContext.current.write(
                "Asked \(event.host) for \(PlacementArgument.places(places)) in \(event.term).\n")
        }
    }

    struct Remind: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "remind", abstract: "Record that a host was reminded.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The code of the host.") var host: String
        @Option(help: "The term; may be left out when there is one.") var term: String?
        @Option(help: "The day; today when left out.", transform: ArgumentValue.date) var on: CalendarDate?
        @Option(help: "What else was said.") var note: String?

        func run() async throws {
            let event = try await operatorOptions.perform(
                RemindHost(host: host, term: term, on: on, note: note))
            CommandContext.current.write("Reminded \(event.host) about \(event.term).\n")
        }
    }

    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "answer", abstract: "Record what a host answered.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The code of the host.") var host: String
        @Argument(help: "willing, unwilling or later.", transform: PlacementArgument.answer) var answer:
            HostAnswer
        @Option(help: "The term; may be left out when there is one.") var term: String?
        @Option(help: "How many places it offers, when willing.", transform: ArgumentValue.count)
        var places: Int?
        @Option(help: "The day; today when left out.", transform: ArgumentValue.date) var on: CalendarDate?
        @Option(help: "What else was said.") var note: String?

        func run() async throws {
            let event = try await operatorOptions.perform(
                RecordAnswer(host: host, term: term, answer: answer, places: places, on: on, note: note))
            let places = event.placesOffered.map { ", \(PlacementArgument.places($0))" } ?? ""
            CommandContext.current.write(
                "\(event.host) answered about \(event.term): \(answer.rawValue)\(places).\n")
        }
    }

    struct Offers: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "offers",
            abstract: "Who has not answered, and how the offers for a term compare with the year before.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "The term; may be left out when there is one.") var term: String?
        @Option(help: "What was true on this day; today when left out.", transform: ArgumentValue.date)
        var asOf: CalendarDate?

        func run() async throws {
            let report = try await operatorOptions.perform(ListOffers(term: term, asOf: asOf))
            var table = Table(
                [
                    .key("Host"), .key("State"), .key("Asked"), .number("Places"), .number("Reminders"),
                    .key("Answered"), .key("Answer"), .number("Offered"), .number("Listed"),
                    .number("Last year"), .number("Change"),
                ], whenEmpty: "No host was asked, now or a year before; ask with berth placement request.")
            for line in report.hosts {
                let tone: Tone? =
                    switch line.state {
                    case "overdue": .bad
                    case "waiting", "later": .warning
                    case "answered": .good
                    default: nil
                    }
                table.append([
                    TableCell(line.host),
                    TableCell(line.state.replacing("_", with: " "), tone: tone),
                    TableCell(line.askedOn?.description ?? ""), number(line.placesAsked),
                    TableCell(String(line.reminders)), TableCell(line.answeredOn?.description ?? ""),
                    TableCell(line.answer ?? ""), number(line.placesOffered), number(line.placesListed),
                    number(line.placesLastYear),
                    TableCell(line.change.map { $0 > 0 ? "+\($0)" : String($0) } ?? ""),
                ])
            }
            try output.print(report, table: table, footer: footer(report))
        }

        private func number(_ value: Int?) -> TableCell { TableCell(value.map(String.init) ?? "") }

        private func footer(_ report: OffersReport) -> String {
            var text = "\n\(report.term.name): \(PlacementArgument.places(report.placesOffered))"
            if let students = report.students { text += " for \(students) students" }
            if let last = report.lastYear, let places = report.placesLastYear {
                text += "; \(PlacementArgument.places(places)) in \(last.name)"
            }
            if let due = report.term.offersDueOn { text += ". Offers are due by \(due.longText)" }
            return text + ".\n"
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List placements, by reference.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Of this term only.") var term: String?
        @Option(help: "Of this host only, by its code.") var host: String?
        @Flag(help: "Only those that have room now.") var free = false
        @Flag(help: "Only those whose audit, or whose educator's currency, runs out before they end.")
        var expiring = false
        @Option(help: "The day of the list; today when left out.", transform: ArgumentValue.date)
        var asOf: CalendarDate?

        func run() async throws {
            let lines = try await operatorOptions.perform(
                ListPlacements(term: term, host: host, free: free, expiring: expiring, asOf: asOf))
            try PlacementTable.print(lines, output)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one placement.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The reference of the placement.") var reference: String

        func run() async throws {
            let line = try await operatorOptions.perform(ShowPlacement(reference: reference))
            if output.format == .table {
                CommandContext.current.write(PlacementTable.page(line, CommandContext.current.terminal))
            } else {
                try PlacementTable.print([line], output)
            }
        }
    }

    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "Record that a host offers a placement no more.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the placement.") var reference: String
        @Option(help: "The day; today when left out.", transform: ArgumentValue.date) var on: CalendarDate?
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String

        func run() async throws {
            let record = try await operatorOptions.perform(
                WithdrawPlacement(reference: reference, on: on, reason: reason))
            CommandContext.current.write("\(record.placementRef) is withdrawn.\n")
        }
    }
}
