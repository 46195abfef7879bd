import Foundation
import TestSupport
import Testing

@testable import AdminCLI

/// `berth match solve` and `berth match verify` on files: no database, no operator.
@Suite struct MatchFileTests {
    /// Three students and two places; the one best answer leaves student 2 without a place.
    private static let text = """
        3 2 4
        1 0
        1 0
        0 0 1 0 10 1
        1 0 1 0 20 1
        1 1 2 0 15 1
        2 1 2 1 30 1

        """

    private static let line =
        #"{"id":"one","n":3,"m":2,"capacity":[1,1],"minimum":[0,0],"edges":[{"s":0,"t":0,"rank":1,"problems":0,"travel":10,"band":1},{"s":1,"t":0,"rank":1,"problems":0,"travel":20,"band":1},{"s":1,"t":1,"rank":2,"problems":0,"travel":15,"band":1},{"s":2,"t":1,"rank":2,"problems":1,"travel":30,"band":1}],"same_setting_pairs":[]}"#

    private static let other =
        #"{"id":"two","n":2,"m":1,"capacity":[2],"minimum":[2],"edges":[{"s":0,"t":0,"rank":1,"problems":0,"travel":5,"band":1},{"s":1,"t":0,"rank":1,"problems":0,"travel":6,"band":1}],"same_setting_pairs":[[0,1]]}"#

    /// A folder of the test's own that is gone afterwards.
    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "berth-match-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    private func write(_ text: String, _ name: String, in folder: URL) throws -> String {
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    private func packed(_ path: String) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "gzip -c \"$0\" > \"$0.gz\"", path]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return path + ".gz"
    }

    private func expectBest(_ answer: JSONValue) {
        let objective = answer["objective"]
        #expect(
            ["unplaced", "problems", "rank", "travel"].map { objective?[$0]?.integer } == [1, 0, 3, 25])
        #expect(answer["assignment"]?.elements.map(\.integer) == [0, 1, nil])
        #expect(answer["certificate"]?.string == "valid")
        #expect(answer["blocking_pairs"]?["weak"]?.integer != nil)
        for key in ["id", "students", "settings", "pairs", "closed_settings", "bound", "exact", "seconds"] {
            #expect(answer.keys.contains(key), "\(key)")
        }
    }

    @Test func textAndLinesPackedOrNotGiveTheSameAnswer() async throws {
        try await withFolder { folder in
            let desk = try Desk()
            let text = try write(Self.text, "text.txt", in: folder)
            let lines = try write(Self.line + "\n", "lines.jsonl", in: folder)
            let hidden = try packed(lines).replacing("lines.jsonl.gz", with: "nameless")
            try FileManager.default.moveItem(atPath: lines + ".gz", toPath: hidden)
            for path in [text, lines, try packed(text), try packed(lines), hidden] {
                let outcome = await desk.run(["match", "solve", path])
                #expect(outcome.code == 0, "\(outcome.testDescription)")
                #expect(outcome.lines.count == 1)
                expectBest(try outcome.json())
            }
        }
    }

    @Test func standardInputIsRead() async throws {
        try await withFolder { folder in
            let text = try write(Self.text, "text.txt", in: folder)
            for (path, shell) in [
                (text, "\"$@\" < '\(text)'"), (text, "gzip -c '\(text)' | \"$@\""),
                (text, "cat '\(text)' | \"$@\""),
            ] {
                let outcome = try await BerthProcess.run(
                    ["match", "solve", "-"], environment: [:], shell: shell)
                #expect(outcome.code == 0, "\(path): \(outcome.testDescription)")
                expectBest(try outcome.json())
            }
        }
    }

    @Test func severalProblemsAreSolvedAndProvedOneByOne() async throws {
        try await withFolder { folder in
            let desk = try Desk()
            let file = try write(Self.line + "\n" + Self.other + "\n", "two.jsonl", in: folder)
            let proof = folder.appending(path: "proof").path
            let solved = await desk.run(["match", "solve", file, "--certificate", proof])
            #expect(solved.code == 0, "\(solved.testDescription)")
            let answers = try solved.lines.map { try JSONValue(text: $0) }
            #expect(answers.map { $0["id"]?.string } == ["one", "two"])
            expectBest(answers[0])
            #expect(answers[1]["assignment"]?.elements.map(\.integer) == [0, 0])
            let verified = await desk.run(["match", "verify", file, proof])
            #expect(verified.code == 0, "\(verified.testDescription)")
            let findings = try verified.lines.map { try JSONValue(text: $0) }
            #expect(findings.map { $0["certificate"]?.string } == ["valid", "valid"])
            #expect(findings[0]["objective"]?["travel"]?.integer == 25)
            let table = await desk.run(["match", "solve", file, "--format", "table"])
            #expect(
                table.output.contains("one") && table.output.contains("two") && table.output.contains("best"))
            #expect(!table.output.contains("{"))
            let proofs = await desk.run(["match", "verify", file, proof, "--format", "table"])
            #expect(proofs.code == 0 && proofs.output.contains("valid") && !proofs.output.contains("{"))
            // The order of the instances is the certificate's own matter.
            let turned = try write(Self.other + "\n" + Self.line + "\n", "turned.jsonl", in: folder)
            #expect(await desk.run(["match", "verify", turned, proof]).code == 0)
        }
    }

    @Test func aProofOfAnotherInstanceOrOfAnotherAnswerIsFound() async throws {
        try await withFolder { folder in
            let desk = try Desk()
            let file = try write(Self.line + "\n", "one.jsonl", in: folder)
            let other = try write(Self.other + "\n", "two.jsonl", in: folder)
            let both = try write(Self.line + "\n" + Self.other + "\n", "both.jsonl", in: folder)
            let proof = folder.appending(path: "proof").path
            #expect(await desk.run(["match", "solve", file, "--certificate", proof]).code == 0)
            let wrong = await desk.run(["match", "verify", other, proof])
            #expect(wrong.code == 65 && wrong.errors.contains("1 of 1"), "\(wrong.testDescription)")
            #expect(try wrong.json()["certificate"]?.string == "none")
            let half = await desk.run(["match", "verify", both, proof])
            #expect(half.code == 65 && half.errors.contains("1 of 2"))
            let changed = try write(
                Self.line.replacing(#""travel":10"#, with: #""travel":11"#) + "\n", "changed.jsonl",
                in: folder)
            #expect(await desk.run(["match", "verify", changed, proof]).code == 65)
            // Any digit of the proof that is changed either breaks it or is found.
            let good = try String(contentsOfFile: proof, encoding: .utf8)
            var tried = 0
            for (offset, character) in good.enumerated() where character.isNumber {
                var bad = Array(good)
                bad[offset] = character == "1" ? "2" : "1"
                try Data(String(bad).utf8).write(to: URL(filePath: proof))
                let outcome = await desk.run(["match", "verify", file, proof])
                if outcome.code == 0 {
                    // Another price may prove the same answer; another answer never is proved.
                    #expect(try outcome.json()["objective"]?["travel"]?.integer == 25)
                }
                tried += 1
            }
            #expect(tried > 5)
            try Data(good.utf8.prefix(good.utf8.count - 4)).write(to: URL(filePath: proof))
            let short = await desk.run(["match", "verify", file, proof])
            #expect(short.code == 65, "\(short.testDescription)")
        }
    }

    @Test func filesThatAreWrongSayWhere() async throws {
        try await withFolder { folder in
            let desk = try Desk()
            let good = try packed(try write(Self.text, "text.txt", in: folder))
            let cut = folder.appending(path: "cut.gz").path
            let bytes = try Data(contentsOf: URL(filePath: good))
            try bytes.prefix(bytes.count - 10).write(to: URL(filePath: cut))
            let bad = [
                try write(Self.text.replacing("2 1 2 1 30 1\n", with: ""), "short.txt", in: folder),
                try write(Self.text.replacing("1 1 2 0", with: "1 7 2 0"), "setting.txt", in: folder),
                try write(Self.text.replacing("0 0 1", with: "0 0 x"), "letter.txt", in: folder),
                try write(String(Self.line.dropLast(9)) + "\n", "line.jsonl", in: folder),
                try write(Self.line + "\n{}\n", "second.jsonl", in: folder), cut,
            ]
            for path in bad {
                for command in [["match", "solve", path], ["match", "verify", path, path]] {
                    let outcome = await desk.run(command)
                    #expect(outcome.code == 65, "\(command): \(outcome.testDescription)")
                    #expect(outcome.errors.hasPrefix("berth: ") && outcome.errors.hasSuffix(".\n"))
                    #expect(!outcome.errors.contains("Error("))
                }
            }
            let second = await desk.run(["match", "solve", bad[4], "--format", "json"])
            #expect(try second.jsonError()["details"]?.elements.first?["line"]?.integer == 2)
            let missing = folder.appending(path: "missing").path
            for command in [
                ["match", "solve", missing], ["match", "verify", missing, good],
                ["match", "verify", good, missing],
            ] {
                #expect(await desk.run(command).code == 66, "\(command)")
            }
            for command in [
                ["match", "solve"], ["match", "solve", good, "--objective", "cheap"],
                ["match", "solve", good, "--format", "xml"], ["match", "verify", good, good, good],
            ] {
                #expect(await desk.run(command).code == 64, "\(command)")
            }
            let nowhere = await desk.run(
                ["match", "solve", good, "--certificate", folder.path + "/none/proof"])
            #expect(nowhere.code == 65, "\(nowhere.testDescription)")
        }
    }

    @Test func anEmptyFileHoldsNoProblem() async throws {
        try await withFolder { folder in
            let empty = try write("", "empty", in: folder)
            let outcome = await (try Desk()).run(["match", "solve", empty, "--format", "table"])
            #expect(outcome.code == 65 || outcome.output.contains("no problem"), "\(outcome.testDescription)")
        }
    }

    @Test func minimumsAndPairsAreKeptUnlessIgnored() async throws {
        try await withFolder { folder in
            let desk = try Desk()
            let lonely = Self.other.replacing(#""minimum":[2]"#, with: #""minimum":[3]"#)
                .replacing(#""capacity":[2]"#, with: #""capacity":[3]"#)
            let file = try write(lonely + "\n", "lonely.jsonl", in: folder)
            let kept = try await desk.run(["match", "solve", file]).json()
            #expect(kept["objective"]?["unplaced"]?.integer == 2)
            #expect(kept["closed_settings"]?.elements.map(\.integer) == [0])
            #expect(kept["bound"]?["unplaced"]?.integer == 0)
            let ignored = try await desk.run(["match", "solve", file, "--ignore-minimums"]).json()
            #expect(ignored["objective"]?["unplaced"]?.integer == 0)
            let stable = try await desk.run([
                "match", "solve", file, "--objective", "stable", "--ignore-minimums",
            ])
            .json()
            #expect(stable["certificate"]?.string == "none")
        }
    }
}
