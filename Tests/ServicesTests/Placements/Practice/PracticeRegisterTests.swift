import Domain
import OfficeSupport
import Postgres
@testable import Services
import Testing

@Suite("The register of a practice placement")
struct PracticeRegisterTests {
    private func enter(
        _ office: PracticeOffice, _ from: String, to: String? = nil, _ kind: PracticeDayKind? = .worked,
        half: Bool = false, absence: String? = nil, correct: String? = nil, as login: String = "cora"
    ) async throws -> RecordedDays {
        try await office.perform(
            RecordPracticeDays(
                reference: "S/B", from: try day(from), through: try to.map { try day($0) }, kind: kind,
                amount: half ? .halfDay : .wholeDay, absence: absence, correction: correct), as: login)
    }

    @Test("a stretch takes the usual days, bank holidays left out, and moves nothing that is as planned")
    func stretch() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B")
            office.office.clock.set(try day("2023-01-06"))
            let recorded = try await enter(office, "2022-11-07", to: "2023-01-06")
            // Nine weeks less 26 and 27 December and 2 January.
            #expect(recorded.days.count == 42 && recorded.done == 84)
            #expect(!recorded.days.contains(try day("2022-12-27")))
            #expect(try recorded.endsOn == day("2023-02-15"))
            let line = try #require(try await office.lines().first { $0.practice.studentRef == "S/B" })
            #expect(line.behind == 0 && line.unrecordedDays == 0 && !line.isPastPlacement)
            try await expectRefusalLeavesAlone(office.office, .conflict, "recorded so already") {
                _ = try await enter(office, "2023-01-02", to: "2023-01-06")
            }
        }
    }

    @Test("a stretch fills up what is entered in part, and days that differ stop it")
    func filledUp() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B")
            office.office.clock.set(try day("2022-11-18"))
            _ = try await enter(office, "2022-11-09")
            let rest = try await enter(office, "2022-11-07", to: "2022-11-11")
            let added = ["2022-11-07", "2022-11-08", "2022-11-10", "2022-11-11"]
            #expect(try rest.days == added.map { try day($0) })
            #expect(rest.done == 10)
            _ = try await enter(office, "2022-11-15", .absent, absence: "sickness")
            try await expectRefusalLeavesAlone(office.office, .conflict, "2022-11-15", "if that is wrong") {
                _ = try await enter(office, "2022-11-14", to: "2022-11-18")
            }
        }
    }

    @Test("a day outside the pattern counts and is named, and so is what is done beyond what is required")
    func outsideThePattern() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B")
            office.office.clock.set(try day("2023-02-17"))
            let saturday = try await enter(office, "2022-11-12", half: true)
            #expect(try saturday.outsidePattern == [day("2022-11-12")] && saturday.done == 1)
            #expect(try await enter(office, "2022-12-27").outsidePattern == [day("2022-12-27")])
            let all = try await enter(office, "2022-11-07", to: "2023-02-16")
            #expect(all.outsidePattern.isEmpty && all.done == 145 && all.beyondRequired == 5)
            let empty = try await enter(office, "2022-11-12", nil, correct: "the wrong week")
            #expect(empty.outsidePattern.isEmpty && empty.beyondRequired == 4)
        }
    }

    @Test("nothing before the start, after today, twice, beyond a day or after the end")
    func refusals() async throws {
        try await PracticeOffice.open { office in
            office.office.clock.set(try day("2022-11-09"))
            try await expectRefusalLeavesAlone(office.office, .badData, "has not started", "S/B started") {
                _ = try await enter(office, "2022-11-07")
            }
            try await office.start("S/B", workedUntil: "2022-11-08")
            let cases: [(String, PracticeDayKind?, Bool, String?, ServiceError.Kind, String)] = [
                ("2022-11-06", .worked, false, nil, .badData, "is before that"),
                ("2022-11-09", .worked, false, nil, .badData, "after today"),
                ("2022-11-08", .worked, false, nil, .conflict, "recorded so already"),
                ("2022-11-08", .absent, false, "sickness", .conflict, "1 day worked; if that is wrong"),
                ("2022-11-08", .worked, true, nil, .conflict, "recorded already"),
                ("2022-11-08", .simulated, false, nil, .badData, "count hours"),
            ]
            for (on, kind, half, absence, failure, part) in cases {
                try await expectRefusalLeavesAlone(office.office, failure, part) {
                    _ = try await enter(office, on, kind, half: half, absence: absence)
                }
            }
            office.office.clock.set(try day("2022-11-09"))
            try await expectRefusalLeavesAlone(office.office, .badData, "needs its reason", "sickness") {
                _ = try await enter(office, "2022-11-09", .absent)
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "is not in the list practice_absent")
            {
                _ = try await enter(office, "2022-11-09", .absent, absence: "hangover")
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "was not away") {
                _ = try await enter(office, "2022-11-09", absence: "sickness")
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "counts days") {
                try await office.perform(
                    RecordPracticeDays(
                        reference: "S/B", from: try day("2022-11-09"), amount: .minutes(60)))
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "before it begins") {
                _ = try await enter(office, "2022-11-09", to: "2022-11-08")
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "Nothing is recorded") {
                _ = try await enter(office, "2022-11-09", nil, correct: "misread")
            }
            try await office.perform(
                EndPractice(reference: "S/B", kind: .brokenDown, reasonCode: "other"))
            office.office.clock.set(try day("2022-11-10"))
            try await expectRefusalLeavesAlone(office.office, .badData, "ended on 2022-11-09") {
                _ = try await enter(office, "2022-11-10")
            }
            _ = try await enter(office, "2022-11-09", half: true, absence: "sickness")
        }
    }

    @Test("a correction is a further revision; what was known before can still be asked for")
    func corrections() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B", workedUntil: "2022-11-11")
            let before = try #require(try await office.lines().first { $0.practice.studentRef == "S/B" })
            #expect(before.done == 10)
            office.office.clock.set(try day("2022-11-14"))
            let changed = try await enter(
                office, "2022-11-11", .absent, absence: "sickness", correct: "was ill that day")
            #expect(changed.done == 8)
            let emptied = try await enter(office, "2022-11-10", nil, correct: "another student's day")
            #expect(emptied.done == 6 && emptied.kind == "nothing")
            let again = try await enter(office, "2022-11-10")
            #expect(again.done == 8)
            let page = try await office.perform(ShowPractice(reference: "S/B"))
            #expect(page.register.map(\.revision) == [1, 1, 1, 3, 2])
            #expect(page.register.last?.absence == "sickness")
            let then = try await office.perform(
                ShowPractice(reference: "S/B", asAt: try instant("2022-11-11T23:00:00Z")))
            #expect(try then.line.done == 10 && then.asOf == day("2022-11-11"))
            let events = try await office.perform(ShowAudit(reference: "S/B/1"), as: "ada")
            #expect(events.filter { $0.kind == "days_recorded" }.count == 4)
            #expect(events.contains { $0.reason == "was ill that day" })
        }
    }

    @Test("an absence moves the end and what is due by it; the first date is kept")
    func deadlinesMove() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B")
            let planned = try await office.deadlines("final_report")
            #expect(planned.contains("S/B/1 2023-03-01 open"), "\(planned)")
            office.office.clock.set(try day("2022-11-08"))
            _ = try await enter(office, "2022-11-07", to: "2022-11-08", .absent, absence: "sickness")
            #expect(try await office.deadlines("final_report").contains("S/B/1 2023-03-03 open"))
            let stored = try await office.office.asSuperuser { db in
                try db.one(
                    """
                    select kept.original_due_on, kept.due_on, kept.rule_key, kept.inputs ->> 'ends_on'
                    from berth.deadline as kept
                    join berth.practice on practice.practice_id = kept.subject_id
                    join berth.student on student.student_id = practice.student_id
                    where student.reference = 'S/B' and kept.milestone_code = 'final_report'
                    """, as: (CalendarDate, CalendarDate, String, String).self)
            }
            #expect(try stored.0 == day("2023-03-01") && stored.1 == day("2023-03-03"))
            #expect(stored.2 == "practice.final_report_due_after_end" && stored.3 == "2023-02-17")
        }
    }

    @Test("while a placement rests what is due is paused, and afterwards it is later")
    func rest() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B", workedUntil: "2022-11-11")
            try await office.perform(
                InterruptPractice(reference: "S/B", reasonCode: "educator_absent"), on: "2022-11-14")
            #expect(try await office.deadlines("midway_report").contains { $0.hasSuffix("paused") })
            #expect(try await office.lines().map(\.state) == ["planned", "interrupted", "planned"])
            try await expectRefusalLeavesAlone(office.office, .badData, "rested on 2022-11-14") {
                _ = try await enter(office, "2022-11-14")
            }
            try await expectRefusalLeavesAlone(office.office, .conflict, "has rested since 2022-11-14") {
                try await office.perform(InterruptPractice(reference: "S/B", reasonCode: "other"))
            }
            try await office.perform(ResumePractice(reference: "S/B"), on: "2022-11-21")
            try await expectRefusalLeavesAlone(office.office, .conflict, "does not rest") {
                try await office.perform(ResumePractice(reference: "S/B"))
            }
            _ = try await enter(office, "2022-11-21")
            // A week later than 15 February by which it would have been done.
            let line = try #require(try await office.lines().first { $0.practice.studentRef == "S/B" })
            #expect(try line.endsOn == day("2023-02-22") && line.behind == 0)
            #expect(try await office.deadlines("final_report").contains("S/B/1 2023-03-08 open"))
        }
    }
}
