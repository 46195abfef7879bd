import ArgumentParser
import FoundationEssentials
import Logging
import Postgres
import PostgresServer
import Services

/// `berth db`: the database itself.
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "The database: Berth's own server, or the one in DATABASE_URL.",
        subcommands: [
            Start.self, Stop.self, Status.self, Address.self, Shell.self, Migrate.self, Verify.self,
            Seed.self, Backup.self, Reset.self,
        ])

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "start",
            abstract: "Start Berth's own PostgreSQL, and make its database, if that is not done.")

        func run() async throws {
            let context = CommandContext.current
            let server = try OwnServer(context)
            try await server.start(context)
            context.write("PostgreSQL is running; its socket is in \(server.local.socketDirectory).\n")
        }
    }

    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stop", abstract: "Stop Berth's own PostgreSQL.")

        func run() async throws {
            let context = CommandContext.current
            let server = try OwnServer(context)
            context.write(
                try await server.local.stop() ? "PostgreSQL is stopped.\n" : "PostgreSQL was not running.\n")
        }
    }

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status",
            abstract: "Say whether the database runs and whether its structure is up to date.")

        func run() async throws {
            let context = CommandContext.current
            try await DatabaseStatus(context).print()
        }
    }

    struct Address: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "url", abstract: "Print the address of the database, as libpq reads it.")

        func run() async throws {
            let context = CommandContext.current
            let target = try DatabaseTarget(context)
            context.write(DatabaseAddress.text(try target.configuration(as: .app)) + "\n")
        }
    }

    struct Shell: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "psql",
            abstract: "Open psql on the database, as its owner; further arguments go to psql.",
            discussion:
                "Row security holds there too: say `set berth.partnership_id = '...'` to see anything.")
        @Argument(parsing: .captureForPassthrough, help: "Arguments for psql.") var arguments: [String] = []

        func run() async throws {
            // Everything is passed through, but help is asked of Berth first; psql's own is `-- --help`.
            if arguments.first == "--help" { throw CleanExit.helpRequest(Self.self) }
            let context = CommandContext.current
            let target = try DatabaseTarget(context)
            if case .own = target.place { try await OwnServer(context).start(context) }
            try ClientProgram.replaceProcess(
                "psql", arguments, configuration: try target.configuration(as: .owner), context)
        }
    }

    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup",
            abstract: "Write the whole database, of every partnership, into a file for pg_restore.",
            discussion: """
                Runs pg_dump as berth_backup, whom row security lets read everything; for a database that DATABASE_URL \
                names, BERTH_BACKUP_URL is the address of that account. A dump by any other account is refused, or, \
                told to go on, has no rows. An administrator of the server restores it: README.md has the commands.
                """)
        @Argument(help: "The file to write, in the custom format of pg_dump; one that is there is replaced.")
        var file: String

        func run() async throws {
            let context = CommandContext.current
            let target = try DatabaseTarget(context)
            let configuration = try target.configuration(as: .backup)
            // Where there is no database none is made: an empty backup looks like one.
            _ = try await target.startIfOurs(context)
            try ClientProgram.replaceProcess(
                "pg_dump", ["--format=custom", "--file=\(file)"], configuration: configuration, context)
        }
    }

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "migrate",
            abstract: "Bring the structure of the database up to date with this version of Berth.")
        @Flag(help: "Write Schema/structure.sql afterwards, for the change to be reviewed.")
        var writeStructure = false

        func run() async throws {
            try await DatabaseMigration(CommandContext.current).run(writeStructure: writeStructure)
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract:
                "Check that the structure keeps its promises: row security, append-only tables, ownership.")

        func run() async throws {
            let context = CommandContext.current
            let folders = try ProjectFolders(context.environment)
            let target = try DatabaseTarget(context)
            if case .own = target.place { try await OwnServer(context).start(context) }
            let runner = try MigrationRunner(folder: folders.migrations, logger: context.logger)
            try await target.withConnection(as: .owner, context) { connection in
                let pending = try await runner.status(connection).filter { $0.applied == nil }
                if !pending.isEmpty {
                    throw ServiceError(
                        .conflict, "\(pending.count) migrations are missing; run berth db migrate.")
                }
                let scripts = try await runner.verify(connection, folder: folders.verify)
                context.write("\(scripts.count) checks passed: \(scripts.joined(separator: ", ")).\n")
            }
        }
    }

    struct Seed: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "seed",
            abstract: "Load the reference data; with --demo the illustration, with --scale many people.")
        @Flag(help: "Load the demo: Plymouth and Worcestershire, all people invented.") var demo = false
        @Option(help: "Make a database of this size: 1 is 2,000 rounds, 100,000 candidates, 1,000,000 facts.")
        var scale: Double?
        @Option(
            help:
                "With --scale: students to match in the first of its partnerships, two placements for five of them."
        ) var students: Int?
        @Option(
            help: "Make establishments of ten years with so many assignments, over 150 partnerships.",
            transform: ArgumentValue.count)
        var assignments: Int?
        @Option(
            help: "Make apprenticeships of ten years, so many, over 150 partnerships.",
            transform: ArgumentValue.count)
        var apprentices: Int?

        func validate() throws {
            if students != nil && scale == nil {
                throw ValidationError("--students puts a term into a volume database; give --scale too.")
            }
            if [scale != nil, assignments != nil, apprentices != nil].count(where: \.self) > 1 {
                throw ValidationError(
                    "--scale, --assignments and --apprentices make different databases; give one of them.")
            }
        }

        func run() async throws {
            try await DatabaseSeeding(CommandContext.current).run(
                demo: demo, scale: scale, students: students, assignments: assignments,
                apprentices: apprentices)
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset",
            abstract: "Empty the database and make its structure anew.",
            discussion: """
                Berth's own database is emptied at once. One that DATABASE_URL names is emptied only when its name \
                is repeated with --yes-delete.
                """)
        @Option(help: "The name of the database to empty, as a confirmation.") var yesDelete: String?

        func run() async throws {
            try await DatabaseReset(CommandContext.current).run(confirmation: yesDelete)
        }
    }
}
