import Domain
import Foundation
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

@Suite("Posts added and edited, assignments corrected, promises kept")
struct WorkforceChangeTests {
    static func put(
        _ post: String, _ person: String, from: String = "2022-09-01", fte: Int = 10_000,
        change: (inout AssignmentDraft) throws -> Void = { _ in }
    ) throws -> AddAssignment {
        var draft = AssignmentDraft(
            post: post, person: person, fte: FTE(tenThousandths: fte), startsOn: try day(from))
        try change(&draft)
        return AddAssignment(draft)
    }

    private func correct(
        _ post: String, _ person: String, startedOn: String? = nil, reason: String = "mistyped",
        change: (inout AssignmentCorrection) throws -> Void
    ) throws -> CorrectAssignment {
        var correction = AssignmentCorrection()
        try change(&correction)
        return CorrectAssignment(
            post: post, person: person, startedOn: try startedOn.map { try day($0) }, correction,
            reason: reason)
    }

    @Test("a post is added and edited; what it cannot be is refused and stores nothing")
    func posts() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            var draft = PostDraft(
                organisation: "plymouth_council", reference: "PLY/9", title: "Duty Worker",
                role: "social_worker", fte: FTE(tenThousandths: 6_000))
            draft.team = "Zoë's team"
            let added = try await office.perform(AddPost(draft))
            #expect(added.createdOn == (try day("2022-09-30")) && added.team == "Zoë's team")
            #expect(try await office.perform(ReportWorkforce()).posts.established == 7)
            func refuse(
                _ kind: ServiceError.Kind, _ words: String, _ change: (inout PostDraft) throws -> Void
            ) async throws {
                var other = draft
                other.reference = "PLY/10"
                try change(&other)
                let made = other
                try await expectRefusalLeavesAlone(office, kind, words) {
                    try await office.perform(AddPost(made))
                }
            }
            try await refuse(.conflict, "this reference already") { $0.reference = "ply/9" }
            try await refuse(.badData, "use one of social_worker") { $0.role = "socialworker" }
            try await refuse(.badData, "berth code list role") { $0.role = "wizard" }
            try await refuse(.badData, "at most 1") { $0.fte = .zero }
            try await refuse(.badData, "at most 1") { $0.fte = FTE(tenThousandths: 10_001) }
            try await refuse(.badData, "letters, digits") { $0.reference = "Duty Worker" }
            try await refuse(.notFound, "no organisation") { $0.organisation = "nobody" }
            try await refuse(.badData, "title of the post is missing") { $0.title = "  " }
            try await refuse(.badData, "before 1990") { $0.createdOn = try day("1989-12-31") }

            func edit(_ post: String, _ change: (inout PostEdit) throws -> Void) throws -> ChangePost {
                var edit = PostEdit()
                try change(&edit)
                return ChangePost(reference: post, .edit(edit), reason: "regraded")
            }
            let edited = try await office.perform(
                try edit("ply/9") {
                    $0.role = "team_manager"
                    $0.fte = .one
                    $0.cleared = [.team]
                }
            ).post
            #expect(edited.role == "team_manager" && edited.fte == .one && edited.team == nil)
            #expect(edited.title == "Duty Worker", "what is not named stays")
            let audit = try await office.perform(ShowAudit(reference: "PLY/9"), as: "ada")
            #expect(audit.map(\.reason) == [nil, "regraded"])
            for (verb, kind, words) in [
                (
                    try edit("PLY/9") { $0.role = "team_manager" }, ServiceError.Kind.conflict,
                    "like that already"
                ),
                (
                    try edit("PLY/1") { $0.fte = FTE(tenThousandths: 9_999) }, .conflict,
                    "come to 1 on 2020-02-03, more than its 0.9999"
                ),
                (try edit("PLY/1") { $0.role = "nurse" }, .badData, "registered_nurse"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, words) { try await office.perform(verb) }
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "may not") {
                try await office.perform(AddPost(draft), as: "vic")
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "for plymouth_council") {
                try await office.perform(AddPost(draft), as: "olga")
            }
        }
    }

    @Test("an assignment is corrected by a further version; how it was known before stays")
    func correcting() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let before = office.clock.now()
            office.clock.set(try day("2022-10-03"))
            let corrected = try await office.perform(
                try correct("PLY/1", "e1", reason: "started a month later") {
                    $0.startsOn = try day("2020-03-02")
                    $0.fte = FTE(tenThousandths: 8_000)
                    $0.route = "overseas"
                })
            #expect(corrected.startedOn == (try day("2020-03-02")) && corrected.route == "overseas")
            #expect(corrected.birthYear == 1980, "what is not named stays")
            let now = try await office.perform(ShowPost(reference: "PLY/1"))
            let then = try await office.perform(ShowPost(reference: "PLY/1", asAt: before))
            #expect(now.assignments?.map(\.fte.description) == ["0.8"])
            #expect(then.assignments?.map(\.startedOn) == [try day("2020-02-03")])
            let reasons = try await office.asSuperuser { db in
                try db.query(
                    "select reason from berth.audit_event where kind = 'assignment_changed'", as: String?.self
                )
            }
            #expect(reasons == ["started a month later"])
            // An end that was wrong, and the leaving with it.
            try await office.perform(
                EndAssignment(
                    post: "PLY/1", person: "E1", on: try day("2022-09-30"), reason: "resigned",
                    destination: "nhs", themes: [.culture]))
            let open = try await office.perform(try correct("PLY/1", "E1") { $0.cleared = [.end] })
            #expect(open.endedOn == nil && open.leavingReason == nil && open.destination == nil)
            #expect(open.exitThemes.isEmpty)
            // Of several times in the post, one is named.
            try await office.perform(
                EndAssignment(post: "PLY/1", person: "E1", on: try day("2022-09-01"), reason: "resigned"))
            try await office.perform(try Self.put("PLY/1", "E1", from: "2022-10-01"))
            for (verb, kind, words) in [
                (
                    try correct("PLY/1", "E1") { $0.fte = .one }, ServiceError.Kind.usage,
                    "several times, from 2020-03-02, 2022-10-01"
                ),
                (
                    try correct("PLY/1", "E1", startedOn: "2020-02-03") { $0.fte = .one }, .notFound,
                    "from 2020-02-03"
                ),
                (
                    try correct("PLY/1", "E1", startedOn: "2022-10-01") { $0.fte = .one }, .conflict,
                    "like that already"
                ),
                (
                    try correct("PLY/1", "E1", startedOn: "2022-10-01") {
                        $0.startsOn = try day("2022-08-31")
                    },
                    .conflict, "already"
                ),
                (
                    try correct("PLY/1", "E1", startedOn: "2022-10-01") { $0.leavingReason = "resigned" },
                    .badData, "--ends-on"
                ),
                (
                    try correct("PLY/1", "E1", startedOn: "2022-10-01") { $0.route = "oversea" }, .badData,
                    "use one of overseas"
                ),
                (
                    try correct("PLY/1", "E1", startedOn: "2022-10-01") { $0.kind = .agency }, .badData,
                    "--cover-until"
                ),
                (
                    try correct("PLY/1", "E1", startedOn: "2022-10-01") { $0.endsOn = try day("2022-09-30") },
                    .badData, "before it starts"
                ),
                (
                    try correct("PLY/1", "E1", startedOn: "2022-10-01") {
                        $0.qualifiedOn = try day("2022-10-04")
                    },
                    .badData, "after today"
                ),
                (
                    try correct("PLY/2", "A1", reason: " ") { $0.fte = .one }, .badData, "needs a reason"
                ),
                (try correct("PLY/1", "E9") { $0.fte = .one }, .notFound, "is not in the post"),
            ] {
                try await expectRefusalLeavesAlone(office, kind, words) { try await office.perform(verb) }
            }
            let employed = try await office.perform(
                try correct("PLY/2", "A1") {
                    $0.kind = .employee
                    $0.cleared = [.coverUntil]
                })
            #expect(employed.kind == .employee && employed.coverUntil == nil)
        }
    }

    @Test("a post that is kept for a candidate goes to nobody else unless somebody says why")
    func reservation() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let recruit = try await office.register("Thandi", "Nkosi", round: "PLY-1/1")
            let other = try await office.register("Peter", "Adeyemi", round: "PLY-1/1")
            func change(_ change: ChangePost.Change, releasing: Bool = false) async throws -> PostRecord {
                try await office.perform(
                    ChangePost(reference: "PLY/3", change, reason: "agreed", releasing: releasing)
                ).post
            }
            _ = try await change(.reserve(candidate: recruit, from: try day("2022-10-10"), on: nil))
            func refuse(_ words: String, _ body: () async throws -> Void) async throws {
                try await expectRefusalLeavesAlone(office, .conflict, "kept for \(recruit)", words) {
                    try await body()
                }
            }
            try await refuse("--override") { try await office.perform(try Self.put("PLY/3", "E9")) }
            try await refuse("--override") {
                try await office.perform(try Self.put("PLY/3", "E9") { $0.candidate = other })
            }
            try await refuse("--override") {
                try await office.perform(try Self.put("PLY/3", "E9") { $0.endsOn = try day("2022-10-11") })
            }
            try await refuse("--release") { _ = try await change(.freeze(from: nil, until: nil)) }
            try await refuse("--release") {
                _ = try await change(.freeze(from: nil, until: try day("2022-10-11")))
            }
            try await refuse("--release") { _ = try await change(.delete(on: try day("2022-12-01"))) }
            try await refuse("berth post release") {
                _ = try await change(.reserve(candidate: other, from: nil, on: nil))
            }
            // What does not stand in the way: agency until then, somebody who is gone by then, a freeze that is over.
            try await office.perform(
                try Self.put("PLY/3", "A9", fte: 5_000) {
                    $0.kind = .agency
                    $0.coverUntil = try day("2022-12-31")
                })
            try await office.perform(
                try Self.put("PLY/3", "E8", fte: 5_000) { $0.endsOn = try day("2022-10-10") })
            #expect(
                try await change(.freeze(from: nil, until: try day("2022-10-10"))).reservedFor == recruit)
            try await refuse("berth post release") {
                try await office.perform(try correct("PLY/3", "E8") { $0.endsOn = try day("2022-10-11") })
            }
            // Agency that becomes an employee fills it as well.
            try await refuse("berth post release") {
                try await office.perform(
                    try correct("PLY/3", "A9") {
                        $0.kind = .employee
                        $0.cleared = [.coverUntil]
                    })
            }
            // With the reason it is kept for nobody, in the same step.
            let override = AddAssignment(
                AssignmentDraft(
                    post: "PLY/3", person: "E9", fte: FTE(tenThousandths: 5_000),
                    startsOn: try day("2022-10-10")), overrideReason: "the recruit went elsewhere")
            try await office.perform(override)
            let page = try await office.perform(ShowPost(reference: "PLY/3"))
            #expect(page.line.post.reservedFor == nil && page.line.post.reservedFrom == nil)
            let audit = try await office.perform(ShowAudit(reference: "PLY/3"), as: "ada")
            #expect(audit.last?.reason == "the recruit went elsewhere")
            // And so with a freeze.
            try await office.perform(
                ChangePost(
                    reference: "PLY/2", .reserve(candidate: recruit, from: nil, on: nil), reason: "agreed"))
            let frozen = try await office.perform(
                ChangePost(
                    reference: "PLY/2", .freeze(from: nil, until: nil), reason: "budget", releasing: true))
            #expect(frozen.post.reservedFor == nil && frozen.post.frozen == ["2022-09-30/"])
            #expect(frozen.agency == 1 && frozen.employees == 0, "who is in it still")
        }
    }

    @Test("once the candidate has been in the post, the promise is kept and binds nobody")
    func promiseKept() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let recruit = try await office.register("Thandi", "Nkosi", round: "PLY-1/1")
            try await office.perform(
                ChangePost(
                    reference: "PLY/3", .reserve(candidate: recruit, from: nil, on: nil), reason: "agreed"))
            try await office.perform(
                try Self.put("PLY/3", "E9", fte: 5_000) { $0.candidate = recruit.lowercased() })
            #expect(
                try await office.perform(ListAssignments(person: "E9")).first?.candidateRef == recruit)
            try await office.perform(try Self.put("PLY/3", "E8", fte: 5_000))
            let line = try await office.perform(
                ChangePost(reference: "PLY/3", .freeze(from: nil, until: nil), reason: "budget"))
            #expect(line.employees == 2 && line.post.reservedFor == nil, "they have come")
        }
    }

    @Test(
        "a post is kept for a candidate while somebody is in it, who may be corrected and is not pushed out")
    func incumbent() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let recruit = try await office.register("Thandi", "Nkosi", round: "PLY-1/1")
            try await office.perform(
                ChangePost(
                    reference: "PLY/1", .reserve(candidate: recruit, from: try day("2022-10-10"), on: nil),
                    reason: "E1 retires"))
            let record = try await office.perform(
                try correct("PLY/1", "E1") { $0.fte = FTE(tenThousandths: 8_000) })
            #expect(record.fte.description == "0.8")
            let head = "organisation,post_ref,person_ref,kind,fte,started_on,ended_on\n"
            let row = "plymouth_council,PLY/1,E1,employee,0.8,2020-02-03,"
            let corrected = head.replacing("\n", with: ",correction_reason\n")
            try await office.load("assignments", corrected + row.replacing("0.8", with: "0.7") + ",misread\n")
            // Once their end is known, they are not to stay longer.
            try await office.load("assignments", corrected + row + "2022-10-07,misread\n")
            try await expectRefusalLeavesAlone(office, .conflict, "kept for \(recruit)") {
                try await office.perform(try correct("PLY/1", "E1") { $0.endsOn = try day("2022-10-31") })
            }
            await expectRefusal(.badData, "kept for \(recruit)") {
                try await office.load("assignments", head + row + "2022-10-31\n")
            }
        }
    }

    @Test("one person is at most one full-time equivalent over the posts of an organisation")
    func onePerson() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            try await expectRefusalLeavesAlone(
                office, .conflict, "E1 would work 1.1 on 2022-09-01: 1 in PLY/1, 0.1 in PLY/3"
            ) { try await office.perform(try Self.put("PLY/3", "E1", fte: 1_000)) }
            // Another organisation's E1 is somebody else; after the last day there is room.
            try await office.perform(
                EndAssignment(post: "PLY/1", person: "E1", on: try day("2022-09-01"), reason: "moved_post"))
            try await office.perform(try Self.put("PLY/3", "E1", fte: 6_000))
            try await office.perform(try Self.put("PLY/1", "E1", from: "2022-09-05", fte: 4_000))
            // Whatever comes first: the start of the other post counts too.
            for change in [
                try correct("PLY/1", "E1", startedOn: "2022-09-05") { $0.fte = FTE(tenThousandths: 4_001) },
                try correct("PLY/3", "E1") { $0.fte = FTE(tenThousandths: 6_001) },
            ] {
                try await expectRefusalLeavesAlone(office, .conflict, "E1 would work 1.0001 on 2022-09-05") {
                    try await office.perform(change)
                }
            }
            try await expectRefusalLeavesAlone(office, .conflict, "E1 would work 1.6 on 2022-09-01") {
                try await office.perform(
                    try correct("PLY/1", "E1", startedOn: "2020-02-03") { $0.endsOn = try day("2022-09-02") })
            }
        }
    }
}
