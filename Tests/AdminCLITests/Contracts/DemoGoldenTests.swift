import Testing

@testable import AdminCLI

/// The demo's reports, letter for letter.
@Suite struct DemoGoldenTests {
    @Test(arguments: [
        ("round show PLY-OSW-2022/1 --as-of 2022-09-30", DemoGolden.round),
        ("round history PLY-OSW-2022/1", DemoGolden.history),
        ("deadline list --as-of 2022-09-30 --round PLY-OSW-2022/1 --due-within 10", DemoGolden.deadlines),
        ("candidate show PLY-C-0005-D --as-of 2022-09-30", DemoGolden.candidate),
    ])
    func theTableIsTheGoldenOne(_ line: String, _ golden: String) async throws {
        let output = try await DemoDatabase.reading().done(line).output
        let found = output.split(separator: "\n", omittingEmptySubsequences: false)
        let wanted = golden.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, pair) in zip(found, wanted).enumerated() where pair.0 != pair.1 {
            Issue.record("line \(number + 1)\nfound:  \(pair.0)\nwanted: \(pair.1)")
        }
        #expect(found.count == wanted.count)
    }

    @Test func theHistoryAsJSONSaysTheSame() async throws {
        let snapshots = try await DemoDatabase.reading().done("round history PLY-OSW-2022/1 --format json")
            .json()
            .elements
        #expect(snapshots.map { $0["as_of"]?.string } == ["2022-06-30", "2022-08-31", "2022-09-30"])
        #expect(snapshots.map { $0["achieved"]?.integer } == [0, 0, 4])
        #expect(snapshots.map { $0["changes"]?.elements.count } == [13, 3, 7])
        #expect(snapshots.allSatisfy { $0["revision"]?.integer == 1 })
        #expect(snapshots.map { $0["taken_at"]?.string }.last == "2022-09-30T22:00:00Z")
    }

    @Test func theDeadlinesAsJSONHaveTheKeysOfTheContract() async throws {
        let desk = try await DemoDatabase.reading()
        let report = try await desk.done("deadline list --as-of 2022-09-30 --state all --format json").json()
        let keys: Set = [
            "ref", "kind", "subject_ref", "due_on", "original_due_on", "working_days_left", "state", "rule",
            "owner",
        ]
        let deadlines = report["deadlines"]?.elements ?? []
        #expect(deadlines.count > 100)
        for deadline in deadlines {
            #expect(deadline.keys.isSuperset(of: keys), "\(deadline)")
            #expect(
                deadline["rule"]?.keys.isSuperset(of: ["key", "value", "effective_from", "source"]) == true)
        }
        #expect(report["report"] == .text("deadline list"))
        let references = deadlines.compactMap { $0["ref"]?.string }
        #expect(Set(references).count == references.count, "a reference stands for one deadline")
        let days = deadlines.compactMap { $0["due_on"]?.string }
        #expect(days == days.sorted(), "the most pressing first")
        let option = deadlines.first { $0["kind"] == .text("option_decide_by") }
        #expect(option?["due_on"] == .text("2022-10-14"))
        #expect(option?["working_days_left"] == .number(10))
        #expect(option?["state"] == .text("open"))
    }

    @Test func deadlinesAreChosenByStateAndDay() async throws {
        let desk = try await DemoDatabase.reading()
        func states(_ arguments: String) async throws -> Set<String> {
            let line = "deadline list --as-of 2022-09-30 --format json \(arguments)"
            let deadlines = try await desk.done(line).json()["deadlines"]?.elements ?? []
            return Set(deadlines.compactMap { $0["state"]?.string })
        }
        #expect(try await states("--state met") == ["met"])
        #expect(try await states("--state cancelled") == ["cancelled"])
        #expect(try await states("") == ["open", "missed"])
        #expect(try await states("--state all") == ["open", "missed", "met", "cancelled"])
        let within = try await desk.done(
            "deadline list --as-of 2022-09-30 --state open --due-within 9 --format json")
        let days = try within.json()["deadlines"]?.elements.compactMap { $0["due_on"]?.string } ?? []
        #expect(!days.isEmpty && days.allSatisfy { $0 <= "2022-10-09" }, "\(days)")
        // Those who left have nothing to do any more.
        let lost = try await desk.done("deadline list --as-of 2022-09-30 --format csv").output
        #expect(!lost.contains("PLY-C-0007-E"))
    }
}
