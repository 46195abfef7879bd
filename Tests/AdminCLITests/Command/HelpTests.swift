import Testing

@testable import AdminCLI

@Suite struct HelpTests {
    @Test func theTreeHasTheCommandsOfTheDesign() async throws {
        let lines = Set(try await CommandTree.read().leaves.map(\.line))
        let promised = [
            "db start", "db stop", "db status", "db url", "db psql", "db migrate", "db verify", "db seed",
            "db reset", "user add", "user grant", "user revoke", "user list", "partnership add",
            "organisation add", "contract bid", "contract award", "contract end", "round open", "round show",
            "round history", "round retarget", "round exercise-option", "round let-lapse", "round close",
            "candidate register", "candidate edit", "candidate search", "candidate record",
            "candidate correct",
            "candidate withdraw", "candidate reject", "candidate reinstate", "candidate move",
            "candidate timeline", "batch round-targets", "batch nightly", "deadline list", "rule list",
            "pathway show", "audit verify", "match run", "match list", "match show", "match unplaced",
            "match check", "match explain", "match lock", "match unlock", "match diff", "match what-if",
            "match new-places", "match publish", "match verify", "match solve", "practice list",
            "practice show", "practice late", "practice behind", "practice at-risk", "practice place",
            "practice record", "practice correct", "practice day", "practice interrupt", "practice resume",
            "practice concern", "practice end", "practice payments", "practice paid",
            "apprentice add",
            "apprentice change", "apprentice approve", "apprentice record", "apprentice correct",
            "apprentice hours", "apprentice list", "apprentice show", "standard list", "levy show",
            "levy forecast", "report take-up", "report sign take-up", "report returns",
            "report show-return", "report trace",
            "post list", "post show", "post freeze", "post thaw", "post delete", "post reserve",
            "post release", "post add", "post edit", "code list", "assignment correct", "assignment missing",
            "assignment list", "assignment add", "assignment end", "report workforce", "report turnover",
            "report retention", "report leavers",
        ]
        #expect(promised.filter { !lines.contains($0) } == [])
    }

    @Test func everyCommandSaysWhatItDoesInASentence() async throws {
        for node in try await CommandTree.read().nodes {
            #expect(node.abstract.hasSuffix("."), "berth \(node.line): \(node.abstract)")
            #expect(node.abstract.count >= 15, "berth \(node.line) says too little: \(node.abstract)")
        }
    }

    @Test func everyOptionAndArgumentIsExplained() async throws {
        for node in try await CommandTree.read().nodes {
            for argument in node.arguments {
                #expect(!argument.name.isEmpty, "berth \(node.line) has an argument without a name")
                #expect(argument.abstract.count >= 3, "berth \(node.line): \(argument.name) is not explained")
            }
        }
    }

    @Test func everyCommandHelps() async throws {
        let desk = try Desk()
        for node in try await CommandTree.read().nodes {
            let outcome = await desk.run(node.path + ["--help"])
            #expect(outcome.code == 0, "berth \(node.line) --help: \(outcome.errors)")
            #expect(outcome.errors.isEmpty, "berth \(node.line) --help writes to standard error")
            let beginning = node.abstract.split(separator: " ").prefix(3).joined(separator: " ")
            #expect(outcome.output.contains(beginning), "berth \(node.line) --help: \(outcome.output)")
            let usage = (["USAGE: berth"] + node.path).joined(separator: " ")
            #expect(outcome.output.contains(usage), "berth \(node.line) --help: \(outcome.output)")
        }
    }

    /// Passing arguments on to another program is the one reason not to refuse an unknown option.
    @Test func everyCommandRefusesAnOptionItDoesNotKnow() async throws {
        let desk = try Desk()
        for node in try await CommandTree.read().leaves where node.line != "db psql" {
            let outcome = await desk.run(node.path + ["--no-such-option"])
            #expect(outcome.code == 64, "berth \(node.line): \(outcome.testDescription)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("berth: "), "\(outcome.errors)")
        }
    }

    @Test func everyReportTakesAFormat() async throws {
        let reads: Set = ["list", "show", "history", "timeline", "search", "verify"]
        for node in try await CommandTree.read().leaves {
            guard let verb = node.path.last, reads.contains(verb), node.path.first != "db" else { continue }
            #expect(node.option("format") != nil, "berth \(node.line) takes no --format")
        }
    }

    @Test func whoeverWorksOnDataIsNamedTheSameWay() async throws {
        let without: Set = ["db", "help"]
        for node in try await CommandTree.read().leaves where !without.contains(node.path[0]) {
            // These two work on no data of Berth's.
            if ["user permissions", "match solve"].contains(node.line) { continue }
            #expect(node.option("as") != nil, "berth \(node.line) takes no --as")
            #expect(node.option("partnership") != nil, "berth \(node.line) takes no --partnership")
        }
    }

    @Test func theVersionIsThreeNumbers() async throws {
        let outcome = await (try Desk()).run(["--version"])
        #expect(outcome.code == 0)
        let parts = outcome.output.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        #expect(parts.count == 3 && parts.allSatisfy { Int($0) != nil }, "\(outcome.output)")
    }

    @Test func nothingAtAllPrintsTheHelp() async throws {
        let outcome = await (try Desk()).run([])
        #expect(outcome.code == 0)
        #expect(outcome.output.contains("USAGE: berth"))
    }
}
