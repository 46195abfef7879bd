import Domain
import OfficeSupport
import Postgres
@testable import Services
import Testing

@Suite("Publishing a match")
struct PublishMatchTests {
    @Test("somebody else publishes, once, and the earlier one is superseded, with events for all of it")
    func publish() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let run = try await office.perform(RunMatch(term: nil))
            try await expectRefusalLeavesAlone(office.office, .notAllowed, "somebody else") {
                try await office.perform(PublishMatch(reference: run.ref))
            }
            for login in ["vic", "una", "hugo", "olga"] {
                try await expectRefusalLeavesAlone(office.office, .notAllowed, login) {
                    try await office.perform(PublishMatch(reference: run.ref), as: login)
                }
            }
            let published = try await office.perform(PublishMatch(reference: run.ref), as: "max")
            #expect(published.status == "published" && published.publishedBy == "Max Manager")
            #expect(published.publishedAt != nil && published.inputHash == run.inputHash)
            try await expectRefusalLeavesAlone(office.office, .conflict, "is published") {
                try await office.perform(PublishMatch(reference: run.ref), as: "cora")
            }
            let next = try await office.perform(RunMatch(term: nil))
            #expect(next.keptRun == run.ref && next.inputHash != "")
            #expect(try await office.perform(ShowMatch()).run.ref == run.ref, "the published one is shown")
            try await office.perform(PublishMatch(reference: next.ref), as: "cora")
            let all = try await office.perform(ListMatches())
            #expect(all.map(\.status) == ["published", "superseded"])
            #expect(all.map(\.ref) == [next.ref, run.ref])
            try await expectRefusalLeavesAlone(office.office, .conflict, "is superseded") {
                try await office.perform(PublishMatch(reference: run.ref, reason: "after all"), as: "cora")
            }
            let kinds = try await office.office.asSuperuser { db in
                try db.query(
                    """
                    select kind from berth.audit_event where subject_kind = 'match_run'
                    order by recorded_at, subject_id, sequence
                    """, as: String.self)
            }
            let events = try await office.perform(ShowAudit(reference: next.ref), as: "ada")
            #expect(events.map(\.kind) == ["match_run_made", "match_run_published"])
            #expect(
                kinds.sorted() == [
                    "match_run_made", "match_run_made", "match_run_published", "match_run_published",
                    "match_run_superseded",
                ])
        }
    }

    @Test(
        "a run whose records have changed needs a reason, and so does one that can no longer be put together")
    func changed() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let run = try await office.perform(RunMatch(term: nil))
            try await office.change("update berth.placement set capacity = 2 where reference = 'P/1'")
            try await expectRefusalLeavesAlone(office.office, .conflict, "records have changed") {
                try await office.perform(PublishMatch(reference: run.ref), as: "cora")
            }
            try await office.change("update berth.placement set capacity = 1 where reference = 'P/1'")
            try await office.perform(LockStudent(student: "S/A", placement: "P/1", reason: "agreed"))
            try await office.change("update berth.placement set capacity = 0 where reference = 'P/1'")
            try await expectRefusalLeavesAlone(office.office, .conflict, "records have changed") {
                try await office.perform(PublishMatch(reference: run.ref), as: "cora")
            }
            try await expectRefusalLeavesAlone(office.office, .conflict, "P/1 takes 0 students") {
                try await office.perform(
                    PublishMatch(reference: run.ref, reason: "the hosts were told already"), as: "cora")
            }
            try await office.change("update berth.placement set capacity = 2 where reference = 'P/1'")
            let published = try await office.perform(
                PublishMatch(reference: run.ref, reason: "the hosts were told already"), as: "cora")
            #expect(published.status == "published")
            let reasons = try await office.office.asSuperuser { db in
                try db.query(
                    "select reason from berth.audit_event where kind = 'match_run_published'",
                    as: String?.self)
            }
            #expect(reasons == ["the hosts were told already"])
        }
    }

    @Test("a student who joins, leaves or is renamed makes a run old")
    func whatCounts() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            for (change, undo) in [
                (
                    "update berth.student set withdrawn_on = date '2022-09-30' where reference = 'S/B'",
                    "update berth.student set withdrawn_on = null"
                ),
                (
                    "update berth.student set reference = 'S/Z' where reference = 'S/D'",
                    "update berth.student set reference = 'S/D' where reference = 'S/Z'"
                ),
                (
                    "update berth.preference set rank = 3 where rank = 2",
                    "update berth.preference set rank = 2 where rank = 3"
                ),
            ] as [(SQL, SQL)] {
                let run = try await office.perform(RunMatch(term: nil, keeping: .nothing))
                try await office.change(change)
                await expectRefusal(.conflict, "records have changed") {
                    try await office.perform(PublishMatch(reference: run.ref), as: "cora")
                }
                try await office.change(undo)
                try await office.perform(PublishMatch(reference: run.ref), as: "cora")
            }
        }
    }

    @Test("of many who publish the same run at once one does it; of two runs the later one stands")
    func atOnce() async throws {
        try await MatchOffice.open(MatchRunTests.town) { office in
            let run = try await office.fresh()
            let outcomes = await withTaskGroup(of: ServiceError.Kind?.self) { group in
                for login in ["cora", "max", "ada", "cora"] {
                    group.addTask {
                        do {
                            try await office.perform(PublishMatch(reference: run.ref), as: login)
                            return nil
                        } catch {
                            return (error as? ServiceError)?.kind ?? .internal
                        }
                    }
                }
                var outcomes: [ServiceError.Kind?] = []
                for await outcome in group { outcomes.append(outcome) }
                return outcomes
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.count { $0 == .conflict } == 3)
            let drafts = [try await office.fresh(), try await office.fresh(), try await office.fresh()]
            await withTaskGroup(of: Void.self) { group in
                for (draft, login) in zip(drafts, ["cora", "max", "ada"]) {
                    group.addTask {
                        _ = try? await office.perform(PublishMatch(reference: draft.ref), as: login)
                    }
                }
            }
            let all = try await office.perform(ListMatches())
            #expect(all.count { $0.status == "published" } == 1)
            #expect(all.allSatisfy { $0.status != "published" || $0.ref != run.ref })
        }
    }
}
