import Foundation
import Postgres
import TestSupport
import Testing

@testable import AdminCLI

/// A database that is not there, not ready, or somebody else's.
@Suite struct AvailabilityTests {
    @Test func anUnreachableDatabaseLeavesWith69() async throws {
        for address in [
            "postgresql:///nothing?host=/nonexistent", "postgresql://nobody@127.0.0.1:1/nothing",
            "host=/nonexistent dbname=nothing",
        ] {
            var desk = try Desk()
            desk.environment = ["DATABASE_URL": address, "BERTH_USER": "demo"]
            for line in [
                "round list", "db status", "db migrate", "db verify", "db seed", "batch round-targets",
            ] {
                let outcome = try await desk.berth(line)
                #expect(outcome.code == 69, "\(address): berth \(line): \(outcome.testDescription)")
                #expect(outcome.errors.hasPrefix("berth: "), "\(outcome.errors)")
                #expect(outcome.errors.contains("connection to server"), "\(outcome.errors): what libpq says")
            }
            let json = try await desk.berth("round list --format json")
            #expect(json.code == 69)
            #expect(try json.jsonError()["code"] == .text("unavailable"))
        }
    }

    @Test func theStatusTriesBothAddresses() async throws {
        try await withDatabase(.migrated) { database in
            var desk = try Desk(database)
            #expect(try await desk.berth("db status").code == 0)
            let elsewhere = "postgresql:///nothing?host=/nonexistent"
            for name in ["DATABASE_URL", "BERTH_OWNER_URL"] {
                let good = desk.environment[name]
                desk.environment[name] = elsewhere
                let outcome = try await desk.berth("db status")
                #expect(outcome.code == 69, "\(name): \(outcome.testDescription)")
                desk.environment[name] = good
            }
        }
    }

    @Test func aPasswordIsNeverRepeated() async throws {
        var desk = try Desk()
        desk.environment = [
            "DATABASE_URL": "postgresql://nobody:hunter2secret@127.0.0.1:1/nothing", "BERTH_USER": "demo",
        ]
        for line in ["round list", "db url", "db status", "db migrate", "db reset"] {
            let outcome = try await desk.berth(line)
            #expect(!(outcome.output + outcome.errors).contains("hunter2secret"), "berth \(line)")
        }
    }

    @Test func anAddressThatIsNoneLeavesWith64() async throws {
        var desk = try Desk()
        desk.environment = ["DATABASE_URL": "postgresql://[", "BERTH_USER": "demo"]
        let outcome = try await desk.berth("round list")
        #expect(outcome.code == 64 && outcome.errors.contains("DATABASE_URL"), "\(outcome.testDescription)")
    }

    @Test func aDatabaseThatIsNotMigratedSaysSo() async throws {
        try await withDatabase(.empty) { database in
            var desk = try Desk(database)
            desk.environment["DATABASE_URL"] = Desk.address(database.configuration(as: .superuser))
            desk.environment["BERTH_OWNER_URL"] = nil
            for line in ["round list", "user add first --name First --first-admin", "db seed"] {
                let outcome = try await desk.berth(line)
                #expect(outcome.code == 69, "berth \(line): \(outcome.testDescription)")
                #expect(outcome.errors.contains("berth db migrate"), "berth \(line): \(outcome.errors)")
            }
        }
    }

    @Test func ownServerCommandsAreRefusedForAGivenDatabase() async throws {
        let desk = try await DemoDatabase.reading()
        for line in ["db start", "db stop"] {
            let outcome = try await desk.berth(line)
            #expect(outcome.code == 64 && outcome.errors.contains("DATABASE_URL"), "berth \(line)")
        }
        let status = try await desk.done("db status")
        #expect(status.output.contains("The database is the one in DATABASE_URL."))
        #expect(status.output.contains("up to date"))
    }

    @Test func aGivenDatabaseIsEmptiedOnlyWhenItsNameIsRepeated() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database)
            let before = try await DatabaseDump.rows(of: database)
            let refused = try await desk.berth("db reset")
            #expect(refused.code == 77 && refused.errors.contains("--yes-delete \(database.name)"))
            #expect(try await desk.berth("db reset --yes-delete berth").code == 77)
            #expect(DatabaseDump.difference(before, try await DatabaseDump.rows(of: database)) == [])
            let done = try await desk.done("db reset --yes-delete \(database.name)")
            #expect(done.output.hasPrefix("Emptied \(database.name).\nApplied "))
            try await desk.done("db verify")
            #expect(try await DatabaseDump.rows(of: database, tables: ["candidate", "rule"]) == [])
        }
    }

    @Test func theFirstAdministratorIsMadeOnce() async throws {
        try await DemoDatabase.with(.reference) { database in
            var desk = try Desk(database)
            desk.environment["BERTH_PARTNERSHIP"] = nil
            desk.environment["BERTH_USER"] = "ada"
            try await desk.done("user add ada --name \"Ada Admin\" --first-admin")
            let again = try await desk.berth("user add eve --name \"Eve Else\" --first-admin")
            #expect(again.code == 73 || again.code == 77, "\(again.testDescription)")
            #expect(try await desk.berth("round list --as eve").code == 77)
            let early = try await desk.berth("round list")
            #expect(early.code == 64, "a role in no partnership: \(early.testDescription)")
            try await desk.done("partnership add here --name Here --prefix HER")
            #expect(
                try await desk.done("round list").output
                    == "There is no round yet; open one with berth round open.\n")
        }
    }
}
