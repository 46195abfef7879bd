import Domain
import OfficeSupport
import Services
import Testing

@Suite("Decisions about a candidate")
struct DecisionTests {
    private func decide(
        _ reference: String, _ decision: DecideCandidate.Decision, _ reason: String, _ date: String? = nil
    ) throws -> DecideCandidate {
        DecideCandidate(
            reference: reference, decision: decision, reasonCode: reason, on: try date.map { try day($0) },
            note: "as told by telephone")
    }

    @Test("withdrawing and rejecting need a code of their own kind")
    func codes() async throws {
        try await withOffice { office in
            let one = try await office.register("Thandi", "Nkosi")
            for (verb, kind, part) in [
                (
                    try decide(one, .withdrawn, "visa_refused"), ServiceError.Kind.badData,
                    "not in the list withdrawn"
                ),
                (try decide(one, .rejected, "housing"), .badData, "not in the list rejected"),
                (try decide(one, .withdrawn, ""), .badData, "use one of accepted_other_offer"),
                (try decide(one, .withdrawn, "housing", "2022-10-01"), .badData, "after today"),
                (try decide(one, .withdrawn, "housing", "2022-03-06"), .badData, "dated 2022-03-07"),
                (try decide("NOBODY", .withdrawn, "housing"), .notFound, "NOBODY"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) { try await office.perform(verb) }
            }
            try await office.perform(try decide(one, .withdrawn, "housing", "2022-05-01"))
            for verb in [try decide(one, .withdrawn, "housing"), try decide(one, .rejected, "visa_refused")] {
                try await expectRefusalLeavesAlone(office, .conflict, "was withdrawn on 2022-05-01 already") {
                    try await office.perform(verb)
                }
            }
            let shown = try await office.perform(ShowCandidate(reference: one))
            #expect(shown.exit?.reasonCode == "housing" && shown.outlook?.outlook == "lost")
        }
    }

    @Test("reinstating needs an exit, a reason and a date not before it")
    func reinstate() async throws {
        try await withOffice { office in
            let one = try await office.register("Thandi", "Nkosi")
            func back(_ date: String? = nil, reason: String = "appeal") throws -> ReinstateCandidate {
                ReinstateCandidate(reference: one, on: try date.map { try day($0) }, reason: reason)
            }
            try await expectRefusalLeavesAlone(office, .conflict, "neither withdrawn nor been rejected") {
                try await office.perform(try back())
            }
            try await office.perform(try decide(one, .rejected, "visa_refused", "2022-06-01"))
            for (verb, part) in [
                (try back("2022-05-31"), "dated 2022-06-01"), (try back("2022-10-01"), "after today"),
                (try back(reason: ""), "needs a reason"),
            ] {
                try await expectRefusalLeavesAlone(office, .badData, part) { try await office.perform(verb) }
            }
            try await office.perform(try back("2022-06-01"))
            let shown = try await office.perform(ShowCandidate(reference: one, asOf: try day("2022-06-01")))
            #expect(shown.exit == nil, "on one day the later decision holds")
        }
    }

    @Test("a move needs a running round of the partnership, a reason and a pathway that counts there")
    func move() async throws {
        try await withOffice { office in
            let one = try await office.register("Thandi", "Nkosi")
            func move(_ round: String, _ date: String? = nil, reason: String = "late") throws -> MoveCandidate
            {
                MoveCandidate(
                    reference: one, to: try RoundReference(round), on: try date.map { try day($0) },
                    reason: reason)
            }
            for (verb, kind, part) in [
                (try move("PLY-1/1"), ServiceError.Kind.conflict, "is in round PLY-1/1 already"),
                (try move("PLY-1/2"), .conflict, "has not been exercised"),
                (try move("PLY-1/8"), .notFound, "PLY-1/8"), (try move("WOR-1/1"), .notFound, "WOR-1/1"),
                (try move("TAV-1/1", "2022-03-06"), .badData, "dated 2022-03-07"),
                (try move("TAV-1/1", "2022-10-01"), .badData, "after today"),
                (try move("TAV-1/1", reason: ""), .badData, "needs a reason"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) { try await office.perform(verb) }
            }
            try await office.perform(
                OpenRound(
                    reference: try RoundReference("TAV-1/2"), target: 1, opensOn: try day("2023-01-01"),
                    dueOn: try day("2023-06-01"), countsAt: "asye_registered", optionDecideBy: nil, on: nil))
            try await expectRefusalLeavesAlone(office, .badData, "counts at asye_registered") {
                try await office.perform(try move("TAV-1/2"))
            }
            try await office.perform(try move("TAV-1/1"))
            try await office.perform(try decide(one, .withdrawn, "housing"))
            try await expectRefusalLeavesAlone(office, .conflict, "reinstate them before a move") {
                try await office.perform(try move("PLY-1/1"))
            }
        }
    }

    @Test("the timeline tells everything in the order in which it became known")
    func timeline() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-03-07"))
            let one = try await office.register("Thandi", "Nkosi")
            office.clock.set(try day("2022-03-20"))
            try await office.record(["sourced"], of: one, from: "2022-03-08")
            office.clock.set(try day("2022-03-21"))
            try await office.perform(
                CorrectMilestone(reference: one, milestone: "sourced", happenedOn: nil, reason: "a namesake"))
            office.clock.set(try day("2022-03-22"))
            try await office.perform(try decide(one, .withdrawn, "no_contact"))
            office.clock.set(try day("2022-09-30"))
            let lines = try await office.perform(CandidateTimeline(reference: one))
            #expect(lines.map(\.what) == ["registered", "sourced", "sourced", "withdrawn"])
            #expect(lines.map(\.kind) == ["decision", "milestone", "correction", "decision"])
            #expect(lines[0].detail == "PLY-1/1")
            #expect(lines[2].detail == "never happened; corrected: a namesake" && lines[2].happenedOn == nil)
            #expect(lines[3].detail == "no_contact: as told by telephone")
            #expect(Set(lines.map(\.recordedBy)) == ["Cora Coordinator"])
        }
    }
}
