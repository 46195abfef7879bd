import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Milestones of a candidate")
struct MilestoneTests {
    private func record(
        _ reference: String, _ milestone: String, _ date: String? = nil, override reason: String? = nil
    ) throws -> RecordMilestone {
        RecordMilestone(
            reference: reference, milestone: milestone, on: try date.map { try day($0) },
            overrideReason: reason)
    }

    private func correct(
        _ reference: String, _ milestone: String, _ date: String?, reason: String = "misread",
        override: String? = nil
    ) throws -> CorrectMilestone {
        CorrectMilestone(
            reference: reference, milestone: milestone, happenedOn: try date.map { try day($0) },
            reason: reason, overrideReason: override)
    }

    @Test("come after their prerequisites and not in the future; what does not is refused and not stored")
    func refusals() async throws {
        try await withOffice { office in
            let one = try await office.register("Thandi", "Nkosi")
            try await office.record(["sourced", "screened"], of: one, from: "2022-03-10")
            for (verb, kind, part) in [
                (
                    try record(one, "interviewed", "2022-10-01"), ServiceError.Kind.badData,
                    "after today, 2022-09-30"
                ),
                (try record(one, "landed"), .badData, "has no milestone landed"),
                (try record(one, "degree_awarded"), .badData, "has no milestone degree_awarded"),
                (try record(one, "sourced"), .conflict, "recorded already, on 2022-03-10"),
                (try record(one, "offer_made"), .badData, "needs interviewed first"),
                (try record(one, "cos_requested"), .badData, "needs"),
                (try record(one, "interviewed", "2022-03-12"), .badData, "before screened on 2022-03-13"),
                (try record(one, "offer_made", override: ""), .badData, "repeat with --override"),
                (try record(one, "offer_made", override: "  "), .badData, "repeat with --override"),
                (try record("PLY-C-9999", "sourced"), .notFound, "PLY-C-9999"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) { try await office.perform(verb) }
            }
            // The same day as the prerequisite is in order.
            try await office.perform(try record(one, "interviewed", "2022-03-13"))
        }
    }

    @Test("out of order needs a reason and the permission, and the audit keeps the reason")
    func overrides() async throws {
        try await withOffice { office in
            let ours = try await office.register("Peter", "Adeyemi", round: "TAV-1/1", of: "tavy_trust")
            try await expectRefusalLeavesAlone(
                office, .notAllowed, "paul may not record milestones out of order"
            ) {
                try await office.perform(try record(ours, "registered", override: "trust me"), as: "paul")
            }
            let done = try await office.perform(
                try record(ours, "registered", "2022-01-10", override: "was registered before"))
            #expect(done.overrideReason == "was registered before")
            let last = try #require(try await office.perform(ShowAudit(reference: ours), as: "ada").last)
            #expect(last.kind == "milestone_recorded" && last.reason == "was registered before")
            // What it needs may still be recorded with its own, later date.
            try await office.record(
                [
                    "sourced", "screened", "interviewed", "offer_made", "offer_accepted",
                    "registration_applied",
                ],
                of: ours, from: "2022-03-10")
        }
    }

    @Test("nothing later is recorded for somebody who left, corrections included")
    func afterExit() async throws {
        try await withOffice { office in
            let one = try await office.register("Thandi", "Nkosi")
            try await office.record(["sourced"], of: one, from: "2022-03-10")
            try await office.perform(
                DecideCandidate(
                    reference: one, decision: .withdrawn, reasonCode: "salary_or_terms",
                    on: try day("2022-04-01"), note: nil))
            try await expectRefusalLeavesAlone(office, .conflict, "was withdrawn on 2022-04-01", "reinstate")
            {
                try await office.perform(try record(one, "screened", "2022-04-02"))
            }
            try await expectRefusalLeavesAlone(office, .conflict, "was withdrawn on 2022-04-01") {
                try await office.perform(try correct(one, "sourced", "2022-04-02"))
            }
            try await office.perform(try record(one, "screened", "2022-04-01"))
            try await office.perform(
                ReinstateCandidate(reference: one, on: try day("2022-05-01"), reason: "agreed terms"))
            try await office.perform(try record(one, "interviewed", "2022-05-02"))
        }
    }

    @Test("a correction needs something to correct, a reason and an order that holds")
    func corrections() async throws {
        try await withOffice { office in
            let one = try await office.register("Thandi", "Nkosi")
            try await office.record(["sourced", "screened", "interviewed"], of: one, from: "2022-03-10")
            for (verb, kind, part) in [
                (try correct(one, "offer_made", "2022-04-01"), ServiceError.Kind.conflict, "is not recorded"),
                (try correct(one, "screened", "2022-03-13"), .conflict, "on 2022-03-13 already"),
                (try correct(one, "screened", "2022-10-01"), .badData, "after today"),
                (try correct(one, "screened", "2022-03-09"), .badData, "before sourced on 2022-03-10"),
                (try correct(one, "screened", "2022-03-17"), .badData, "after interviewed on 2022-03-16"),
                (
                    try correct(one, "screened", nil), .badData,
                    "while interviewed, which needs it, is recorded"
                ),
                (try correct(one, "screened", "2022-03-12", reason: " "), .badData, "needs a reason"),
                (try correct(one, "landed", nil), .badData, "no milestone landed"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, part) { try await office.perform(verb) }
            }
            try await office.perform(try correct(one, "screened", "2022-03-12"))
            try await office.perform(try correct(one, "interviewed", nil, reason: "another person's"))
            try await expectRefusalLeavesAlone(office, .conflict, "is not recorded") {
                try await office.perform(try correct(one, "interviewed", nil))
            }
            try await office.perform(try record(one, "interviewed", "2022-03-20"))
            let shown = try await office.perform(ShowCandidate(reference: one)).milestones
            let dates = Dictionary(uniqueKeysWithValues: shown.map { ($0.milestone, $0.happenedOn) })
            #expect(try dates["screened"] == day("2022-03-12"))
            #expect(try dates["interviewed"] == day("2022-03-20"))
            let kept = try await office.asSuperuser { db in
                try db.one("select count(*), max(revision) from berth.milestone_fact", as: (Int, Int).self)
            }
            #expect(kept == (6, 3), "every earlier record stays")
        }
    }

    @Test("of two people who record the same milestone at once one does, and the other is told")
    func race() async throws {
        try await withOffice { office in
            for number in 0..<6 {
                let one = try await office.register("Person", "Number \(number)")
                let people = [try await office.signIn("cora"), try await office.signIn("ada")]
                let verb = try record(one, "sourced", "2022-03-1\(number)")
                let answers = await withTaskGroup(of: ServiceError?.self) { group in
                    for person in people {
                        group.addTask {
                            do throws(ServiceError) {
                                _ = try await office.workspace.perform(verb, as: person)
                                return nil
                            } catch {
                                return error
                            }
                        }
                    }
                    return await group.reduce(into: [ServiceError?]()) { $0.append($1) }
                }
                let refusals = answers.compactMap { $0 }
                #expect(refusals.count == 1 && refusals.first?.kind == .conflict)
                #expect(refusals.first?.message.contains("recorded already") == true)
            }
            let facts = try await office.asSuperuser { db in
                try db.one("select count(*) from berth.milestone_fact", as: Int.self)
            }
            #expect(facts == 6)
            #expect(try await office.perform(VerifyAudit(), as: "ada").broken == [])
        }
    }
}
