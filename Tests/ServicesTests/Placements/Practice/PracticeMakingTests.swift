import Domain
import OfficeSupport
import Postgres
@testable import Services
import Testing

@Suite("How practice placements come about")
struct PracticeMakingTests {
    private func places(_ office: PracticeOffice) async throws -> [String] {
        try await office.lines().map {
            "\($0.practice.practiceRef) \($0.practice.placementRef) \($0.state)"
        }
    }

    @Test("a published match makes one for each placed student, with what is due; its places are taken")
    func published() async throws {
        try await PracticeOffice.open { office in
            #expect(
                try await places(office) == ["S/A/1 P/1 planned", "S/B/1 P/2 planned", "S/C/1 P/3 planned"])
            let line = try #require(try await office.lines().first)
            #expect(line.practice.required == 140 && line.practice.unit == .halfDays)
            #expect(line.practice.pathway == "social_work_first_placement" && line.owed == 140)
            #expect(try line.practice.startsOn == day("2022-11-07"))
            #expect(try line.practice.placedOn == day("2022-09-30"))
            #expect(
                try await office.deadlines("agreement_meeting") == [
                    "S/A/1 2022-10-31 open", "S/B/1 2022-10-31 open", "S/C/1 2022-10-31 open",
                ])
            let free = try await office.perform(ListPlacements(free: true))
            #expect(free.map(\.placement.placementRef) == ["P/4"])
            let events = try await office.perform(ShowAudit(reference: "S/A/1"), as: "ada")
            #expect(events.map(\.kind) == ["practice_made"])
            // Before it was published there was none.
            #expect(try await office.lines(asOf: "2022-09-29").isEmpty)
        }
    }

    @Test("a later match leaves who is unchanged alone and moves who has not started")
    func movedBefore() async throws {
        try await PracticeOffice.open { office in
            try await office.match.perform(LockStudent(student: "S/B", placement: "P/4", reason: "asked for"))
            let run = try await office.match.perform(RunMatch(term: nil))
            try await office.perform(PublishMatch(reference: run.ref))
            #expect(
                try await places(office) == [
                    "S/A/1 P/1 planned", "S/B/1 P/2 moved", "S/B/2 P/4 planned", "S/C/1 P/3 planned",
                ])
            let free = try await office.perform(ListPlacements(free: true))
            #expect(free.map(\.placement.placementRef) == ["P/2"])
            // What was due of the first is closed and no longer listed.
            #expect(
                try await office.deadlines("agreement_meeting") == [
                    "S/A/1 2022-10-31 open", "S/B/2 2022-10-31 open", "S/C/1 2022-10-31 open",
                ])
        }
    }

    @Test(
        "who has started stays: an earlier draft that would move them is refused, a new run has them locked")
    func started() async throws {
        try await PracticeOffice.open { office in
            try await office.match.perform(LockStudent(student: "S/B", placement: "P/4", reason: "asked for"))
            let draft = try await office.match.perform(RunMatch(term: nil))
            try await office.start("S/B")
            try await expectRefusalLeavesAlone(
                office.office, .conflict, "S/B has started at P/2 and would be moved by \(draft.ref)"
            ) {
                try await office.perform(PublishMatch(reference: draft.ref))
            }
            await expectRefusal(.conflict, "S/B is on placement at P/2") {
                try await office.match.perform(LockStudent(student: "S/B", placement: "P/4", reason: "again"))
            }
            let run = try await office.match.perform(RunMatch(term: nil))
            let shown = try await office.match.perform(ShowMatch(reference: run.ref))
            #expect(shown.assignments.first { $0.studentRef == "S/B" }?.placementRef == "P/2")
            try await office.perform(PublishMatch(reference: run.ref))
            #expect(
                try await places(office) == ["S/A/1 P/1 planned", "S/B/1 P/2 under_way", "S/C/1 P/3 planned"])
        }
    }

    @Test("who is on placement stays, also where the host offers no more or fewer places")
    func withdrawnHost() async throws {
        try await PracticeOffice.open { office in
            try await office.start("S/B")
            try await office.start("S/A")
            try await office.perform(WithdrawPlacement(reference: "P/2", reason: "the team closes"))
            try await office.match.change("update berth.placement set capacity = 0 where reference = 'P/1'")
            let run = try await office.match.perform(RunMatch(term: nil, keeping: .nothing))
            let found = try await office.match.places(run)
            #expect(found["S/B"] == "P/2" && found["S/A"] == "P/1" && found["S/C"] == "P/3")
            try await office.perform(PublishMatch(reference: run.ref))
        }
    }

    @Test("by hand: rules are judged with their reasons, no second placement and none without room")
    func byHand() async throws {
        try await PracticeOffice.open { office in
            try await expectRefusalLeavesAlone(office.office, .conflict, "S/B is placed at P/2 already") {
                try await office.perform(PlacePractice(student: "S/B", placement: "P/4", reason: "asked"))
            }
            try await office.perform(
                EndPractice(reference: "S/B", kind: .brokenDown, reasonCode: "no_educator"))
            try await expectRefusalLeavesAlone(office.office, .badData, "has broken down", "--override-rules")
            {
                try await office.perform(PlacePractice(student: "S/B", placement: "P/2", reason: "again"))
            }
            try await expectRefusalLeavesAlone(office.office, .conflict, "P/3 takes 1 student, and with this")
            {
                try await office.perform(PlacePractice(student: "S/B", placement: "P/3", reason: "asked"))
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "needs a reason") {
                try await office.perform(PlacePractice(student: "S/B", placement: "P/4", reason: " "))
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "not among its days") {
                try await office.perform(
                    PlacePractice(
                        student: "S/B", placement: "P/4", reason: "asked", startsOn: try day("2022-10-31")))
            }
            let again = try await office.perform(
                PlacePractice(
                    student: "S/B", placement: "P/2", reason: "a new educator", overrideRules: true))
            #expect(again.practiceRef == "S/B/2" && again.overridden == ["broke_down_here"])
            // Placed by hand is placed for every match from then on.
            let run = try await office.match.perform(RunMatch(term: nil, keeping: .nothing))
            #expect(try await office.match.places(run)["S/B"] == "P/2")
        }
    }

    @Test("a rule that protects somebody is never overridden, whoever asks")
    func absolute() async throws {
        try await PracticeOffice.open { office in
            try await office.match.change("update berth.placement set capacity = 2")
            try await office.perform(
                EndPractice(reference: "S/A", kind: .brokenDown, reasonCode: "relationship"))
            // P/3 has no step-free way in, and the student needs one.
            try await expectRefusalLeavesAlone(
                office.office, .badData, "adjustment that the student needs", "cannot be overridden"
            ) {
                try await office.perform(
                    PlacePractice(student: "S/A", placement: "P/3", reason: "asked", overrideRules: true))
            }
        }
    }

    @Test("nurses count hours: their pathway, what they have to do, and simulation up to the limit")
    func nursing() async throws {
        try await PracticeOffice.open { office in
            try await office.office.load(
                "students",
                "organisation,student_ref,given_name,family_name,programme,stage,term,dbs_cleared_on,hours_required\ncity_university,S/N,Nia,Ünal,BSc Nursing,first,autumn-2022,2022-05-01,60\n"
            )
            try await expectRefusalLeavesAlone(office.office, .badData, "days and hours") {
                try await office.office.load(
                    "students",
                    "organisation,student_ref,given_name,family_name,programme,stage,term,days_required\ncity_university,S/N,Nia,Ünal,BSc Nursing,first,autumn-2022,70\n"
                )
            }
            let placed = try await office.perform(
                PlacePractice(student: "S/N", placement: "P/4", reason: "a nurse"))
            #expect(placed.pathway == "nursing_placement" && placed.unit == .minutes)
            #expect(placed.required == 3_600)
            try await office.start("S/N")
            for (on, minutes) in [("2022-11-07", 450), ("2022-11-12", 780)] {
                try await office.perform(
                    RecordPracticeDays(reference: "S/N", from: try day(on), amount: .minutes(minutes)), on: on
                )
            }
            try await expectRefusalLeavesAlone(office.office, .badData, "more than a day has") {
                try await office.perform(
                    RecordPracticeDays(
                        reference: "S/N", from: try day("2022-11-11"), amount: .minutes(781)))
            }
            // No simulation counted in 2022, so all of it is beyond the limit.
            let simulated = try await office.perform(
                RecordPracticeDays(
                    reference: "S/N", from: try day("2022-11-14"), kind: .simulated), on: "2022-11-14")
            #expect(simulated.simulatedBeyond == 450 && simulated.done == 1_230)
            let milestones = try await office.perform(ShowPractice(reference: "S/N")).milestones
            #expect(milestones.first { $0.milestone == "midway_report" }?.name == "Midpoint interview")
        }
    }

    @Test("a student who withdraws leaves the placement, by verb or by file")
    func withdrawal() async throws {
        try await PracticeOffice.open { office in
            try await office.perform(WithdrawStudent(reference: "S/A", reason: "left the course"))
            try await office.office.load(
                "students",
                "organisation,student_ref,given_name,family_name,programme,stage,term,withdrawn_on\ncity_university,S/B,Ann,Lee,BA Social Work,first,autumn-2022,2022-09-30\n"
            )
            #expect(
                try await places(office) == [
                    "S/A/1 P/1 withdrawn", "S/B/1 P/2 withdrawn", "S/C/1 P/3 planned",
                ])
            #expect(try await office.deadlines("agreement_meeting") == ["S/C/1 2022-10-31 open"])
            #expect(try await office.perform(ListPlacements(free: true)).count == 3)
        }
    }

    @Test("a candidate cannot be on a pathway of placements")
    func candidates() async throws {
        try await withOffice { office in
            await expectRefusal(.badData, "There is no pathway nursing_placement", "overseas_nurse") {
                var particulars = Office.particulars("Nia", "Ünal")
                particulars.pathway = "nursing_placement"
                try await office.perform(RegisterCandidate(particulars, round: nil))
            }
        }
    }
}
