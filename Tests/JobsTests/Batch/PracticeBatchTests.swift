import Domain
import Jobs
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("The batch over practice placements")
struct PracticeBatchTests {
    private func placed(_ body: (Office) async throws -> Void) async throws {
        try await withOffice { office in
            try await office.furnishPlacements()
            try await office.perform(
                PlacePractice(student: "TAV/S1", placement: "TAV/P1", reason: "agreed by telephone"))
            try await body(office)
        }
    }

    private func deadlines(_ office: Office) async throws -> [String] {
        try await office.asSuperuser { db in
            try db.query(
                """
                select concat_ws(' ', milestone_code, original_due_on, due_on, closed_on, version)
                from berth.deadline where subject_kind = 'practice' order by milestone_code
                """, as: String.self)
        }
    }

    @Test("run again it changes nothing; what the day has brought it moves, once")
    func idempotent() async throws {
        try await placed { office in
            let first = try await office.batch()
            #expect(first.summary.practices == 1 && first.summary.failed == 0)
            let kept = try await deadlines(office)
            #expect(kept.count == 5)
            let again = try await office.batch()
            #expect(again.summary.deadlinesTouched == 0)
            #expect(try await deadlines(office) == kept)
            // It was to start on 7 November and has not: every day that passes moves what hangs on the end.
            office.clock.set(try day("2022-11-11"))
            let later = try await office.batch("2022-11-11")
            #expect(later.summary.deadlinesTouched >= 4)
            let moved = try await deadlines(office)
            #expect(moved != kept && moved.first == kept.first, "the meeting is due before the start")
            _ = try await office.batch("2022-11-11")
            #expect(try await deadlines(office) == moved)
        }
    }

    @Test("a dry run says what it would do and stores nothing; a day after today is refused")
    func dryRun() async throws {
        try await placed { office in
            _ = try await office.batch()
            let before = try await deadlines(office)
            let rehearsal = try await office.batch("2022-11-11", dryRun: true)
            #expect(rehearsal.summary.deadlinesTouched >= 4)
            #expect(try await deadlines(office) == before)
        }
    }

    @Test("two at once leave what one would")
    func atOnce() async throws {
        try await placed { office in
            office.clock.set(try day("2022-11-11"))
            async let one = office.batch("2022-11-11")
            async let other = office.batch("2022-11-11")
            let touched = try await [one.summary.deadlinesTouched, other.summary.deadlinesTouched]
            let kept = try await deadlines(office)
            #expect(kept.count == 5 && touched.contains { $0 >= 4 })
            #expect(try await office.batch("2022-11-11").summary.deadlinesTouched == 0)
        }
    }
}
