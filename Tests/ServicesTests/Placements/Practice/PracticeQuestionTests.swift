import Domain
import Foundation
import OfficeSupport
import Postgres
@testable import Services
import Testing

@Suite("Questions about practice placements")
struct PracticeQuestionTests {
    @Test("late: whose meeting, report or form, since when, and who acts")
    func late() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B", workedUntil: "2022-11-11")
            let report = try await office.perform(ListLatePractices(), on: "2022-11-14")
            #expect(
                report.late.map { "\($0.practiceRef) \($0.milestone) \($0.workingDaysLate) \($0.actor)" } == [
                    "S/A/1 agreement_meeting 10 university", "S/C/1 agreement_meeting 10 university",
                ])
            #expect(report.late.first?.waitingOn == "University, host and educator")
            #expect(report.rules.map(\.key) == ["practice.agreement_due_before_start"])
            // On the last day nobody is late yet.
            let earlier = try await office.perform(
                ListLatePractices(PracticeChoice(asOf: try day("2022-10-31"))))
            #expect(earlier.late.isEmpty)
            // A meeting that is recorded later for an earlier day was still missing as far as was known then.
            try await office.perform(
                RecordPracticeMilestone(
                    reference: "S/A", milestone: "agreement_meeting", on: try day("2022-10-28")))
            #expect(try await office.perform(ListLatePractices()).late.count == 1)
            let known = try await office.perform(
                ListLatePractices(
                    PracticeChoice(asOf: try day("2022-11-14"), asAt: try instant("2022-11-13T09:00:00Z"))))
            #expect(known.late.count == 2)
        }
    }

    @Test("behind: done of required, how far, the new end, and whether that is past the placement")
    func behind() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B", workedUntil: "2022-11-11")
            try await office.start("S/A", workedUntil: "2022-11-08")
            office.office.clock.set(try day("2022-11-11"))
            let report = try await office.perform(ListBehind())
            #expect(
                report.practices.map { "\($0.practice.practiceRef) \($0.behind) \($0.unrecordedDays)" }
                    == [
                        "S/A/1 6 3", "S/C/1 10 5",
                    ].sorted { $0 > $1 })
            try await office.match.change(
                "update berth.placement set ends_on = '2023-02-10' where reference = 'P/2'")
            let line = try #require(
                try await office.perform(ListBehind()).practices.first { $0.practice.practiceRef == "S/B/1" })
            #expect(line.behind == 0 && line.isPastPlacement && !line.isPastTerm)
        }
    }

    @Test("at risk: reasons by rule, the most of them first")
    func atRisk() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B", workedUntil: "2022-11-11")
            try await office.start("S/A")
            office.office.clock.set(try day("2022-11-09"))
            try await office.perform(
                RecordPracticeDays(
                    reference: "S/A", from: try day("2022-11-07"), through: try day("2022-11-09"),
                    kind: .absent, absence: "sickness"))
            try await office.perform(
                RaiseConcern(reference: "S/A", category: "attendance", by: .host, note: "Away since Monday"))
            let report = try await office.perform(ListPracticesAtRisk())
            #expect(report.practices.map(\.practice.practiceRef) == ["S/A/1", "S/C/1"])
            #expect(report.practices.first?.risks == [.openConcern, .absenceStreak])
            #expect(report.practices.last?.risks == [.missedMilestone])
        }
    }

    @Test("a host sees those who come to it, a university its own; both may record, and no health is told")
    func sight() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B")
            func seen(_ login: String) async throws -> [String] {
                try await office.lines(as: login).map(\.practice.practiceRef)
            }
            #expect(try await seen("una") == ["S/A/1", "S/B/1"])
            #expect(try await seen("hugo") == ["S/B/1", "S/C/1"])
            #expect(try await seen("vic") == ["S/A/1", "S/B/1", "S/C/1"])
            // The host knows who comes, though students as such are none of its business.
            #expect(try await office.lines(as: "hugo").first?.practice.name == "Ann Lee")
            #expect(try await office.perform(ListStudents(), as: "hugo").isEmpty)
            let recorded = try await office.perform(
                RecordPracticeDays(reference: "S/B", from: try day("2022-11-07")), as: "hugo")
            #expect(recorded.done == 2)
            for login in ["una", "hugo"] {
                let other = login == "una" ? "S/C" : "S/A"
                try await expectRefusalLeavesAlone(
                    office.office, .notFound, "There is no practice placement of \(other)"
                ) {
                    try await office.perform(
                        RecordPracticeMilestone(reference: other, milestone: "started"), as: login)
                }
                await expectRefusal(.notFound) {
                    try await office.perform(ShowPractice(reference: other), as: login)
                }
                await expectRefusal(.notAllowed) {
                    try await office.perform(
                        EndPractice(reference: "S/B", kind: .brokenDown, reasonCode: "other"), as: login)
                }
            }
            // Out of order needs a coordinator.
            try await expectRefusalLeavesAlone(office.office, .notAllowed, "out of order") {
                try await office.perform(
                    RecordPracticeMilestone(
                        reference: "S/B", milestone: "final_report", overrideReason: "in a hurry"),
                    as: "hugo")
            }
            let page = try await office.perform(ShowPractice(reference: "S/A"), as: "cora")
            let text = String(decoding: try JSONEncoder().encode(page), as: UTF8.self)
            #expect(!text.contains("step_free"))
        }
    }

    @Test(
        "milestones: the start stands before the register, completion has its own verb, corrections say why")
    func milestones() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B", workedUntil: "2022-11-08")
            try await expectRefusalLeavesAlone(
                office.office, .conflict, "register of S/B/1 begins on 2022-11-07"
            ) {
                try await office.perform(
                    CorrectPracticeMilestone(
                        reference: "S/B", milestone: "started", happenedOn: try day("2022-11-08"),
                        reason: "misread"))
            }
            try await expectRefusalLeavesAlone(office.office, .conflict, "register of S/B/1 begins") {
                try await office.perform(
                    CorrectPracticeMilestone(
                        reference: "S/B", milestone: "started", happenedOn: nil, reason: "misread"))
            }
            try await office.perform(
                CorrectPracticeMilestone(
                    reference: "S/B", milestone: "started", happenedOn: try day("2022-11-04"),
                    reason: "came early"))
            #expect(
                try await office.perform(ShowPractice(reference: "S/B")).line.startedOn
                    == day("2022-11-04"))
            try await expectRefusalLeavesAlone(office.office, .badData, "berth practice end --completed") {
                try await office.perform(RecordPracticeMilestone(reference: "S/B", milestone: "completed"))
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "needs induction first") {
                try await office.perform(
                    RecordPracticeMilestone(reference: "S/B", milestone: "midway_report"))
            }
            try await expectRefusalLeavesAlone(office.office, .conflict, "is recorded already") {
                try await office.perform(
                    RecordPracticeMilestone(reference: "S/B", milestone: "agreement_meeting"))
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "has no milestone arrived") {
                try await office.perform(RecordPracticeMilestone(reference: "S/B", milestone: "arrived"))
            }
        }
    }
}
