import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth contract`: from bid to award to end.
struct ContractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract", abstract: "Contracts with suppliers, from bid to award to end.",
        subcommands: [Bid.self, Award.self, End.self, List.self, Show.self])

    struct Bid: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "bid", abstract: "Start a contract: bids are invited.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the contract.") var reference: String
        @Option(help: "The code of the organisation that buys.") var organisation: String
        @Option(help: "The title.") var title: String
        @Option(help: "The supplier, where there is one already.") var supplier: String?
        @Option(help: "The day bids were invited; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?

        func run() async throws {
            let record = try await operatorOptions.perform(
                OpenBid(
                    reference: reference, organisationCode: organisation, title: title, supplier: supplier,
                    openedOn: on))
            CommandContext.current.write("Opened the bid for \(record.contractRef).\n")
        }
    }

    struct Award: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "award", abstract: "Award a contract to a supplier.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the contract.") var reference: String
        @Option(help: "The supplier.") var supplier: String
        @Option(help: "The day of the award; today when left out.", transform: ArgumentValue.date)
        var on: CalendarDate?
        @Option(help: "First day of the contract.", transform: ArgumentValue.date) var startsOn: CalendarDate
        @Option(help: "Last day of the contract.", transform: ArgumentValue.date) var endsOn: CalendarDate
        @Option(help: "Pounds for each person who starts, as in 4500.00.", transform: ArgumentValue.pence)
        var feePerStarter: Int?
        @Option(
            help: "Days after the start within which a leaver earns a rebate.", transform: ArgumentValue.count
        )
        var rebateDays: Int?

        func run() async throws {
            let record = try await operatorOptions.perform(
                AwardContract(
                    reference: reference, supplier: supplier, awardedOn: on, startsOn: startsOn,
                    endsOn: endsOn, feePerStarterPence: feePerStarter, rebateDays: rebateDays))
            CommandContext.current.write("Awarded \(record.contractRef) to \(supplier).\n")
        }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "end",
            abstract: "End a contract; its rounds have to be closed.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The reference of the contract.") var reference: String
        @Option(help: "The day it ended; today when left out.", transform: ArgumentValue.date) var on:
            CalendarDate?
        @Option(help: "Why.", transform: ArgumentValue.reason) var reason: String

        func run() async throws {
            let record = try await operatorOptions.perform(
                EndContract(reference: reference, endedOn: on, reason: reason))
            CommandContext.current.write("Ended \(record.contractRef).\n")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the contracts with their stage.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Tell the stage for this day.", transform: ArgumentValue.date) var asOf: CalendarDate?

        func run() async throws {
            let lines = try await operatorOptions.perform(ListContracts(asOf: asOf))
            var table = Table(
                [
                    .key("Contract"), TableColumn("Title"), TableColumn("Supplier"), .key("Stage"),
                    .key("Awarded"), .key("Ends"), .number("Rounds"),
                ], whenEmpty: "There is no contract yet; start one with berth contract bid.")
            for line in lines {
                let contract = line.contract
                table.append([
                    TableCell(contract.contractRef), TableCell(contract.title),
                    TableCell(contract.supplier ?? ""), TableCell(line.stage),
                    TableCell(contract.awardedOn?.description ?? ""),
                    TableCell((contract.endedOn ?? contract.endsOn)?.description ?? ""),
                    TableCell(String(line.rounds)),
                ])
            }
            try output.print(lines, table: table)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one contract.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The reference of the contract.") var reference: String

        func run() async throws {
            let lines = try await operatorOptions.perform(ListContracts(reference: reference))
            let context = CommandContext.current
            for line in lines {
                if output.format == .json {
                    context.write(try JSONOutput.text(line))
                    continue
                }
                let contract = line.contract
                var list = KeyValueList()
                list.append("Contract", TableCell(contract.contractRef))
                list.append("Title", TableCell(contract.title))
                list.append("Bought by", TableCell(contract.organisation))
                list.append("Stage", TableCell(line.stage))
                list.append("Supplier", TableCell(contract.supplier ?? ""))
                list.append("Bids opened", TableCell(contract.bidOpenedOn?.longText ?? ""))
                list.append("Awarded", TableCell(contract.awardedOn?.longText ?? ""))
                list.append("Starts", TableCell(contract.startsOn?.longText ?? ""))
                list.append("Ends", TableCell(contract.endsOn?.longText ?? ""))
                if let ended = contract.endedOn {
                    list.append("Ended", TableCell("\(ended.longText): \(contract.endReason ?? "")"))
                }
                list.append("Fee per starter", TableCell(pence: contract.feePerStarterPence))
                list.append("Rebate days", TableCell(contract.rebateDays.map(String.init) ?? ""))
                list.append("Rounds", TableCell(String(line.rounds)))
                context.write(list.rendered(for: context.terminal))
            }
        }
    }
}
