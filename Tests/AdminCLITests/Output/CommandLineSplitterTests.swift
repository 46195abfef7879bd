import RandomSupport
import Testing

@testable import AdminCLI

@Suite struct CommandLineSplitterTests {
    @Test(arguments: [
        ("", []), ("  \t ", []), ("a", ["a"]), ("  a  b\tc\r\n", ["a", "b", "c"]),
        ("--name \"Anna Maria\"", ["--name", "Anna Maria"]),
        ("'a \"b\" \\'", ["a \"b\" \\"]),
        ("\"say \\\"no\\\" \\\\ \\n\"", ["say \"no\" \\ \\n"]),
        ("\"\\\\\"", ["\\"]),
        ("--name=\"A B\"'C D'e", ["--name=A BC De"]),
        ("a '' \"\" b", ["a", "", "", "b"]),
        ("it\\s a\\ b", ["it\\s", "a\\", "b"]),
        ("# $HOME * ;", ["#", "$HOME", "*", ";"]),
        ("\"children's\" Nkosi-Dlamini Fọláṣadé", ["children's", "Nkosi-Dlamini", "Fọláṣadé"]),
        ("a\u{A0}b", ["a\u{A0}b"]),
        ("\"x\"\u{301}", ["x\u{301}"]),
        ("\"two\nlines\"", ["two\nlines"]),
    ]) func splits(_ line: String, _ arguments: [String]) throws {
        #expect(try CommandLineSplitter.split(line) == arguments)
    }

    @Test(arguments: [
        ("a \"b c", "the quote \" at column 3 is never closed"),
        ("a 'b \"c", "the quote ' at column 3 is never closed"),
        ("'a' '", "the quote ' at column 5 is never closed"),
        ("\"a\\\"", "the quote \" at column 1 is never closed"),
        ("\"a\\", "the quote \" at column 1 is never closed"),
        ("Ó'Brien", "the quote ' at column 2 is never closed"),
    ]) func saysWhichQuoteIsNotClosed(_ line: String, _ message: String) {
        let error = #expect(throws: CommandLineSplitter.UnclosedQuote.self) {
            try CommandLineSplitter.split(line)
        }
        #expect(error?.description == message)
    }

    @Test func givesBackAnyArgumentsThatWereQuoted() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("Command line seed \(seed)")
        var random = Seeded(seed: seed)
        let pieces = ["a", " ", "'", "\"", "\\", "\t", "é", "\u{301}", "😀", "\n", "$"]
        for round in 0..<2_000 {
            let arguments = (0..<Int.random(in: 0...5, using: &random)).map { _ in
                (0..<Int.random(in: 0...6, using: &random)).map { _ in
                    pieces[Int.random(in: 0..<pieces.count, using: &random)]
                }.joined()
            }
            let line = arguments.map { argument in
                var quoted = ""
                for scalar in argument.unicodeScalars {
                    if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
                    quoted.unicodeScalars.append(scalar)
                }
                return "\"" + quoted + "\""
            }.joined(separator: "  ")
            let split = try CommandLineSplitter.split(line)
            #expect(
                split.map { Array($0.utf8) } == arguments.map { Array($0.utf8) },
                "seed \(seed), round \(round): \(line)")
        }
    }
}
