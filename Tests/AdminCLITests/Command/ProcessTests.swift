import Foundation
import Postgres
import TestSupport
import Testing

@testable import AdminCLI

/// The built program as whoever calls it sees it: exit codes, streams, pipes, signals.
@Suite struct ProcessTests {
    @Test func exitCodesReachTheShell() async throws {
        let environment = try await DemoDatabase.reading().environment
        for (line, code) in [
            ("--version", 0), ("round list", 0), ("round show", 64), ("round show NONE-1/1", 66),
            ("pathway show nowhere", 66), ("candidate record PLY-C-0005-D flown", 65),
            ("batch round-targets --as jory.rundle", 77),
        ] {
            let words = try CommandLineSplitter.split(line)
            let outcome = try await BerthProcess.run(words, environment: environment)
            #expect(outcome.code == Int32(code), "berth \(line): \(outcome.testDescription)")
        }
    }

    @Test func answersGoToOutputAndFailuresToErrors() async throws {
        let environment = try await DemoDatabase.reading().environment
        let answer = try await BerthProcess.run(
            ["round", "show", "PLY-OSW-2022/1", "--as-of", "2022-09-30"], environment: environment)
        #expect(answer.code == 0 && answer.errors.isEmpty, "\(answer.testDescription)")
        #expect(answer.output == DemoGolden.round, "the process prints what the command prints")
        #expect(!answer.output.contains("\u{1b}"), "colours are for terminals")
        let failure = try await BerthProcess.run(
            ["round", "show", "NONE-1/1", "--format", "json"], environment: environment)
        #expect(failure.output.isEmpty)
        #expect(try failure.jsonError()["code"] == .text("not_found"))
    }

    /// Whoever reads the errors as JSON gets JSON, and no line of a log before it.
    @Test func anUnreachableDatabaseIsOneObject() async throws {
        let environment = ["DATABASE_URL": "postgresql:///nothing?host=/nonexistent", "BERTH_USER": "demo"]
        let outcome = try await BerthProcess.run(
            ["round", "list", "--format", "json"], environment: environment)
        #expect(outcome.code == 69 && outcome.output.isEmpty)
        #expect(try outcome.jsonError()["code"] == .text("unavailable"), "\(outcome.errors)")
    }

    @Test func colourIsNotForcedByAnything() async throws {
        var environment = try await DemoDatabase.reading().environment
        environment["TERM"] = "xterm-256color"
        environment["CLICOLOR_FORCE"] = "1"
        let outcome = try await BerthProcess.run(["round", "list"], environment: environment)
        #expect(outcome.code == 0 && !outcome.output.contains("\u{1b}"))
    }

    /// A reader that goes away is no failure of ours to complain about at length, and never a crash.
    @Test func aClosedPipeEndsQuietly() async throws {
        let environment = try await DemoDatabase.reading().environment
        let line = ["deadline", "list", "--as-of", "2022-09-30", "--state", "all", "--format", "json"]
        let head = try await BerthProcess.run(line, environment: environment, shell: "\"$@\" | head -n 1")
        #expect(head.code == 0)
        #expect(head.output == "{\n")
        #expect(!head.errors.contains("Fatal") && !head.errors.contains("rash"), "\(head.errors)")
        let closed = try await BerthProcess.run(line, environment: environment, shell: "\"$@\" >&-")
        #expect(closed.code < 128, "\(closed.testDescription)")
    }

    @Test func theNightlyBatchEndsOnSIGTERM() async throws {
        let environment = try await DemoDatabase.reading().environment
        for number in [SIGTERM, SIGINT] {
            let nightly = try BerthProcess.start(
                ["batch", "nightly", "--at", "02:00"], environment: environment)
            await nightly.errorLines(1)
            nightly.signal(number)
            let outcome = try await nightly.outcome()
            #expect(outcome.code == 0, "signal \(number): \(outcome.testDescription)")
            #expect(outcome.errors.contains("02:00"), "\(outcome.errors)")
        }
    }

    @Test func psqlTakesThePlaceOfTheProcess() async throws {
        var environment = try await DemoDatabase.reading().environment
        let outcome = try await BerthProcess.run(
            ["db", "psql", "-X", "-A", "-t", "-c", "select current_user, 40 + 2"], environment: environment)
        #expect(outcome.code == 0, "\(outcome.testDescription)")
        #expect(outcome.output == "berth_owner|42\n")
        let failing = try await BerthProcess.run(
            ["db", "psql", "-X", "-v", "ON_ERROR_STOP=1", "-c", "select 1/0"], environment: environment)
        #expect(failing.code == 1, "psql's own exit code: \(failing.testDescription)")
        environment["DATABASE_URL"] = "postgresql:///nothing?host=/nonexistent"
        environment["BERTH_OWNER_URL"] = nil
        let nowhere = try await BerthProcess.run(["db", "psql", "-c", "select 1"], environment: environment)
        #expect(nowhere.code == 2, "\(nowhere.testDescription)")
    }
}
