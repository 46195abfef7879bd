import Foundation
import TestSupport
import Testing

@testable import AdminCLI

/// What the README shows is what the program prints: each answer under *Ask it* is asked, each line under *Do it* done.
@Suite struct ReadmeTests {
    /// One command of a fenced block with what stands below it.
    struct Exchange {
        var command: String
        var answer: [Substring] = []
    }

    @Test func theAnswersAreTheProgrammesOwn() async throws {
        let exchanges = try Self.exchanges(under: "## Ask it").filter { !$0.answer.isEmpty }
        #expect(exchanges.count >= 8)
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database)
            // As `make demo` leaves it.
            for day in ["2022-09-23", "2022-09-30"] {
                try await desk.done("batch round-targets --as-of \(day)")
            }
            for exchange in exchanges {
                let outcome = try await desk.done(exchange.command)
                #expect(
                    Self.trimmed(outcome.output) == Self.trimmed(exchange.answer.joined(separator: "\n")),
                    "berth \(exchange.command)")
            }
        }
    }

    @Test func thePictureIsTheProgrammesOwn() async throws {
        try await DemoDatabase.with(.demo) { database in
            let chart = try await Desk(database).done("round show PLY-OSW-2022/1 --as-of 2022-09-30 --chart")
            let kept = try String(contentsOfFile: PackageRoot.path + "/docs/round.svg", encoding: .utf8)
            #expect(
                chart.output == kept,
                "write it again with berth round show PLY-OSW-2022/1 --as-of 2022-09-30 --chart")
        }
    }

    @Test func whatItSaysToDoCanBeDone() async throws {
        let exchanges = try Self.exchanges(under: "## Do it")
        #expect(exchanges.count >= 6)
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database, at: "2026-11-21T09:00:00Z")
            let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let people = folder.appending(path: "people.csv").path()
            try await desk.done("export candidates").output.write(
                toFile: people, atomically: true, encoding: .utf8)
            for exchange in exchanges {
                try await desk.done(exchange.command.replacing("people.csv", with: people))
            }
        }
    }

    /// The commands of berth in the fenced blocks of a section.
    static func exchanges(under heading: String) throws -> [Exchange] {
        let text = try String(contentsOfFile: PackageRoot.path + "/README.md", encoding: .utf8)
        let start = try #require(text.range(of: heading + "\n"))
        let rest = text[start.upperBound...]
        let section = rest.range(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest
        var exchanges: [Exchange] = []
        var isFenced = false
        for line in section.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isFenced.toggle()
            } else if isFenced, line.hasPrefix("$ ") {
                let command = line.dropFirst(2)
                if command.hasPrefix("berth ") {
                    exchanges.append(Exchange(command: String(command.dropFirst(6))))
                }
            } else if isFenced, !exchanges.isEmpty {
                exchanges[exchanges.count - 1].answer.append(line)
            }
        }
        return exchanges
    }

    private static func trimmed(_ text: String) -> String { text.trimmingCharacters(in: .newlines) }
}
