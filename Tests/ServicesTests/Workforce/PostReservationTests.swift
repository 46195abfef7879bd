import Domain
import Foundation
import OfficeSupport
import Services
import TestSupport
import Testing

@Suite("For whom a post is kept, day by day")
struct PostReservationTests {
    /// Keeps, releases and asks for the post PLY/3, which nobody is in.
    private struct Keeper {
        let office: Office

        @discardableResult
        func keep(_ candidate: String, on: String? = nil, from: String? = nil) async throws -> PostRecord {
            try await change(
                .reserve(
                    candidate: candidate, from: try from.map { try day($0) }, on: try on.map { try day($0) }))
        }

        @discardableResult
        func release(on: String? = nil) async throws -> PostRecord {
            try await change(.release(on: try on.map { try day($0) }))
        }

        func change(_ change: ChangePost.Change) async throws -> PostRecord {
            try await office.perform(ChangePost(reference: "PLY/3", change, reason: "agreed")).post
        }

        /// Whom the post is kept for on a day, wherever that is told, and how many posts are counted as kept.
        func kept(on date: String, asAt: Date? = nil) async throws -> String? {
            let date = try day(date)
            let page = try await office.perform(ShowPost(reference: "PLY/3", asOf: date, asAt: asAt))
            let listed = try await office.perform(ListPosts(asOf: date, asAt: asAt)).first {
                $0.post.postRef == "PLY/3"
            }
            let report = try await office.perform(ReportWorkforce(asOf: date, asAt: asAt))
            let shown = page.line.post
            #expect(listed?.post == shown, "\(date)")
            #expect(report.posts.reserved == (shown.reservedFor == nil ? 0 : 1), "\(date)")
            #expect((shown.reservedOn == nil) == (shown.reservedFor == nil), "\(date)")
            return shown.reservedFor
        }
    }

    private func withKeeper(_ body: (Keeper, String, String) async throws -> Void) async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let first = try await office.register("Thandi", "Nkosi", round: "PLY-1/1")
            let second = try await office.register("Zoë", "Núñez", round: "PLY-1/1")
            try await body(Keeper(office: office), first, second)
        }
    }

    @Test("a past day sees whom the post was kept for then, released and kept for another since")
    func days() async throws {
        try await withKeeper { keeper, first, second in
            let before = keeper.office.clock.now()
            keeper.office.clock.advance(seconds: 60)
            let kept = try await keeper.keep(first, on: "2022-02-28", from: "2022-10-10")
            #expect(kept.reservedOn == (try day("2022-02-28")))
            #expect(kept.reservedFrom == (try day("2022-10-10")))
            let between = keeper.office.clock.now()
            keeper.office.clock.advance(seconds: 60)
            let released = try await keeper.release(on: "2022-05-31")
            #expect(released.reservedBefore == ["\(first) 2022-02-28/2022-05-31"])
            try await keeper.keep(second, on: "2022-08-31")
            let days = [
                ("2022-02-27", nil), ("2022-02-28", first), ("2022-05-30", first), ("2022-05-31", nil),
                ("2022-08-30", nil), ("2022-08-31", second), ("2022-09-30", second),
            ]
            for (date, whom) in days { #expect(try await keeper.kept(on: date) == whom, "\(date)") }
            #expect(try await keeper.kept(on: "2022-09-30", asAt: before) == nil, "nothing was known yet")
            #expect(try await keeper.kept(on: "2022-09-30", asAt: between) == first, "so it was known")
            // What changes the post otherwise changes nothing of it.
            var edit = PostEdit()
            edit.title = "Senior"
            _ = try await keeper.change(.edit(edit))
            for (date, whom) in days { #expect(try await keeper.kept(on: date) == whom, "\(date) edited") }
        }
    }

    @Test("who has come is waited for no more from that day, and the days before stay")
    func takenUp() async throws {
        try await withKeeper { keeper, first, second in
            try await keeper.keep(first, on: "2022-03-01", from: "2022-09-05")
            try await keeper.office.perform(
                try WorkforceChangeTests.put("PLY/3", "E9", from: "2022-09-05") { $0.candidate = first })
            try await keeper.office.perform(
                EndAssignment(post: "PLY/3", person: "E9", on: try day("2022-09-16"), reason: "resigned"))
            for (date, whom) in [
                ("2022-02-28", nil), ("2022-09-04", first), ("2022-09-05", nil), ("2022-09-16", nil),
                ("2022-09-30", nil),
            ] {
                #expect(try await keeper.kept(on: date) == whom, "\(date)")
            }
            let page = try await keeper.office.perform(ShowPost(reference: "PLY/3"))
            #expect(page.line.post.reservedBefore == ["\(first) 2022-03-01/2022-09-05"])
            // The vacancy is kept for another.
            let next = try await keeper.keep(second, on: "2022-09-19")
            #expect(next.reservedFor == second && next.reservedBefore == ["\(first) 2022-03-01/2022-09-05"])
            #expect(try await keeper.kept(on: "2022-09-04") == first)
            #expect(try await keeper.kept(on: "2022-09-19") == second)
            try await keeper.release()
            try await expectRefusalLeavesAlone(keeper.office, .conflict, "in the post PLY/3 from 2022-09-05")
            {
                try await keeper.keep(first)
            }
        }
    }

    @Test("the day may be corrected, and a reservation that was a mistake taken back")
    func corrected() async throws {
        try await withKeeper { keeper, first, second in
            try await keeper.keep(first, on: "2022-04-01")
            try await keeper.keep(first, on: "2022-05-01")
            #expect(try await keeper.kept(on: "2022-04-30") == nil)
            let expected = try await keeper.keep(first, from: "2022-12-01")
            #expect(expected.reservedOn == (try day("2022-05-01")), "the day stays where it is not named")
            try await keeper.keep(first, on: "2020-02-29")
            #expect(try await keeper.kept(on: "2020-02-29") == first)
            try await keeper.release(on: "2020-02-29")
            for date in ["2020-02-29", "2022-06-01", "2022-09-30"] {
                #expect(try await keeper.kept(on: date) == nil, "\(date): it never was")
            }
            try await keeper.keep(first, on: "2022-04-01")
            try await keeper.release(on: "2022-06-01")
            try await keeper.release(on: "2022-05-02")
            #expect(try await keeper.kept(on: "2022-05-02") == nil, "released earlier after all")
            let again = try await keeper.keep(second, on: "2022-05-02")
            #expect(again.reservedBefore == ["\(first) 2022-04-01/2022-05-02"])
        }
    }

    @Test("a day to come, a day of somebody else's and a day on which it is kept for nobody are refused")
    func refused() async throws {
        try await withKeeper { keeper, first, second in
            func refuse(
                _ kind: ServiceError.Kind, _ words: String, _ body: () async throws -> Void
            ) async throws {
                try await expectRefusalLeavesAlone(keeper.office, kind, words) { try await body() }
            }
            try await refuse(.badData, "after today, 2022-09-30") {
                try await keeper.keep(first, on: "2022-10-01")
            }
            try await refuse(.badData, "before 1990") { try await keeper.keep(first, on: "1989-12-31") }
            try await keeper.keep(first, on: "2022-03-01")
            try await refuse(.badData, "after today, 2022-09-30") {
                try await keeper.release(on: "2022-10-01")
            }
            try await refuse(.conflict, "kept for nobody on 2022-02-28") {
                try await keeper.release(on: "2022-02-28")
            }
            try await refuse(.conflict, "like that already") {
                try await keeper.keep(first, on: "2022-03-01")
            }
            try await refuse(.conflict, "kept for \(first)") { try await keeper.keep(second) }
            try await keeper.release(on: "2022-06-01")
            try await refuse(
                .conflict, "was kept for \(first) from 1 March 2022 until 1 June 2022, so it cannot"
            ) { try await keeper.keep(second, on: "2022-05-31") }
            try await refuse(.conflict, "kept for nobody.") { try await keeper.release() }
            try await keeper.keep(second, on: "2022-06-01")
        }
    }

    @Test("given up for a freeze or for somebody else it stands up to today")
    func givenUp() async throws {
        try await withKeeper { keeper, first, _ in
            try await keeper.keep(first, on: "2022-03-01")
            try await keeper.office.perform(
                AddAssignment(
                    AssignmentDraft(post: "PLY/3", person: "E9", startsOn: try day("2022-10-03")),
                    overrideReason: "the recruit went elsewhere"))
            #expect(try await keeper.kept(on: "2022-09-29") == first)
            #expect(try await keeper.kept(on: "2022-09-30") == nil)
        }
    }

    @Test("who has started and is in no post is told with the post that was kept for them that day")
    func starters() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let keeper = Keeper(office: office)
            let recruit = try await office.starter("Thandi", "Nkosi")
            let started = try #require(
                try await office.perform(ListStartersWithoutPost()).first?.startedOn)
            func kept(on date: CalendarDate) async throws -> String? {
                try await office.perform(ListStartersWithoutPost(asOf: date)).first?.reservedPost
            }
            try await keeper.keep(recruit, on: started.adding(days: -3).description)
            try await keeper.release(on: started.adding(days: 2).description)
            #expect(try await kept(on: started.adding(days: 1)) == "PLY/3")
            #expect(try await kept(on: started.adding(days: 2)) == nil)
        }
    }
}
