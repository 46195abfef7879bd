import Domain
import OfficeSupport
import Postgres
@testable import Services
import Testing

@Suite("Concerns, breakdown and what follows")
struct PracticeEndTests {
    @Test("a concern goes from raised to settled, and only about one that is open")
    func concerns() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B", workedUntil: "2022-11-11")
            let raised = try await office.perform(
                RaiseConcern(
                    reference: "S/B", category: "supervision", by: .student, note: "Not met for a week"),
                as: "una")
            #expect(raised.concern == 1)
            try await office.perform(
                RaiseConcern(reference: "S/B", category: "progress", by: .host, note: "Slow to record"),
                as: "hugo")
            try await expectRefusalLeavesAlone(office.office, .conflict, "1 (supervision), 2 (progress)") {
                try await office.perform(AnswerConcern(reference: "S/B", answer: .resolved))
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "use one of", "supervision") {
                try await office.perform(
                    RaiseConcern(reference: "S/B", category: "weather", by: .host, note: "Rain"))
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "--note") {
                try await office.perform(AnswerConcern(reference: "S/B", answer: .actionAgreed, concern: 1))
            }
            try await office.perform(
                AnswerConcern(
                    reference: "S/B", answer: .actionAgreed, concern: 1, note: "Every Tuesday from now"))
            try await office.perform(AnswerConcern(reference: "S/B", answer: .escalated, concern: 2))
            try await office.perform(AnswerConcern(reference: "S/B", answer: .resolved, concern: 2))
            try await expectRefusalLeavesAlone(office.office, .conflict, "Concern 2", "not open") {
                try await office.perform(AnswerConcern(reference: "S/B", answer: .escalated, concern: 2))
            }
            let page = try await office.perform(ShowPractice(reference: "S/B"))
            #expect(page.concerns.map(\.state) == ["action_agreed", "resolved"])
            #expect(page.line.openConcerns == 1 && page.line.risks == [.openConcern])
            // What was said is not in the audit, which nothing can ever be taken out of.
            let events = try await office.perform(ShowAudit(reference: "S/B/1"), as: "ada")
            #expect(!events.contains { ($0.after ?? "").contains("Not met") })
        }
    }

    @Test("a breakdown frees the place, keeps what was done, and the next placement has the rest to do")
    func breakdown() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B", workedUntil: "2022-11-18")
            try await expectRefusalLeavesAlone(office.office, .badData, "A reason is needed", "no_educator") {
                try await office.perform(EndPractice(reference: "S/B", kind: .brokenDown))
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "goes to 2022-11-18") {
                try await office.perform(
                    EndPractice(
                        reference: "S/B", kind: .brokenDown, on: try day("2022-11-17"),
                        reasonCode: "no_educator"))
            }
            let ended = try await office.perform(
                EndPractice(reference: "S/B", kind: .brokenDown, reasonCode: "no_educator"))
            #expect(ended.done == 20 && ended.owed == 120 && ended.isToBePlaced)
            #expect(
                try await office.perform(ListPlacements(free: true)).map(\.placement.placementRef) == [
                    "P/2", "P/4",
                ])
            let waiting = try await office.perform(ListPracticesAtRisk())
            #expect(waiting.toBePlaced.map(\.practice.practiceRef) == ["S/B/1"])
            #expect(try await office.deadlines("midway_report").contains("S/B/1 2022-11-25 cancelled"))
            #expect(try await office.deadlines("qapl_student").contains("S/B/1 2022-12-16 open"))

            // A match of the term places the student elsewhere, with what is still owed.
            let run = try await office.match.perform(RunMatch(term: nil))
            #expect(try await office.match.places(run)["S/B"] == "P/4")
            let refused = try await office.match.perform(ShowStudent(reference: "S/B")).options
            #expect(refused.first { $0.placementRef == "P/2" }?.refused == ["broke_down_here"])
            #expect(refused.first { $0.placementRef == "P/4" }?.problems.contains("too_short") == false)
            try await office.perform(PublishMatch(reference: run.ref))
            let next = try #require(try await office.lines().first { $0.practice.practiceRef == "S/B/2" })
            #expect(next.practice.placementRef == "P/4" && next.practice.required == 120)
            #expect(try next.practice.startsOn == day("2022-11-18"))
            #expect(try await office.perform(ListPracticesAtRisk()).toBePlaced.isEmpty)
        }
    }

    @Test("completed only when all is done, unless somebody who may says why not")
    func completed() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B")
            office.office.clock.set(try day("2023-02-17"))
            try await office.perform(
                RecordPracticeDays(
                    reference: "S/B", from: try day("2022-11-07"), through: try day("2023-02-14")))
            try await expectRefusalLeavesAlone(office.office, .badData, "still owes 1 day of 70 days") {
                try await office.perform(EndPractice(reference: "S/B", kind: .completed))
            }
            try await office.perform(
                RecordPracticeDays(reference: "S/B", from: try day("2023-02-15")))
            let ended = try await office.perform(
                EndPractice(reference: "S/B", kind: .completed, on: try day("2023-02-15")))
            #expect(!ended.isToBePlaced && ended.done == 140)
            #expect(
                try await office.perform(ListPlacements(free: true)).map(\.placement.placementRef) == ["P/4"])
            let page = try await office.perform(ShowPractice(reference: "S/B"))
            #expect(
                try page.milestones.first { $0.milestone == "completed" }?.happenedOn == day("2023-02-15"))
            try await expectRefusalLeavesAlone(office.office, .conflict, "ended on 2023-02-15 already") {
                try await office.perform(
                    EndPractice(reference: "S/B", kind: .brokenDown, reasonCode: "other"))
            }
            // What is due afterwards stays due until it is there; then nothing is left to list.
            #expect(try await office.deadlines("final_report").contains("S/B/1 2023-03-01 open"))
            for milestone in [
                "induction", "first_observation", "midway_report", "second_observation", "final_report",
                "qapl_student", "qapl_educator",
            ] {
                try await office.perform(RecordPracticeMilestone(reference: "S/B", milestone: milestone))
            }
            #expect(!(try await office.deadlines("final_report")).contains { $0.hasPrefix("S/B") })
            #expect(
                try await office.deadlines("final_report", asOf: "2023-02-16").contains {
                    $0.hasPrefix("S/B/1 2023-03-01")
                })
        }
    }

    @Test("of two who end one placement at once one does it, and the other is told")
    func atOnce() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B", workedUntil: "2022-11-11")
            let outcomes = await withTaskGroup(of: ServiceError.Kind?.self) { group in
                for (kind, reason) in [
                    (PracticeEndKind.brokenDown, "no_educator"), (.withdrawn, "student_withdrew"),
                    (.brokenDown, "conduct"),
                ] {
                    group.addTask {
                        do {
                            try await office.perform(
                                EndPractice(reference: "S/B", kind: kind, reasonCode: reason))
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
            #expect(outcomes.count { $0 == .conflict } == 2)
        }
    }

    @Test("payments follow the register, half to an off-site educator, once each")
    func payments() async throws {
        try await PracticeOffice.open { office in
            try await office.office.load("educators", "educator_ref,stage\nE/OFF,2\n")
            try await office.match.change(
                """
                update berth.placement
                set educator_id = educator.educator_id, educator_stage = null
                from berth.practice_educator as educator
                where placement.reference = 'P/2' and educator.reference = 'E/OFF'
                """)
            try await office.start("S/B", workedUntil: "2022-11-11")
            try await office.start("S/A", workedUntil: "2022-11-10")
            office.office.clock.set(try day("2022-11-11"))
            var report = try await office.perform(ListPracticePayments())
            #expect(
                report.payments.map { "\($0.practiceRef) \($0.payee) \($0.amountPence) \($0.state)" } == [
                    "S/A/1 host 8000 accruing", "S/B/1 host 5000 accruing", "S/B/1 educator 5000 accruing",
                    "S/C/1 host 0 accruing",
                ])
            try await expectRefusalLeavesAlone(office.office, .conflict, "nothing is due yet") {
                try await office.perform(PayPractice(reference: "S/A"))
            }
            office.office.clock.set(try day("2022-11-14"))
            for student in ["S/A", "S/B"] {
                try await office.perform(
                    EndPractice(reference: student, kind: .brokenDown, reasonCode: "other"))
            }
            try await expectRefusalLeavesAlone(office.office, .conflict, "name one with --to") {
                try await office.perform(PayPractice(reference: "S/B"))
            }
            let paid = try await office.perform(PayPractice(reference: "S/B", payee: "educator"))
            #expect(paid.paidPence == 5_000 && paid.payeeRef == "E/OFF" && paid.state == "paid")
            try await expectRefusalLeavesAlone(office.office, .conflict, "was paid for S/B/1 on 2022-11-14") {
                try await office.perform(PayPractice(reference: "S/B", payee: "educator"))
            }
            try await office.perform(PayPractice(reference: "S/A", amountPence: 7_500))
            report = try await office.perform(ListPracticePayments(due: true))
            #expect(report.payments.map(\.practiceRef) == ["S/B/1"] && report.duePence == 5_000)
            #expect(report.rules.map(\.key).contains("practice.placement_fee_a_day"))
        }
    }
}
