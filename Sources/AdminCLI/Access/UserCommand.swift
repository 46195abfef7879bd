import ArgumentParser
import Domain
import FoundationEssentials
import Services

/// `berth user`: accounts and what they may do.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Accounts and what they may do.",
        subcommands: [
            Add.self, List.self, Grant.self, Revoke.self, Archive.self, Restore.self, Permissions.self,
        ])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add",
            abstract: "Add an account; --first-admin makes the first one of an installation.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The name to sign in with: lower-case letters, digits, dots, dashes.")
        var login: String
        @Option(help: "The person's full name.") var name: String
        @Option(help: "E-mail.") var email: String?
        @Flag(help: "Make the first administrator; only where there is no account yet.") var firstAdmin =
            false

        func run() async throws {
            let context = CommandContext.current
            if firstAdmin {
                try await context.withWorkspace { workspace in
                    try await workspace.addFirstAdmin(login: login, fullName: name, email: email)
                }
            } else {
                try await operatorOptions.perform(AddStaff(login: login, fullName: name, email: email))
            }
            context.write("Added \(login).\n")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List who holds which role.")
        @OptionGroup var operatorOptions: OperatorOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let lines = try await operatorOptions.perform(ListStaff())
            var table = Table(
                [.key("Login"), TableColumn("Name"), .key("Role"), .key("Organisation"), .key("Archived")],
                whenEmpty: "Nobody holds a role here.")
            for line in lines {
                table.append([
                    TableCell(line.login), TableCell(line.fullName), TableCell(line.role),
                    TableCell(line.organisation ?? ""), line.archived ? "yes" : "",
                ])
            }
            try output.print(lines, table: table)
        }
    }

    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "grant", abstract: "Give an account a role.")
        @OptionGroup var target: RoleOptions

        func run() async throws { try await target.run(revoke: false) }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Take a role from an account.")
        @OptionGroup var target: RoleOptions

        func run() async throws { try await target.run(revoke: true) }
    }

    struct Archive: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "archive",
            abstract: "Lock an account out; what it did keeps its name.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The account.") var login: String

        func run() async throws {
            try await operatorOptions.perform(ArchiveStaff(login: login))
            CommandContext.current.write("Archived \(login).\n")
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore", abstract: "Let an archived account in again.")
        @OptionGroup var operatorOptions: OperatorOptions
        @Argument(help: "The account.") var login: String

        func run() async throws {
            try await operatorOptions.perform(ArchiveStaff(login: login, restore: true))
            CommandContext.current.write("Restored \(login).\n")
        }
    }

    struct Permissions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "permissions",
            abstract: "Print the permission table: who may do what.")

        func run() async throws {
            CommandContext.current.write(Domain.Permissions.markdownTable())
        }
    }
}

/// A role of an account, for `grant` and `revoke`.
struct RoleOptions: ParsableArguments {
    @OptionGroup var operatorOptions: OperatorOptions
    @Argument(help: "The account.") var login: String
    @Argument(help: "admin, coordinator, manager, panel, viewer or partner.") var role: String
    @Option(help: "The organisation the role is limited to; panel and partner need one.")
    var organisation: String?

    func run(revoke: Bool) async throws {
        guard let known = Role(rawValue: role) else {
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw ServiceError(.badData, "There is no role \(role); the roles are \(roles).")
        }
        try await operatorOptions.perform(
            GrantRole(login: login, role: known, organisationCode: organisation, revoke: revoke))
        let place = organisation.map { " for \($0)" } ?? ""
        CommandContext.current.write(
            revoke ? "\(login) is no longer \(role)\(place).\n" : "\(login) is now \(role)\(place).\n")
    }
}
