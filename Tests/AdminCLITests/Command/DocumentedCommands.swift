import Foundation
import TestSupport

/// Finds commands in texts written for people and machines.
enum DocumentedCommands {
    /// Every line `berth …` of the fenced blocks, with continued lines joined and what a shell adds cut off.
    static func berthLines(ofMarkdown text: String) -> [String] {
        fencedLines(text).compactMap { line in
            var words = line.split(separator: " ")[...]
            if words.first == "$" { words = words.dropFirst() }
            // Variables set for one command stand before it.
            while let word = words.first, word.contains("="), word.first?.isUppercase == true {
                words = words.dropFirst()
            }
            guard let program = words.first, program == "berth" || program.hasSuffix("/berth"),
                // A drawing may begin with the program's name too.
                words.dropFirst().first?.first.map({ $0.isASCII && ($0.isLetter || $0 == "-") }) ?? true
            else { return nil }
            return withoutShell((["berth"] + words.dropFirst()).joined(separator: " "))
        }
    }

    /// Every target of a line `make …` of the fenced blocks.
    static func makeTargets(ofMarkdown text: String) -> [String] {
        fencedLines(text).flatMap { line -> [String] in
            var words = line.split(separator: " ").map(String.init)[...]
            if words.first == "$" { words = words.dropFirst() }
            guard words.first == "make" else { return [] }
            return withoutShell(words.joined(separator: " ")).split(separator: " ").dropFirst().map(
                String.init
            )
            .filter { !$0.contains("=") && !$0.hasPrefix("-") }
        }
    }

    /// The targets of the Makefile.
    static func makeTargets() throws -> Set<String> {
        let makefile = try String(contentsOfFile: PackageRoot.path + "/Makefile", encoding: .utf8)
        return Set(
            makefile.split(separator: "\n").compactMap { line in
                guard let colon = line.firstIndex(of: ":"), line.first?.isLowercase == true,
                    line[line.index(after: colon)...].first != "="
                else { return nil }
                return String(line[..<colon])
            })
    }

    /// Cuts a line at a comment, pipe, redirection or the next command, outside quotes.
    static func withoutShell(_ line: String) -> String {
        var result = ""
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if "|>;&#".contains(character) {
                break
            }
            result.append(character)
        }
        while result.last == " " || result.last == "\\" { result.removeLast() }
        return result
    }

    /// Commands that a line of source names in a message, as two words after `berth`.
    static func mentions(in line: String) -> [[String]] {
        line.components(separatedBy: "berth ").dropFirst().compactMap { rest in
            let words = rest.split { !$0.isLetter && $0 != "-" && $0 != " " }.first ?? ""
            let path = words.split(separator: " ").prefix(2).map(String.init)
            guard path.count == 2, nouns.contains(path[0]) else { return nil }
            return path
        }
    }

    private static let nouns: Set = [
        "round", "candidate", "contract", "deadline", "batch", "pathway", "rule", "partnership",
        "organisation", "user", "audit", "db", "import", "export",
        "term", "placement", "student", "educator",
    ]

    private static func fencedLines(_ text: String) -> [String] {
        var inside = false
        var lines: [String] = []
        var continued: String?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                inside.toggle()
                continue
            }
            if !inside { continue }
            var whole = (continued.map { $0 + " " } ?? "") + line.trimmingCharacters(in: .whitespaces)
            if whole.hasSuffix("\\") {
                whole.removeLast()
                continued = whole.trimmingCharacters(in: .whitespaces)
            } else {
                continued = nil
                lines.append(whole)
            }
        }
        return lines
    }
}
