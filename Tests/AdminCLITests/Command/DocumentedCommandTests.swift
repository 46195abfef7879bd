import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import AdminCLI

/// What is written down about the commands can be typed.
@Suite struct DocumentedCommandTests {
    @Test func everyCommandOfTheReadmeParses() throws {
        try withReadme { text in
            let lines = DocumentedCommands.berthLines(ofMarkdown: text)
            #expect(!lines.isEmpty, "README.md shows no command of berth")
            for line in lines { expectToParse(line, "README.md") }
        }
    }

    @Test func everyMakeTargetOfTheReadmeExists() throws {
        let known = try DocumentedCommands.makeTargets()
        try withReadme { text in
            for target in DocumentedCommands.makeTargets(ofMarkdown: text) {
                #expect(known.contains(target), "README.md: make \(target) does not exist")
            }
        }
    }

    @Test func everyCommandOfTheMakefileParses() throws {
        let makefile = try String(contentsOfFile: PackageRoot.path + "/Makefile", encoding: .utf8)
        let lines = makefile.split(separator: "\n").compactMap { line -> String? in
            guard let range = line.range(of: "$(BERTH) ") else { return nil }
            return DocumentedCommands.withoutShell("berth " + line[range.upperBound...])
        }
        #expect(lines.count >= 4, "make demo starts, migrates, seeds and shows")
        for line in lines { expectToParse(line, "Makefile") }
    }

    @Test func theMakefileHasThePromisedTargetsEachWithItsSentence() throws {
        let makefile = try String(contentsOfFile: PackageRoot.path + "/Makefile", encoding: .utf8)
        for target in ["demo", "test", "setup", "build", "lint", "bench", "docs", "clean"] {
            #expect(try DocumentedCommands.makeTargets().contains(target), "make \(target) is missing")
            let help = makefile.split(separator: "\n").contains {
                $0.hasPrefix("\(target):") && $0.contains(" ## ")
            }
            #expect(help, "make \(target) is not in the list that make prints")
            #expect(makefile.contains(".PHONY: \(target)\n"), "\(target) would be taken for a file")
        }
    }

    @Test func hintsInTheProgramsOwnMessagesNameCommandsThatExist() async throws {
        let tree = try await CommandTree.read()
        var found = 0
        for file in try SourceTree.files(under: ["Sources/AdminCLI", "Sources/Services", "Sources/Jobs"]) {
            for (number, line) in file.lines.enumerated() {
                for words in DocumentedCommands.mentions(in: String(line)) {
                    found += 1
                    let node = tree.node(of: words)
                    #expect(node?.isLeaf == true, "\(file.path):\(number + 1) names berth \(words)")
                }
            }
        }
        #expect(found > 20, "the search finds nothing, so it proves nothing")
    }

    @Test func linesAreFoundInMarkdown() {
        let text = """
            berth outside of a block
            ```sh
            $ BERTH_USER=demo .build/debug/berth round show A/1 \\
                --format json | head -1   # the answer
            make demo && make test
            ```
            make nothing
            """
        #expect(DocumentedCommands.berthLines(ofMarkdown: text) == ["berth round show A/1 --format json"])
        #expect(DocumentedCommands.makeTargets(ofMarkdown: text) == ["demo"])
    }

    /// A checkout in which the README is still to be written says so, and not that all is well.
    private func withReadme(_ body: (String) throws -> Void) throws {
        let path = PackageRoot.path + "/README.md"
        guard FileManager.default.fileExists(atPath: path) else {
            withKnownIssue("README.md is not written yet") { Issue.record("there is no README.md") }
            return
        }
        try body(try String(contentsOfFile: path, encoding: .utf8))
    }

    private func expectToParse(
        _ line: String, _ place: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(throws: Never.self, "\(place): \(line)", sourceLocation: sourceLocation) {
            let words = try CommandLineSplitter.split(line)
            do {
                _ = try BerthCommand.parseAsRoot(Array(words.dropFirst()))
            } catch  where BerthCommand.exitCode(for: error) == .success {
                // Help and version are asked for by throwing.
            }
        }
    }
}
