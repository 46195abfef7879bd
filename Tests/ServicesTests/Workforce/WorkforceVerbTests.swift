import Domain
import Foundation
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

@Suite("Posts and who is in them")
struct WorkforceVerbTests {
    private func draft(_ post: String, _ person: String, from: String = "2022-09-01") throws
        -> AssignmentDraft
    {
        AssignmentDraft(post: post, person: person, startsOn: try day(from))
    }

    @Test(
        "a post is frozen, thawed, kept for a candidate, released and deleted; each is a version with its reason"
    )
    func life() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let candidate = try await office.register("Thandi", "Nkosi", round: "PLY-1/1")
            func change(_ change: ChangePost.Change) async throws -> PostRecord {
                try await office.perform(ChangePost(reference: "PLY/3", change, reason: "agreed")).post
            }
            #expect(try await change(.freeze(from: day("2022-04-01"), until: nil)).frozen == ["2022-04-01/"])
            #expect(try await change(.thaw(on: day("2022-09-01"))).frozen == ["2022-04-01/2022-09-01"])
            let reserved = try await change(
                .reserve(candidate: candidate.lowercased(), from: day("2022-10-10"), on: nil))
            #expect(reserved.reservedFor == candidate)
            #expect(try await change(.release(on: nil)).reservedFor == nil)
            #expect(try await change(.delete(on: day("2022-09-30"))).closedOn == day("2022-09-30"))
            try await expectRefusalLeavesAlone(office, .conflict, "was deleted on 2022-09-30") {
                _ = try await change(.freeze(from: nil, until: nil))
            }
            let page = try await office.perform(ShowPost(reference: "ply/3"))
            #expect(page.versions == 6 && page.line.state == "deleted")
            #expect(
                try await office.perform(ListPosts(asOf: try day("2022-05-01"))).first {
                    $0.post.postRef == "PLY/3"
                }?.state == "frozen")
            let reasons = try await office.perform(ShowAudit(reference: "PLY/3"), as: "ada")
            #expect(reasons.count == 6)
        }
    }

    @Test("what cannot be done to a post is refused and leaves it alone")
    func refused() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            func refuse(
                _ kind: ServiceError.Kind, _ words: String, _ reference: String, _ change: ChangePost.Change,
                as login: String = "cora"
            ) async throws {
                try await expectRefusalLeavesAlone(office, kind, words) {
                    try await office.perform(
                        ChangePost(reference: reference, change, reason: "why"), as: login)
                }
            }
            try await refuse(.conflict, "is not frozen", "PLY/1", .thaw(on: nil))
            try await refuse(.conflict, "kept for nobody", "PLY/1", .release(on: nil))
            try await refuse(.conflict, "E1 cannot be in it after", "PLY/1", .delete(on: day("2022-09-01")))
            try await refuse(.badData, "created on 2020-01-01", "PLY/3", .delete(on: day("2019-12-31")))
            try await refuse(
                .badData, "cannot be frozen before", "PLY/3", .freeze(from: day("2019-01-01"), until: nil))
            try await refuse(
                .badData, "on or before the day", "PLY/3",
                .freeze(from: day("2022-01-01"), until: day("2022-01-01")))
            try await refuse(
                .notFound, "no candidate", "PLY/3", .reserve(candidate: "PLY-C-0099", from: nil, on: nil))
            try await refuse(.notFound, "no post PLY/9", "PLY/9", .release(on: nil))
            try await refuse(.notFound, "no post PLY/1", "PLY/1", .thaw(on: nil), as: "olga")
            try await office.perform(
                ChangePost(reference: "PLY/3", .freeze(from: nil, until: nil), reason: "budget"))
            try await refuse(.conflict, "like that already", "PLY/3", .freeze(from: nil, until: nil))
        }
    }

    @Test("two people share a post and nobody is too many; who leaves makes room on that day")
    func sharing() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            for person in ["E5", "E6"] {
                var half = try draft("PLY/3", person)
                half.fte = FTE(tenThousandths: 5_000)
                try await office.perform(AddAssignment(half))
            }
            var third = try draft("PLY/3", "E7", from: "2022-09-30")
            third.fte = FTE(tenThousandths: 1)
            let tooMany = third
            try await expectRefusalLeavesAlone(office, .conflict, "come to 1.0001", "more than its 1") {
                try await office.perform(AddAssignment(tooMany))
            }
            try await office.perform(
                EndAssignment(
                    post: "PLY/3", person: "e5", on: try day("2022-09-30"), reason: "resigned",
                    destination: "nhs", themes: [.culture, .burnout, .culture]))
            try await office.perform(AddAssignment(tooMany))
            let line = try #require(
                try await office.perform(ListPosts(filter: .filled)).first { $0.post.postRef == "PLY/3" })
            #expect(line.employees == 2 && line.vacancyFte.description == "0.4999")
            let ended = try #require(try await office.perform(ListAssignments(person: "E5")).first)
            #expect(ended.exitThemes == ["burnout", "culture"] && ended.destination == "nhs")
        }
    }

    @Test("bad assignments are refused with what to do")
    func badAssignments() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            func refuse(
                _ kind: ServiceError.Kind, _ words: String, _ change: (inout AssignmentDraft) throws -> Void
            ) async throws {
                var draft = try draft("PLY/3", "E9")
                try change(&draft)
                let made = draft
                try await expectRefusalLeavesAlone(office, kind, words) {
                    try await office.perform(AddAssignment(made))
                }
            }
            try await refuse(.badData, "at most 1") { $0.fte = FTE(tenThousandths: 10_001) }
            try await refuse(.badData, "at most 1") { $0.fte = .zero }
            try await refuse(.badData, "before it starts") { $0.endsOn = try day("2022-08-31") }
            try await refuse(.badData, "--cover-until") { $0.kind = .agency }
            try await refuse(.badData, "Only agency") { $0.coverPlan = "soon" }
            try await refuse(.notFound, "no post X") { $0.post = "X" }
            try await refuse(.conflict, "in the post PLY/1 already") {
                $0.post = "PLY/1"
                $0.person = "e1"
                $0.fte = FTE(tenThousandths: 1)
            }
            try await refuse(.badData, "the payroll number, not a name") { $0.person = "Zoë Lee" }
            try await refuse(.badData, "E9 is in PLY/3 from 2019-12-31, before it was created on 2020-01-01")
            {
                $0.startsOn = try day("2019-12-31")
            }
            try await expectRefusalLeavesAlone(office, .notFound, "is not in the post") {
                try await office.perform(EndAssignment(post: "PLY/3", person: "E1", reason: "resigned"))
            }
            try await expectRefusalLeavesAlone(office, .badData, "before it starts") {
                try await office.perform(
                    EndAssignment(post: "PLY/1", person: "E1", on: try day("2020-02-02"), reason: "resigned"))
            }
            try await expectRefusalLeavesAlone(office, .badData, "not in the list leaving_reason") {
                try await office.perform(EndAssignment(post: "PLY/1", person: "E1", reason: "had enough"))
            }
        }
    }

    @Test("nobody is in a post before it was created, by whichever of the two is changed")
    func beforeCreation() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            var correction = AssignmentCorrection()
            correction.startsOn = try day("2019-12-31")
            let early = CorrectAssignment(post: "PLY/1", person: "E1", correction, reason: "payroll")
            try await expectRefusalLeavesAlone(
                office, .badData, "E1 is in PLY/1 from 2019-12-31, before it was created on 2020-01-01",
                "--created-on"
            ) { try await office.perform(early) }
            func create(_ date: String) throws -> ChangePost {
                var edit = PostEdit()
                edit.createdOn = try day(date)
                return ChangePost(reference: "PLY/1", .edit(edit), reason: "the budget says so")
            }
            try await expectRefusalLeavesAlone(
                office, .conflict, "E1 is in PLY/1 from 2020-02-03, before it was created on 2020-02-04",
                "berth assignment correct"
            ) { try await office.perform(try create("2020-02-04")) }
            try await office.perform(try create("2020-02-03"))
            // A file is warned, since its posts may be dated by when another system got them; what was so is no news.
            let head = "organisation,post_ref,title,role,team,fte,status,created_on\n"
            let row = "plymouth_council,PLY/1,Social Worker,social_worker,North,1,established,"
            let later = try await office.load("posts", head + row + "2021-01-01\n")
            #expect(
                later.warnings == ["E1 is in PLY/1 from 2020-02-03, before it was created on 2021-01-01."])
            #expect(try await office.load("posts", head + row + "2020-06-01\n").warnings == [])
            try await office.perform(try create("2020-03-01"))
            try await office.perform(
                EndAssignment(post: "PLY/1", person: "E1", on: try day("2022-08-31"), reason: "resigned"))
        }
    }

    @Test("who is put in a frozen post is, and it is said that the post is not to be filled")
    func intoFrozen() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            try await office.perform(
                ChangePost(
                    reference: "PLY/3", .freeze(from: try day("2022-10-10"), until: nil), reason: "budget"))
            var short = try draft("PLY/3", "E8")
            short.endsOn = try day("2022-10-10")
            #expect(try await office.perform(AddAssignment(short)).frozen == nil)
            let added = try await office.perform(
                AddAssignment(try draft("PLY/3", "E9", from: "2022-10-10")))
            #expect(added.assignment.personRef == "E9")
            #expect(added.frozen?.words == "from 10 October 2022")
        }
    }

    @Test("two who fill the last place at once: one does, the other is told")
    func race() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let cora = try await office.signIn("cora")
            let drafts = try ["E5", "E6", "E7", "E8"].map { try draft("PLY/3", $0) }
            let outcomes = await withTaskGroup(of: ServiceError.Kind?.self) { group in
                for draft in drafts {
                    group.addTask {
                        do throws(ServiceError) {
                            _ = try await office.workspace.perform(AddAssignment(draft), as: cora)
                            return nil
                        } catch {
                            return error.kind
                        }
                    }
                }
                return await group.reduce(into: [ServiceError.Kind?]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1, "\(outcomes)")
            #expect(outcomes.count { $0 == .conflict } == 3, "\(outcomes)")
        }
    }
}
