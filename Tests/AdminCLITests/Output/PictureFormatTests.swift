import TestSupport
import Testing

@testable import AdminCLI

/// A picture is SVG; with --format it is what is behind the picture, in every command that draws.
@Suite struct PictureFormatTests {
    /// What is asked of each command that draws. A command that is new and not here fails the test.
    static let questions: [String: [String]] = [
        "round show": ["PLY-OSW-2022/1 --chart"],
        "match show": [
            "--chart map \(AsAtTests.worcestershire)", "--chart load \(AsAtTests.worcestershire)",
        ],
        "report take-up": ["--chart \(AsAtTests.worcestershire)"],
        "report workforce": [
            "--chart turnover", "--chart retention",
            "--chart bridge --what-if arrivals=3,leavers=5,agency=-2",
        ],
        "report turnover": ["--chart"], "report retention": ["--by route --chart"],
    ]

    @Test func withAFormatItIsWhatIsBehindThePicture() async throws {
        try await DemoDatabase.with(.demo) { database in
            let desk = try Desk(database, at: "2022-10-04T08:30:00Z")
            try await desk.done(
                "match run --term autumn-2022 --as-of 2022-09-01 \(AsAtTests.worcestershire)")
            try await pictures(at: desk)
        }
    }

    private func pictures(at desk: Desk) async throws {
        let commands = try await CommandTree.read().leaves.filter { $0.option("chart") != nil }
        #expect(Set(commands.map(\.line)) == Set(Self.questions.keys))
        for (command, questions) in Self.questions {
            for question in questions {
                let line = "\(command) \(question)"
                #expect(try await desk.done(line).output.hasPrefix("<svg "), "\(line)")
                #expect(try await desk.done("\(line) --format json").json() != .null, "\(line)")
                for format in ["csv", "table"] {
                    let output = try await desk.done("\(line) --format \(format)").output
                    #expect(!output.contains("<svg") && output.contains("\n"), "\(line) --format \(format)")
                }
            }
        }
        let bridge = try await desk.done(
            "report workforce --chart bridge --what-if arrivals=3,leavers=5 --format csv"
        ).lines
        #expect(bridge.first == "scenario,basis,step,vacant,covered,uncovered,rate,change,beyond")
        #expect(bridge.contains { $0.hasPrefix("as_given,posts,\"arrivals, 3\",") && $0.hasSuffix(",-3,") })
        #expect(bridge.contains { $0.hasPrefix("as_given,posts,\"leavers, 5\",") && $0.hasSuffix(",5,") })
    }

    @Test func aMissingValueIsEmptyInCSV() async throws {
        let desk = try await DemoDatabase.reading(at: "2022-10-04T08:30:00Z")
        var hasMissing = false
        for line in ["report workforce", "report retention --by route --threshold 1", "report turnover"] {
            let text = try await desk.done("\(line) --format csv --as-of 2022-08-31").output
            #expect(!text.contains("'-") && !text.contains(",-,"), "\(line)")
            hasMissing = hasMissing || text.contains(",,")
        }
        #expect(hasMissing)
        let table = try await desk.done("report retention --by route --threshold 1 --as-of 2022-08-31").output
        #expect(table.contains("  -  "))
        #expect(TableCell(nil).text == "-" && TableCell(nil).value == nil)
        #expect(TableCell("-").value == "-")
    }
}
