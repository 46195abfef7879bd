import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth partnership`: the units of isolation.
struct PartnershipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "partnership", abstract: "Partnerships: who works together, apart from all others.",
        subcommands: [Add.self, List.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Make a partnership; you become its administrator.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "Lower-case words joined by underscores.") var code: String
        @Option(help: "The name.") var name: String
        @Option(help: "Two to five capital letters that references begin with.") var prefix: String

        func run() async throws {
            let context = CommandContext.current
            let login = try operatorOptions.login(in: context)
            // The partnership does not exist yet, so whatever one the environment names is not asked for.
            let code = try await context.withOperator(login, partnership: nil) { workspace, signedIn in
                try await add(to: workspace, as: signedIn)
            }
            context.write("Made the partnership \(code).\n")
        }

        // Apart and not inlined: part of run(), the 6.3 compiler crashes on it in release (splitting coroutines).
        @inline(never)
        private func add(to workspace: Workspace, as signedIn: Operator) async throws -> String {
            try await workspace.addPartnership(code: code, name: name, prefix: prefix, as: signedIn)
            return code
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the partnerships you work in.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions

        private struct Line: Encodable {
            let code: String
            let name: String
            let prefix: String
            let roles: [String]
        }

        func run() async throws {
            // Every place, also when the environment names one to work in.
            let context = CommandContext.current
            let signedIn = try await context.withOperator(
                operatorOptions.login(in: context), partnership: nil
            ) { _, signedIn in signedIn }
            let lines = signedIn.partnerships.map { place in
                Line(
                    code: place.code, name: place.name, prefix: place.prefix,
                    roles: signedIn.grants.filter { $0.partnership == place }.map(\.role.rawValue))
            }
            var table = Table(
                [.key("Code"), TableColumn("Name"), .key("Prefix"), TableColumn("Your roles")],
                whenEmpty: "You work in no partnership yet.")
            for line in lines {
                table.append([
                    TableCell(line.code), TableCell(line.name), TableCell(line.prefix),
                    TableCell(line.roles.joined(separator: ", ")),
                ])
            }
            try output.print(lines, table: table)
        }
    }
}

/// `berth organisation`: the partners.
struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "The organisations of a partnership.",
        subcommands: [Add.self, List.self, Show.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "add", abstract: "Add an organisation.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "Lower-case words joined by underscores.") var code: String
        @Option(help: "The name.") var name: String
        @Option(
            help: "council, nhs_trust, nhs_commissioner, police, district, university, voluntary or business."
        )
        var kind: String
        @Option(help: "Web site.") var website: String?

        func run() async throws {
            guard let known = OrganisationKind(rawValue: kind) else {
                let kinds = OrganisationKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw ServiceError(
                    .badData, "There is no kind of organisation \(kind); the kinds are \(kinds).")
            }
            try await operatorOptions.perform(
                AddOrganisation(code: code, name: name, kind: known, website: website))
            CommandContext.current.write("Added \(code).\n")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the organisations.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            try Self.print(try await operatorOptions.perform(ListOrganisations()), output)
        }

        static func print(_ records: [OrganisationRecord], _ output: OutputOptions) throws {
            var table = Table(
                [.key("Code"), TableColumn("Name"), .key("Kind"), TableColumn("Web site")],
                whenEmpty: "There is no organisation yet; add one with berth organisation add.")
            for record in records {
                table.append([
                    TableCell(record.code), TableCell(record.name), TableCell(record.kind),
                    TableCell(record.website ?? ""),
                ])
            }
            try output.print(records, table: table)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one organisation.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Its code.") var code: String

        func run() async throws {
            try List.print(try await operatorOptions.perform(ListOrganisations(code: code)), output)
        }
    }
}
