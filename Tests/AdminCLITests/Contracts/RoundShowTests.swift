import Foundation
import Testing

@testable import AdminCLI

/// `round show` on the demo: the answer of the whole program.
@Suite struct RoundShowTests {
    static let line = "round show PLY-OSW-2022/1 --as-of 2022-09-30"

    @Test func thePictureIsTheOneThatWasMeant() async throws {
        let picture = try IntendedPicture.read()
        #expect(picture.candidates.count == 13)
        let report = try await DemoDatabase.reading().done("\(Self.line) --format json").json()
        let computed = report["candidates"]?.elements.map { candidate in
            let outlook = candidate["outlook"]?.string ?? ""
            return IntendedPicture.Candidate(
                reference: candidate["ref"]?.string ?? "", name: candidate["name"]?.string ?? "",
                outlook: outlook, day: outlook == "lost" ? nil : candidate["expected_on"]?.string,
                blamed: candidate["blamed_milestone"]?.string)
        }
        #expect(computed == picture.candidates)
        for (name, count) in picture.counts {
            #expect(report["counts"]?[name]?.integer == count, "\(name)")
        }
        #expect(picture.counts.count == 5)
    }

    @Test func theReportHasTheKeysOfTheContract() async throws {
        let report = try await DemoDatabase.reading().done("\(Self.line) --format json").json()
        #expect(
            report.keys.isSuperset(of: [
                "report", "as_of", "as_at", "partnership", "generated_at", "rules", "round", "counts",
                "working_days_left", "status", "candidates",
            ]))
        #expect(
            report["round"]?.keys.isSuperset(of: [
                "ref", "title", "supplier", "target", "opens_on", "due_on", "counts_at", "is_option",
                "option_decide_by", "option_exercised_on",
            ]) == true)
        #expect(
            report["counts"]?.keys.isSuperset(of: [
                "target", "achieved", "on_course", "at_risk", "will_miss", "lost", "needed",
            ]) == true)
        let keys: Set = [
            "ref", "name", "stage", "stage_since", "next_milestone", "next_actor", "waiting_on",
            "expected_on",
            "days_late", "blamed_milestone", "outlook",
        ]
        for candidate in report["candidates"]?.elements ?? [] {
            #expect(candidate.keys.isSuperset(of: keys), "\(candidate)")
        }
        for rule in report["rules"]?.elements ?? [] {
            #expect(rule.keys.isSuperset(of: ["key", "value", "effective_from", "source"]), "\(rule)")
        }
        #expect(report["rules"]?.elements.isEmpty == false, "the figures rest on rules")
    }

    @Test func theValuesOfTheRoundAreThoseOfTheDemo() async throws {
        let report = try await DemoDatabase.reading().done("\(Self.line) --format json").json()
        let round = try #require(report["round"])
        #expect(report["report"] == .text("round show"))
        #expect(report["as_of"] == .text("2022-09-30"))
        #expect(report["as_at"] == .text(Desk.evening))
        #expect(report["generated_at"] == .text(Desk.evening))
        #expect(report["partnership"] == .text("plymouth"))
        #expect(round["ref"] == .text("PLY-OSW-2022/1"))
        #expect(round["target"] == .number(12))
        #expect(round["opens_on"] == .text("2022-02-21"))
        #expect(round["due_on"] == .text("2022-10-31"))
        #expect(round["counts_at"] == .text("started"))
        #expect(round["is_option"] == .boolean(false))
        #expect(round["option_decide_by"] == .null)
        #expect(round["option_exercised_on"] == .null)
        #expect(report["counts"]?["needed"] == .number(5))
        #expect(report["status"] == .text("red"))
        // October 2022 has 21 working days, no bank holiday among them; the 30th of September does not count.
        #expect(report["working_days_left"] == .number(21))
        #expect(report["option"]?["ref"] == .text("PLY-OSW-2022/2"))
        #expect(report["option"]?["advice"] == .text("exercise"))
        #expect(report["option"]?["decide_by"] == .text("2022-10-14"))
        #expect(report["option"]?["working_days_left"] == .number(10))
    }

    @Test func countsAddUpAndCandidatesAgreeWithThem() async throws {
        for day in ["2022-03-15", "2022-06-07", "2022-08-31", "2022-09-30", "2022-10-31", "2022-12-31"] {
            let desk = try await DemoDatabase.reading(at: "2022-12-31T12:00:00Z")
            let report = try await desk.done("round show PLY-OSW-2022/1 --as-of \(day) --format json").json()
            let outlooks = report["candidates"]?.elements.compactMap { $0["outlook"]?.string } ?? []
            for name in ["achieved", "on_course", "at_risk", "will_miss", "lost"] {
                let count = report["counts"]?[name]?.integer
                #expect(count == outlooks.count { $0 == name }, "\(day): \(name)")
            }
            let counts = report["counts"]
            let certain = (counts?["achieved"]?.integer ?? 0) + (counts?["on_course"]?.integer ?? 0)
            #expect(counts?["needed"]?.integer == max(0, 12 - certain), "\(day)")
            let withRisk = certain + (counts?["at_risk"]?.integer ?? 0)
            let status = certain >= 12 ? "green" : withRisk >= 12 ? "amber" : "red"
            #expect(report["status"]?.string == status, "\(day)")
            let references = report["candidates"]?.elements.compactMap { $0["ref"]?.string } ?? []
            #expect(references == references.sorted(), "\(day): by reference")
        }
    }

    @Test func theTableShowsTheWorstFirst() async throws {
        let outcome = try await DemoDatabase.reading().done(Self.line)
        let rows = outcome.lines.filter { $0.hasPrefix("PLY-C-") }
        #expect(rows.count == 13)
        let order = ["will miss", "at risk", "on course", "achieved", "lost"]
        let places = rows.compactMap { row in order.firstIndex { row.lowercased().contains($0) } }
        #expect(places.count == 13 && places == places.sorted(), "\(outcome.output)")
        #expect(outcome.errors.isEmpty)
    }

    @Test func csvHasALineForEachCandidate() async throws {
        let outcome = try await DemoDatabase.reading().done("\(Self.line) --format csv")
        let lines = outcome.output.split(separator: "\r\n").flatMap { $0.split(separator: "\n") }
        #expect(lines.count == 14, "\(outcome.output)")
        #expect(lines.first?.hasPrefix("candidate,name,stage,since,next") == true, "\(lines.first ?? "")")
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("PLY-C-") })
    }

    @Test func theSameQuestionGetsTheSameAnswer() async throws {
        let desk = try await DemoDatabase.reading()
        let first = try await desk.done("\(Self.line) --format json")
        #expect(try await desk.done("\(Self.line) --format json").output == first.output)
        // Without a date it is the date of the clock, in London: after midnight there, still the 29th in UTC.
        let nightly = try await DemoDatabase.reading(at: "2022-09-29T23:30:00Z")
        let report = try await nightly.done("round show PLY-OSW-2022/1 --format json").json()
        #expect(report["as_of"] == .text("2022-09-30"))
    }
}
