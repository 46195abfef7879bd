import Domain
import OfficeSupport
import Postgres
import Services
import Testing

/// The list of deadlines as it was on a day, whatever has happened since.
@Suite("Deadlines of a day")
struct DeadlineDayTests {
    private func lines(_ office: Office, asOf: String) async throws -> [DeadlineLine] {
        try await office.perform(
            ListDeadlines(
                round: try RoundReference("PLY-1/1"), dueWithin: nil, states: [], asOf: try day(asOf))
        ).deadlines
    }

    private func started(_ office: Office, asOf: String) async throws -> DeadlineLine? {
        try await lines(office, asOf: asOf).first { $0.milestone == "started" }
    }

    @Test("the due date is that of what the round aimed at on the day, before and after the batch")
    func retargeted() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-03-07"))
            _ = try await office.register("Thandi", "Nkosi")
            office.clock.set(try day("2022-09-01"))
            try await office.snapshot("PLY-1/1")
            office.clock.set(try day("2022-09-15"))
            try await office.perform(
                RetargetRound(
                    reference: try RoundReference("PLY-1/1"), target: nil, dueOn: try day("2022-10-14"),
                    reason: "earlier", on: nil))
            // The batch has not run since, yet the list of today knows the new date.
            #expect(try await started(office, asOf: "2022-09-15")?.dueOn == day("2022-10-14"))
            office.clock.set(try day("2022-09-20"))
            try await office.snapshot("PLY-1/1")
            for (asOf, due) in [
                ("2022-09-01", "2022-10-31"), ("2022-09-14", "2022-10-31"), ("2022-09-15", "2022-10-14"),
                ("2022-09-20", "2022-10-14"),
            ] {
                let line = try #require(try await started(office, asOf: asOf))
                #expect("\(line.dueOn)" == due && "\(line.originalDueOn)" == "2022-10-31", "\(asOf)")
            }
            let before = try await lines(office, asOf: "2022-09-14")
            let after = try await lines(office, asOf: "2022-09-15")
            #expect(before.count == after.count && before.count > 5)
            for line in before {
                let later = try #require(after.first { $0.ref == line.ref })
                #expect(later.dueOn < line.dueOn, "\(line.ref)")
            }
            #expect(try await lines(office, asOf: "2022-08-31").isEmpty, "there was no batch yet")
        }
    }

    @Test("a deadline that is opened again keeps the days on which it was closed, and its first date")
    func reopened() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-03-07"))
            let candidate = try await office.register("Thandi", "Nkosi")
            office.clock.set(try day("2022-09-01"))
            try await office.snapshot("PLY-1/1")
            office.clock.set(try day("2022-09-10"))
            try await office.perform(
                DecideCandidate(
                    reference: candidate, decision: .withdrawn, reasonCode: "housing", on: nil, note: nil))
            try await office.snapshot("PLY-1/1")
            // The same day again changes nothing.
            #expect(try await office.snapshot("PLY-1/1").deadlinesTouched == 0)
            office.clock.set(try day("2022-09-15"))
            try await office.perform(
                RetargetRound(
                    reference: try RoundReference("PLY-1/1"), target: nil, dueOn: try day("2022-10-14"),
                    reason: "earlier", on: nil))
            office.clock.set(try day("2022-09-20"))
            try await office.perform(
                ReinstateCandidate(reference: candidate, on: nil, reason: "housing found"))
            #expect(try await office.snapshot("PLY-1/1").deadlinesTouched > 5)
            #expect(try await office.snapshot("PLY-1/1").deadlinesTouched == 0)
            for (asOf, isThere) in [
                ("2022-09-01", true), ("2022-09-09", true), ("2022-09-10", false), ("2022-09-19", false),
                ("2022-09-20", true),
            ] {
                #expect(try await lines(office, asOf: asOf).isEmpty == !isThere, "\(asOf)")
            }
            let line = try #require(try await started(office, asOf: "2022-09-20"))
            #expect(try line.dueOn == day("2022-10-14") && line.originalDueOn == day("2022-10-31"))
            let spells = try await office.asSuperuser { db in
                try db.query(
                    """
                    select opened_on, closed_on from berth.deadline
                    where milestone_code = 'started' order by opened_on
                    """, as: (CalendarDate, CalendarDate?).self)
            }
            #expect(
                try spells.map { "\($0.0)" } == ["2022-09-01", "2022-09-20"]
                    && spells.map { $0.1 } == [day("2022-09-10"), nil])
        }
    }

    @Test("what was closed by mistake is open again when the batch of the same day is run again")
    func sameDay() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-09-01"))
            let candidate = try await office.register("Thandi", "Nkosi", on: "2022-08-01")
            try await office.snapshot("PLY-1/1")
            let before = try await lines(office, asOf: "2022-09-01").map(\.ref)
            office.clock.set(try day("2022-09-10"))
            try await office.perform(
                DecideCandidate(
                    reference: candidate, decision: .withdrawn, reasonCode: "housing", on: nil, note: nil))
            try await office.snapshot("PLY-1/1")
            try await office.perform(
                ReinstateCandidate(reference: candidate, on: nil, reason: "a slip of the mouse"))
            #expect(try await office.snapshot("PLY-1/1").deadlinesTouched == before.count)
            #expect(try await lines(office, asOf: "2022-09-10").map(\.ref) == before)
            let rows = try await office.asSuperuser { db in
                try db.one(
                    "select count(*) from berth.deadline where kind = 'latest_useful_date'", as: Int.self)
            }
            #expect(rows == before.count, "one spell each")
        }
    }

    @Test("a deadline that is closed and opened again on one day was closed in between")
    func closedForAnHour() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-09-01"))
            let candidate = try await office.register("Thandi", "Nkosi", on: "2022-08-01")
            try await office.snapshot("PLY-1/1")
            func known(_ moment: String) async throws -> [String] {
                try await office.perform(
                    ListDeadlines(
                        round: try RoundReference("PLY-1/1"), dueWithin: nil, states: [],
                        asOf: try day("2022-09-10"), asAt: try instant(moment))
                ).deadlines.map(\.ref)
            }
            try office.clock.set("2022-09-10T09:00:00Z")
            let before = try await known("2022-09-10T09:00:00Z")
            #expect(before.count > 5)
            try await office.perform(
                DecideCandidate(
                    reference: candidate, decision: .withdrawn, reasonCode: "housing", on: nil, note: nil))
            try await office.snapshot("PLY-1/1")
            try office.clock.set("2022-09-10T10:00:00Z")
            #expect(try await known("2022-09-10T10:00:00Z").isEmpty)
            try await office.perform(
                ReinstateCandidate(reference: candidate, on: nil, reason: "a slip of the mouse"))
            #expect(try await office.snapshot("PLY-1/1").deadlinesTouched == before.count)
            #expect(try await office.snapshot("PLY-1/1").deadlinesTouched == 0)
            try office.clock.set("2022-09-10T11:00:00Z")
            for (moment, there) in [
                ("2022-09-10T08:59:00Z", true), ("2022-09-10T09:30:00Z", false),
                ("2022-09-10T09:59:59Z", false), ("2022-09-10T10:00:00Z", true),
                ("2022-09-10T11:00:00Z", true),
            ] {
                #expect(try await known(moment) == (there ? before : []), "\(moment)")
            }
        }
    }

    @Test("an option is open until it is decided, on the days before too")
    func option() async throws {
        try await withOffice { office in
            office.clock.set(try day("2022-09-30"))
            try await office.snapshot("PLY-1/2")
            office.clock.set(try day("2022-10-10"))
            try await office.perform(
                DecideOption(
                    reference: try RoundReference("PLY-1/2"), decision: .exercise, on: nil, reason: nil),
                as: "max")
            for (asOf, state) in [("2022-09-30", "open"), ("2022-10-09", "open"), ("2022-10-10", "met")] {
                let report = try await office.perform(
                    ListDeadlines(
                        round: try RoundReference("PLY-1/2"), dueWithin: nil, states: [],
                        asOf: try day(asOf)))
                #expect(report.deadlines.map(\.state) == [state], "\(asOf)")
            }
        }
    }
}
