import Foundation
import Postgres
import TestSupport
import Testing

@testable import AdminCLI

/// `berth db …` on a server of Berth's own, as real processes.
@Suite(.serialized) struct OwnServerTests {
    @Test func fromNothingToTheRoundAndBackToNothing() async throws {
        try await OwnServerHome.with { home in
            let stopped = try await home.done("db status")
            #expect(stopped.output.contains("stopped"), "\(stopped.output)")
            #expect(try await home.done("db stop").output == "PostgreSQL was not running.\n")

            let first = try await home.done("db start")
            let second = try await home.done("db start")
            #expect(first.output == second.output && first.output.hasPrefix("PostgreSQL is running"))
            let pid = try await home.serverPID()

            let address = try await home.done("db url").output.trimmingCharacters(in: .newlines)
            let configuration = try PostgresConfiguration(url: address)
            #expect(configuration.host?.hasPrefix("/") == true, "a socket, never a port of the network")
            let connection = try await PostgresConnection.connect(configuration, logger: TestServer.silent)
            let who = try await connection.perform { db in
                try db.one(
                    "select current_user || ' ' || current_setting('listen_addresses')", as: String.self)
            }
            await connection.close()
            #expect(who == "berth_app ", "the application's role, and no TCP port")

            let unmigrated = try await home.berth("round list")
            #expect(unmigrated.code == 69 && unmigrated.errors.contains("berth db migrate"))
            #expect(try await home.done("db status").output.contains("migrations are missing"))
            #expect(try await home.berth("db verify").code == 73)

            #expect(try await home.done("db migrate").output.hasPrefix("Applied 0001"))
            #expect(try await home.done("db migrate").output.hasPrefix("The structure was up to date"))
            #expect(try await home.done("db verify").output.contains("checks passed"))
            #expect(try await home.done("db status").output.contains("up to date"))

            #expect(try await home.done("db seed").output.hasPrefix("Loaded "))
            #expect(try await home.done("db seed").output.hasPrefix("The reference data were up to date"))
            try await home.done("db seed --demo")
            let round = try await home.done("round show PLY-OSW-2022/1 --as-of 2022-09-30")
            #expect(round.output == DemoGolden.round)
            let shell = try await home.done("db psql -X -A -t -c \"select count(*) from berth.rule\"")
            #expect((Int(shell.output.trimmingCharacters(in: .newlines)) ?? 0) > 0, "\(shell.output)")

            let mistaken = try await home.berth("db reset --yes-delete plymouth")
            #expect(mistaken.code == 64 && mistaken.errors.contains("nothing was deleted"))
            let reset = try await home.done("db reset")
            #expect(reset.output.hasPrefix("Emptied berth.\nApplied 0001"))
            let empty = try await home.berth("round list")
            #expect(empty.code == 77, "nobody has an account any more: \(empty.testDescription)")

            #expect(try await home.serverPID() == pid, "all of that is one server")
            #expect(try await home.done("db stop").output == "PostgreSQL is stopped.\n")
            #expect(try await home.done("db status").output.contains("stopped"))
            await #expect(throws: PostgresError.self, "the server is gone") {
                try await PostgresConnection.connect(configuration, logger: TestServer.silent)
            }
        }
    }

    @Test func aServerThatWasKilledIsStartedByTheNextCommand() async throws {
        try await OwnServerHome.with { home in
            try await home.done("db migrate")
            try await home.done("db seed --demo")
            for turn in 1...2 {
                let pid = try await home.serverPID()
                kill(pid, SIGKILL)
                let round = try await home.berth("round show PLY-OSW-2022/1 --as-of 2022-09-30")
                #expect(round.code == 0, "turn \(turn): \(round.testDescription)")
                #expect(round.output == DemoGolden.round, "turn \(turn): nothing is lost")
                #expect(!round.errors.contains("connection failed"), "turn \(turn): \(round.errors)")
            }
            try await home.done("db stop")
            let batch = try await home.done("batch round-targets --as-of 2022-09-30")
            #expect(batch.output.contains("2 rounds"), "a stopped server is started when it is needed")
            #expect(try await home.done("audit verify").output.contains("Every chain is whole."))
        }
    }

    @Test func twoStartersEndInOneServer() async throws {
        try await OwnServerHome.with { home in
            let starters = try (1...3).map { _ in
                try BerthProcess.start(["db", "start"], environment: home.environment)
            }
            for starter in starters {
                let outcome = try await starter.outcome()
                #expect(outcome.code == 0, "\(outcome.testDescription)")
            }
            let pid = try await home.serverPID()
            try await home.done("db start")
            #expect(try await home.serverPID() == pid)
        }
    }
}
