import Foundation
import PostgresServer
import TestSupport
import Testing

@testable import AdminCLI

/// `berth db backup`, and what an administrator restores from it: a backup is what has been restored.
@Suite struct BackupTests {
    /// A server of its own with the demo, its administrator's address, and PostgreSQL's programs.
    struct Site: Sendable {
        let home: OwnServerHome
        let address: String

        static func with(_ body: (Site) async throws -> Void) async throws {
            try await OwnServerHome.with { home in
                try await home.done("db migrate")
                try await home.done("db seed --demo")
                let address = try await home.done("db url").output.trimmingCharacters(in: .newlines)
                try await body(Site(home: home, address: address))
            }
        }

        func address(of database: String, as role: String) -> String {
            address.replacing("/berth?", with: "/\(database)?").replacing("berth_app", with: role)
        }

        /// Runs one of PostgreSQL's programs.
        func run(_ program: String, _ arguments: [String]) async throws -> CommandOutcome {
            let path = try ServerPrograms.find(environment: ProcessInfo.processInfo.environment).path(program)
            return try await BerthProcess.run(
                [path] + arguments, environment: home.environment, shell: #"shift; "$@""#)
        }

        /// Restores a file as the README says; answers the environment in which `berth` works on it.
        ///
        /// - Parameter options: `--exit-on-error`, unless what is in the file does not fit together.
        func restore(
            _ file: String, as database: String, options: [String] = ["--exit-on-error"]
        ) async throws -> [String: String] {
            let made = try await run(
                "createdb",
                [
                    "--owner=berth_owner", "--maintenance-db=\(address(of: "postgres", as: "postgres"))",
                    database,
                ])
            try #require(made.code == 0, "\(made.testDescription)")
            let restored = try await run(
                "pg_restore", options + ["--dbname=\(address(of: database, as: "postgres"))", file])
            try #require(restored.code == 0 || options.isEmpty, "\(restored.testDescription)")
            return home.environment.merging([
                "DATABASE_URL": address(of: database, as: "berth_app"),
                "BERTH_OWNER_URL": address(of: database, as: "berth_owner"),
            ]) { $1 }
        }

        /// How many rows each table has.
        func counts(of database: String) async throws -> String {
            let outcome = try await run(
                "psql",
                [
                    address(of: database, as: "postgres"), "-XAt", "-c",
                    """
                    select table_name, (xpath('/row/count/text()', query_to_xml(
                               format('select count(*) as count from berth.%I', table_name), false, true, '')))[1]
                    from information_schema.tables
                    where table_schema = 'berth' and table_type = 'BASE TABLE'
                    order by table_name
                    """,
                ])
            try #require(outcome.code == 0, "\(outcome.testDescription)")
            return outcome.output
        }
    }

    @Test func whatWasBackedUpIsRestoredWhole() async throws {
        try await Site.with { site in
            let file = site.home.folder.appending(path: "berth.dump").path
            try await site.home.done("db backup \(file)")
            let environment = try await site.restore(file, as: "berth_restored")
            #expect(try await site.counts(of: "berth_restored") == site.counts(of: "berth"))
            for line in ["db verify", "db status", "audit verify"] {
                let words = try CommandLineSplitter.split(line)
                let outcome = try await BerthProcess.run(words, environment: environment)
                #expect(outcome.code == 0, "\(line): \(outcome.testDescription)")
            }
            // A database that is named has an account of its own for it.
            let again = site.home.folder.appending(path: "again.dump").path
            let named = environment.merging([
                "BERTH_BACKUP_URL": site.address(of: "berth_restored", as: "berth_backup")
            ]) { $1 }
            let outcome = try await BerthProcess.run(["db", "backup", again], environment: named)
            #expect(outcome.code == 0, "\(outcome.testDescription)")
            _ = try await site.restore(again, as: "berth_again")
            #expect(try await site.counts(of: "berth_again") == site.counts(of: "berth"))
            let round = try CommandLineSplitter.split("round show PLY-OSW-2022/1 --as-of 2022-09-30")
            #expect(try await BerthProcess.run(round, environment: environment).output == DemoGolden.round)
        }
    }

    @Test func aBackupWithoutRowsIsFound() async throws {
        try await Site.with { site in
            let file = site.home.folder.appending(path: "hollow.dump").path
            let owner = site.address(of: "berth", as: "berth_owner")
            let refused = try await site.run("pg_dump", ["--format=custom", "--file=\(file)", owner])
            #expect(refused.code != 0, "row security refuses the owner's dump")
            let hollow = try await site.run(
                "pg_dump", ["--format=custom", "--enable-row-security", "--file=\(file)", owner])
            #expect(hollow.code == 0, "and lets through one that has nothing in it")
            let environment = try await site.restore(file, as: "berth_hollow", options: [])
            let outcome = try await BerthProcess.run(
                ["db", "verify"], environment: environment)
            #expect(outcome.code == 73 && outcome.errors.contains("no audit"), "\(outcome.testDescription)")
            let audit = try await BerthProcess.run(["audit", "verify"], environment: environment)
            #expect(
                audit.code == 73 && audit.output.contains("not even that it was made"),
                "\(audit.testDescription)")
        }
    }

    @Test func whereThereIsNoDatabaseNoneIsMadeToBeBackedUp() async throws {
        try await OwnServerHome.with { home in
            let file = home.folder.appending(path: "berth.dump").path
            let outcome = try await home.berth("db backup \(file)")
            #expect(outcome.code == 69 && !FileManager.default.fileExists(atPath: file), "\(outcome.errors)")
            #expect(try await home.done("db status").output.contains("stopped"))
        }
    }

    @Test func whereItsAccountIsNotKnownThereIsNoBackup() async throws {
        let desk = try await DemoDatabase.reading()
        let outcome = try await desk.berth("db backup /nonexistent/berth.dump")
        #expect(outcome.code == 64 && outcome.errors.contains("BERTH_BACKUP_URL"), "\(outcome.errors)")
    }
}
