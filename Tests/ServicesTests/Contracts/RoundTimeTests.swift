import Domain
import OfficeSupport
import Services
import Testing

/// What was true on a day, as it was known at a moment.
@Suite("A round at an earlier day and an earlier moment")
struct RoundTimeTests {
    private func outlook(_ report: RoundReport, _ reference: String) -> String? {
        report.candidates.first { $0.ref == reference }?.outlook
    }

    @Test("a new target counts from its day, and was not known before it was recorded")
    func target() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-06-10"))
            try await office.perform(
                RetargetRound(
                    reference: try RoundReference("PLY-1/1"), target: 10, dueOn: try day("2022-10-15"),
                    reason: "two posts cut", on: try day("2022-06-01")))
            office.clock.set(try day("2022-09-30"))
            for (asOf, asAt, target, due) in [
                ("2022-05-31", nil, 12, "2022-10-31"), ("2022-06-01", nil, 10, "2022-10-15"),
                ("2022-06-05", "2022-06-05T12:00:00Z", 12, "2022-10-31"),
                ("2022-06-05", "2022-06-10T12:00:00Z", 10, "2022-10-15"),
                ("2022-05-31", "2022-06-10T12:00:00Z", 12, "2022-10-31"),
            ] as [(String, String?, Int, String)] {
                let report = try await office.show("PLY-1/1", asOf: asOf, asAt: asAt)
                #expect(
                    report.round.target == target && report.counts.target == target, "\(asOf) \(asAt ?? "")")
                #expect("\(report.round.dueOn)" == due, "\(asOf) \(asAt ?? "")")
            }
            let only = try await office.show("PLY-1/1", asAt: "2022-06-05T12:00:00Z")
            #expect("\(only.asOf)" == "2022-06-05", "a moment alone is about its own day")
            await expectRefusal(.notFound, "on 2022-02-13 there was no such round") {
                _ = try await office.show("PLY-1/1", asOf: "2022-02-13")
            }
            await expectRefusal(.notFound, "was not known yet") {
                _ = try await office.show("PLY-1/1", asOf: "2022-09-30", asAt: "2022-02-13T12:00:00Z")
            }
        }
    }

    @Test("a correction changes what is known of the past, not what was known then")
    func correction() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-03-07"))
            let reference = try await office.register("Thandi", "Nkosi")
            office.clock.set(try day("2022-08-30"))
            try await office.record(Office.wayToStart, of: reference, from: "2022-03-08", every: 9)
            office.clock.set(try day("2022-09-10"))
            try await office.perform(
                CorrectMilestone(
                    reference: reference, milestone: "started", happenedOn: nil, reason: "never turned up"))
            office.clock.set(try day("2022-09-30"))
            let then = try await office.show("PLY-1/1", asOf: "2022-09-01", asAt: "2022-09-05T12:00:00Z")
            #expect(outlook(then, reference) == "achieved" && then.counts.achieved == 1)
            let now = try await office.show("PLY-1/1", asOf: "2022-09-01")
            #expect(outlook(now, reference) != "achieved" && now.counts.achieved == 0)
            let before = try await office.show("PLY-1/1", asOf: "2022-08-01", asAt: "2022-08-02T12:00:00Z")
            #expect(before.candidates.first?.stage == nil, "nothing had been recorded yet")
            let known = try await office.show("PLY-1/1", asOf: "2022-03-08")
            #expect(known.candidates.first?.stage == "sourced")
        }
    }

    @Test("a withdrawal counts from its day, and was not known before it was recorded")
    func withdrawal() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-03-07"))
            let reference = try await office.register("Thandi", "Nkosi")
            office.clock.set(try day("2022-06-08"))
            try await office.perform(
                DecideCandidate(
                    reference: reference, decision: .withdrawn, reasonCode: "housing",
                    on: try day("2022-06-01"), note: nil))
            office.clock.set(try day("2022-07-01"))
            try await office.perform(
                ReinstateCandidate(reference: reference, on: nil, reason: "housing found"))
            office.clock.set(try day("2022-09-30"))
            for (asOf, asAt, isLost) in [
                ("2022-05-31", nil, false), ("2022-06-01", nil, true), ("2022-06-30", nil, true),
                ("2022-07-01", nil, false), ("2022-06-03", "2022-06-03T12:00:00Z", false),
                ("2022-06-03", "2022-06-08T12:00:00Z", true), ("2022-07-01", "2022-06-30T12:00:00Z", true),
            ] as [(String, String?, Bool)] {
                let report = try await office.show("PLY-1/1", asOf: asOf, asAt: asAt)
                #expect((outlook(report, reference) == "lost") == isLost, "\(asOf) \(asAt ?? "")")
                #expect(report.counts.lost == (isLost ? 1 : 0), "\(asOf) \(asAt ?? "")")
                #expect(report.candidates.count == 1, "who left stays in the round's figures")
            }
        }
    }

    @Test("who moves counts in the new round from that day, and before it in the old")
    func move() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-03-07"))
            let reference = try await office.register("Thandi", "Nkosi")
            office.clock.set(try day("2022-09-01"))
            try await office.perform(
                DecideOption(
                    reference: try RoundReference("PLY-1/2"), decision: .exercise, on: nil, reason: nil),
                as: "max")
            office.clock.set(try day("2022-09-20"))
            try await office.perform(
                MoveCandidate(
                    reference: reference, to: try RoundReference("PLY-1/2"), on: try day("2022-09-12"),
                    reason: "visa late"))
            office.clock.set(try day("2022-09-30"))
            for (asOf, asAt, round) in [
                ("2022-09-11", nil, 1), ("2022-09-12", nil, 2), ("2022-09-15", "2022-09-15T12:00:00Z", 1),
                ("2022-09-15", "2022-09-20T12:00:00Z", 2), ("2022-09-30", nil, 2),
            ] as [(String, String?, Int)] {
                for number in [1, 2] {
                    let report = try await office.show("PLY-1/\(number)", asOf: asOf, asAt: asAt)
                    #expect(
                        report.candidates.map(\.ref) == (number == round ? [reference] : []),
                        "round \(number) on \(asOf) \(asAt ?? "")")
                }
            }
            let candidate = try await office.perform(
                ShowCandidate(reference: reference, asOf: try day("2022-09-11")))
            #expect(candidate.round == "PLY-1/1")
        }
    }

    @Test("the option's advice follows the decision and the day")
    func option() async throws {
        try await withOffice { office in
            _ = try await office.register("Thandi", "Nkosi")
            #expect(try await office.show("PLY-1/1").status == "red")
            #expect(try await office.show("PLY-1/1").option?.advice == "exercise")
            #expect(try await office.show("PLY-1/1", asOf: "2022-02-14").option?.ref == "PLY-1/2")
            office.clock.set(try day("2022-10-10"))
            try await office.perform(
                DecideOption(
                    reference: try RoundReference("PLY-1/2"), decision: .exercise, on: nil, reason: nil),
                as: "max")
            #expect(try await office.show("PLY-1/1").option?.advice == "decided")
            #expect(try await office.show("PLY-1/1", asOf: "2022-10-09").option?.advice == "exercise")
            office.clock.set(try day("2022-10-20"))
            #expect(
                try await office.show("PLY-1/1", asOf: "2022-10-20", asAt: "2022-10-09T12:00:00Z").option?
                    .advice
                    == "too_late")
        }
    }

    @Test("a round of nobody is red, and one whose target is met is green")
    func status() async throws {
        try await withOffice { office in
            let empty = try await office.show("PLY-1/1")
            #expect(empty.status == "red" && empty.counts.needed == 12 && empty.candidates.isEmpty)
            let reference = try await office.starter("Thandi", "Nkosi")
            try await office.perform(
                RetargetRound(
                    reference: try RoundReference("PLY-1/1"), target: 1, dueOn: nil, reason: "one post",
                    on: nil))
            let met = try await office.show("PLY-1/1")
            #expect(met.status == "green" && met.counts.needed == 0)
            #expect(outlook(met, reference) == "achieved")
            await expectRefusal(.badData, "holidays") {
                _ = try await office.show("PLY-1/1", asOf: "2099-01-01")
            }
        }
    }
}
