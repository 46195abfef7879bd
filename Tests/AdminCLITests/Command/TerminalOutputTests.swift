import Testing

@testable import AdminCLI

/// What a person at a terminal gets, and what a file gets.
@Suite struct TerminalOutputTests {
    static let lines = [
        "round show PLY-OSW-2022/1 --as-of 2022-09-30", "round list", "round history PLY-OSW-2022/1",
        "deadline list --as-of 2022-09-30 --state all", "candidate timeline PLY-C-0009-9", "candidate list",
        "contract list", "rule list --on 2022-09-30", "user list", "audit show PLY-C-0009-9",
    ]

    /// Keys and numbers are never cut, so a table can be wider than a small terminal, but no wider than it must.
    @Test(arguments: lines) func tablesFitTheTerminal(_ line: String) async throws {
        var desk = try await DemoDatabase.reading()
        var narrowest = 0
        for width in [40, 80, 132, 200] {
            desk.terminal = Terminal(isTerminal: true, screenWidth: width, environment: ["TERM": "xterm"])
            let rows = try await Self.table(desk.done(line).output).map(Self.withoutColours)
            #expect(rows.count > 2, "\(line) shows a table")
            let widest = rows.map(DisplayWidth.of).max() ?? 0
            if width == 40 { narrowest = widest }
            #expect(widest <= max(width, narrowest), "\(line) at \(width) is \(widest) wide")
        }
        #expect(narrowest <= 140, "\(line) cannot be read on any ordinary screen")
    }

    @Test(arguments: lines) func coloursAreForTerminalsThatWantThem(_ line: String) async throws {
        var desk = try await DemoDatabase.reading()
        #expect(!(try await desk.done(line).output.contains("\u{1b}")), "a pipe")
        desk.terminal = Terminal(isTerminal: true, screenWidth: 500, environment: ["NO_COLOR": "1"])
        let plain = try await desk.done(line).output
        #expect(!plain.contains("\u{1b}"), "NO_COLOR")
        desk.terminal = Terminal(isTerminal: true, screenWidth: 500, environment: ["TERM": "dumb"])
        #expect(!(try await desk.done(line).output.contains("\u{1b}")), "TERM=dumb")
        desk.terminal = Terminal(isTerminal: true, screenWidth: 500, environment: ["TERM": "xterm"])
        let coloured = try await desk.done(line).output
        #expect(Self.withoutColours(coloured) == plain, "colour adds nothing and takes nothing away")
    }

    @Test func theOutlookIsColouredAndStillSaidInWords() async throws {
        var desk = try await DemoDatabase.reading()
        desk.terminal = Terminal(isTerminal: true, screenWidth: 250, environment: ["TERM": "xterm"])
        let output = try await desk.done(Self.lines[0]).output
        #expect(output.contains("\u{1b}["))
        for word in ["Will miss", "At risk", "On course", "Achieved", "Lost"] {
            #expect(output.contains(word), "\(word)")
        }
    }

    @Test func jsonAndCSVAreTheSameOnATerminal() async throws {
        var desk = try await DemoDatabase.reading()
        for format in ["json", "csv"] {
            let line = "\(Self.lines[0]) --format \(format)"
            let piped = try await desk.done(line).output
            desk.terminal = Terminal(isTerminal: true, screenWidth: 60, environment: ["TERM": "xterm"])
            #expect(try await desk.done(line).output == piped, "\(format)")
            desk.terminal = .plain
        }
    }

    @Test func theErrorObjectIsForStandardError() async throws {
        let outcome = try await DemoDatabase.reading().berth("round show NONE-1/1 --format=json")
        #expect(outcome.code == 66 && outcome.output.isEmpty)
        #expect(try outcome.jsonError()["code"] == .text("not_found"), "also in the form --format=json")
    }

    /// The rows of a table: from its rule of dashes on, up to the empty line.
    private static func table(_ output: String) -> [String] {
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let rule = lines.firstIndex(where: { $0.contains("----") }) else { return [] }
        return Array(lines[max(0, rule - 1)...].prefix { !$0.isEmpty })
    }

    private static func withoutColours(_ text: String) -> String {
        text.replacing(#/\u{1b}\[[0-9;]*m/#, with: "")
    }
}
