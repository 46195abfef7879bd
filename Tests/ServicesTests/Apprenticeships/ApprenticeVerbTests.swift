import Domain
import Foundation
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

@Suite("What is agreed of an apprentice and what happens")
struct ApprenticeVerbTests {
    private func events(_ report: ApprenticeReport) -> [String] {
        report.events.map { "\($0.number) \($0.event) \($0.happenedOn)" }
    }

    @Test("both sides agree, two people; an edit of the terms voids both, an edit of the mentor none")
    func approval() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await expectRefusalLeavesAlone(office, .conflict, "The employer has agreed") {
                try await office.perform(ApproveTraining(reference: "TAV/A3", party: .employer))
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "somebody else has to agree") {
                try await office.perform(ApproveTraining(reference: "TAV/A3", party: .provider))
            }
            try await expectRefusalLeavesAlone(office, .conflict, "The provider has not agreed") {
                try await office.perform(
                    RecordApprenticeshipEvent(reference: "TAV/A3", event: .started, on: try day("2022-09-30"))
                )
            }
            var change = ChangeApprentice.Change()
            change.mentor = "Kim"
            let mentored = try await office.perform(ChangeApprentice(reference: "TAV/A3", change))
            #expect(mentored.approvalsVoided == [] && mentored.approvalsNeeded == ["provider"])
            let both = try await office.perform(
                ApproveTraining(reference: "tav/a3", party: .provider), as: "olga")
            #expect(both.isApproved && both.approvedBy == ["employer", "provider"])
            change.pricePence = 4_500_00
            change.mentor = nil
            let changed = try await office.perform(ChangeApprentice(reference: "TAV/A3", change))
            #expect(changed.approvalsVoided == ["employer", "provider"])
            #expect(changed.approvalsNeeded == ["employer", "provider"])
            let shown = try await office.perform(ShowApprentice(reference: "TAV/A3"))
            #expect(shown.approvedBy == [] && shown.apprentice.pricePence == 4_500_00)
            try await expectRefusalLeavesAlone(office, .conflict, "The employer and provider have not agreed")
            {
                try await office.perform(RecordApprenticeshipEvent(reference: "TAV/A3", event: .started))
            }
            try await office.perform(ApproveTraining(reference: "TAV/A3", party: .employer))
            try await office.perform(ApproveTraining(reference: "TAV/A3", party: .provider), as: "max")
            let started = try await office.perform(
                RecordApprenticeshipEvent(reference: "TAV/A3", event: .started))
            #expect(started.state == "in_learning" && started.events.first?.overrideReason == nil)
        }
    }

    @Test(
        "a start without agreement needs a reason and somebody who may; nothing is agreed where nothing is said"
    )
    func override() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await expectRefusalLeavesAlone(office, .notAllowed, "record a start without approval") {
                try await office.perform(
                    RecordApprenticeshipEvent(reference: "TAV/A3", event: .started, overrideReason: "urgent"))
            }
            try await expectRefusalLeavesAlone(office, .conflict, "--override-reason") {
                try await office.perform(
                    RecordApprenticeshipEvent(reference: "TAV/A3", event: .started, overrideReason: "  "),
                    as: "ada")
            }
            let started = try await office.perform(
                RecordApprenticeshipEvent(reference: "TAV/A3", event: .started, overrideReason: "urgent"),
                as: "ada")
            #expect(started.events.first?.overrideReason == "urgent")
            let bare = try await office.perform(
                AddApprentice(
                    ApprenticeRecord(
                        organisation: "tavy_trust", apprenticeRef: "", givenName: "José", familyName: "Ñuñez",
                        standardRef: "ba-l3", role: "business_administrator", wasEmployee: true))
            ).apprentice
            #expect(bare.apprenticeRef.hasPrefix("PLY-A-0001-") && bare.standardRef == "BA-L3")
            try await expectRefusalLeavesAlone(
                office, .badData, "the planned start, planned end, price, provider"
            ) {
                try await office.perform(
                    ApproveTraining(reference: bare.apprenticeRef, party: .employer))
            }
        }
    }

    @Test("events in their order, corrections as revisions, and what was known before them")
    func eventsAndCorrections() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await expectRefusalLeavesAlone(office, .conflict, "returned on 2022-09-30 does not fit") {
                try await office.perform(RecordApprenticeshipEvent(reference: "TAV/A1", event: .returned))
            }
            try await expectRefusalLeavesAlone(office, .badData, "A reason is needed; use one of dismissed, ")
            {
                try await office.perform(RecordApprenticeshipEvent(reference: "TAV/A1", event: .withdrawn))
            }
            try await expectRefusalLeavesAlone(office, .badData, "after today") {
                try await office.perform(
                    RecordApprenticeshipEvent(
                        reference: "TAV/A1", event: .gateway, on: try day("2022-10-01")))
            }
            try await office.perform(
                RecordApprenticeshipEvent(
                    reference: "TAV/A1", event: .breakStarted, on: try day("2021-12-20"),
                    reasonCode: "parental_leave", note: "Twins"))
            let before = office.clock.present
            office.clock.set(before.addingTimeInterval(3_600))
            try await office.perform(
                RecordApprenticeshipEvent(reference: "TAV/A1", event: .returned, on: try day("2022-03-01")))
            let moved = try await office.perform(
                CorrectApprenticeshipEvent(
                    reference: "TAV/A1", number: 2, on: try day("2021-12-30"), reason: "Payroll"))
            #expect(
                events(moved) == [
                    "1 started 2021-09-06", "2 break_started 2021-12-30", "3 returned 2022-03-01",
                ])
            #expect(moved.breakDays == 61 && moved.expectedEndOn == (try? day("2024-11-05")))
            // As it was known before the hour: on a break since the 20th, without an end.
            let known = try await office.perform(
                ShowApprentice(reference: "TAV/A1", ReportQuestion(asOf: try day("2022-09-30"), asAt: before))
            )
            #expect(events(known) == ["1 started 2021-09-06", "2 break_started 2021-12-20"])
            #expect(known.state == "on_break")
            try await expectRefusalLeavesAlone(office, .conflict, "does not fit") {
                try await office.perform(
                    CorrectApprenticeshipEvent(reference: "TAV/A1", number: 2, on: nil, reason: "Not so"))
            }
            try await expectRefusalLeavesAlone(office, .notFound, "has no event 9") {
                try await office.perform(
                    CorrectApprenticeshipEvent(reference: "TAV/A1", number: 9, on: nil, reason: "Not so"))
            }
            try await office.perform(
                CorrectApprenticeshipEvent(reference: "TAV/A1", number: 3, on: nil, reason: "Not back"))
            let open = try await office.perform(
                CorrectApprenticeshipEvent(reference: "TAV/A1", number: 2, on: nil, reason: "No break"))
            #expect(events(open) == ["1 started 2021-09-06"] && open.breakDays == 0)
            // The number of an event that was taken back is not given again.
            let next = try await office.perform(
                RecordApprenticeshipEvent(reference: "TAV/A1", event: .gateway))
            #expect(events(next).last == "4 gateway 2022-09-30")
        }
    }

    @Test("nobody begins a second standard before the first is over")
    func twoAtOnce() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func add(_ from: String, _ to: String) async throws {
                try await office.addApprentice("TAV/A1", from: from, to: to)
            }
            try await expectRefusalLeavesAlone(office, .conflict, "two standards at once") {
                try await add("2024-09-05", "2025-09-04")
            }
            try await add("2024-09-06", "2025-11-05")
            var change = ChangeApprentice.Change()
            change.plannedStartOn = try day("2024-09-05")
            try await expectRefusalLeavesAlone(office, .conflict, "is on ST0510 from 2021-09-06") {
                try await office.perform(
                    ChangeApprentice(reference: "TAV/A1", standard: "BA-L3", change))
            }
            try await expectRefusalLeavesAlone(office, .conflict, "is on this standard already") {
                try await add("2026-09-06", "2027-09-04")
            }
            office.clock.set(try day("2024-10-01"))
            try await expectRefusalLeavesAlone(office, .conflict, "on another standard on some of these days")
            {
                try await office.perform(
                    RecordApprenticeshipEvent(
                        reference: "TAV/A1", standard: "BA-L3", event: .started, overrideReason: "now"),
                    as: "ada")
            }
            func transfer(on date: String) async throws {
                try await office.perform(
                    RecordApprenticeshipEvent(
                        reference: "TAV/A1", standard: "ST0510", event: .transferred, on: try day(date),
                        reasonCode: "other_provider"))
            }
            // What happens counts, and not that the second was planned from the 6th.
            try await transfer(on: "2024-09-20")
            try await office.perform(
                RecordApprenticeshipEvent(
                    reference: "TAV/A1", standard: "BA-L3", event: .started, overrideReason: "now"),
                as: "ada")
            try await expectRefusalLeavesAlone(office, .conflict, "on another standard on some of these days")
            {
                try await office.perform(
                    CorrectApprenticeshipEvent(
                        reference: "TAV/A1", standard: "BA-L3", number: 1, on: try day("2024-09-20"),
                        reason: "Payroll"))
            }
            // With no standard named, the one under way is meant.
            let present = try await office.perform(ShowApprentice(reference: "TAV/A1"))
            #expect(present.apprentice.standardRef == "BA-L3" && present.state == "in_learning")
        }
    }

    @Test("hours add up by month, a correction counts once, and what cannot be is refused")
    func hours() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func record(_ month: String, _ minutes: Int, _ reason: String? = nil) async throws
                -> ApprenticeReport
            {
                try await office.perform(
                    RecordHours(
                        reference: "TAV/A1", month: try #require(Month(iso: month)), minutes: minutes,
                        reason: reason))
            }
            let two = try await record("2022-07", 600)
            #expect(two.offTheJob.doneMinutes == 1_470 + 600 && two.offTheJob.neededMinutes == 48_000)
            // 390 days of 1,096 have passed: 17,080 minutes would be done at an even pace.
            #expect(two.offTheJob.minutesBehind == 48_000 * 390 / 1_096 - 2_070)
            try await expectRefusalLeavesAlone(office, .conflict, "10 hours 0 minutes are recorded") {
                _ = try await record("2022-07", 700)
            }
            #expect(try await record("2022-07", 700, "Mistyped").offTheJob.doneMinutes == 1_470 + 700)
            try await expectRefusalLeavesAlone(office, .badData, "was not in training in 2021-08") {
                _ = try await record("2021-08", 60)
            }
            try await expectRefusalLeavesAlone(office, .badData, "after today") {
                _ = try await record("2022-10", 60)
            }
            try await expectRefusalLeavesAlone(office, .badData, "hold 403 hours at most") {
                _ = try await record("2022-08", 403 * 60 + 1)
            }
            _ = try await record("2022-08", 403 * 60)
            // A break of all of March; in February it began on the 21st, and today is the 30th.
            func happened(_ event: ApprenticeshipEvent.Kind, _ date: String) async throws {
                try await office.perform(
                    RecordApprenticeshipEvent(reference: "TAV/A1", event: event, on: try day(date)))
            }
            try await happened(.breakStarted, "2022-02-21")
            try await happened(.returned, "2022-04-01")
            try await expectRefusalLeavesAlone(office, .badData, "was not in training in 2022-03") {
                _ = try await record("2022-03", 60)
            }
            try await expectRefusalLeavesAlone(office, .badData, "on 20 days of 2022-02", "260 hours") {
                _ = try await record("2022-02", 260 * 60 + 1)
            }
            office.clock.set(try day("2022-10-03"))
            try await expectRefusalLeavesAlone(office, .badData, "on 3 days of 2022-10 up to 2022-10-03") {
                _ = try await record("2022-10", 40 * 60)
            }
        }
    }

    @Test("somebody of one organisation sees and changes its apprentices only")
    func sight() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            for login in ["paul", "olga"] {
                let seen = try await office.perform(ListApprentices(), as: login).map(\.organisation)
                #expect(Set(seen) == ["tavy_trust"] && seen.count == 3)
                await expectRefusal(.notFound, "no apprentice PLY/A1") {
                    try await office.perform(ShowApprentice(reference: "PLY/A1"), as: login)
                }
                await expectRefusal(.notAllowed, "another organisation") {
                    try await office.perform(ShowLevy(organisation: "plymouth_council"), as: login)
                }
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "may not") {
                try await office.perform(
                    RecordApprenticeshipEvent(reference: "TAV/A1", event: .gateway), as: "paul")
            }
            try await expectRefusalLeavesAlone(office, .notFound, "no apprentice PLY/A3") {
                try await office.perform(ApproveTraining(reference: "PLY/A3", party: .provider), as: "paul")
            }
            let states = try await office.perform(ListApprentices(state: .inLearning)).map(\.apprenticeRef)
            #expect(states == ["PLY/A1", "TAV/A1"])
            #expect(try await office.perform(ListStandards(level: 6)).map(\.standardRef) == ["ST0510"])
        }
    }
}
