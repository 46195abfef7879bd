import Domain
import Foundation
import OfficeSupport
import Services
import TestSupport
import Testing

@Suite("What the rules of a day ask of files of apprentices and levy")
struct ApprenticeFileRuleTests {
    @Test("level 7 by file: a warning of who is too old, and no start without a reason")
    func levelSeven() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            office.clock.set(try day("2026-03-02"))
            try await office.load("standards", "standard_ref,title,level\nST0831,Chartered town planner,7\n")
            let head =
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,planned_start_on,planned_end_on,date_of_birth,age_exception\n"
            func row(_ reference: String, _ born: String, _ exception: String = "") -> String {
                "tavy_trust,\(reference),Zoë,Ñuñez,ST0831,business_administrator,true,2026-01-05,2028-01-04,\(born),\(exception)\n"
            }
            let added = try await office.load(
                "apprentices",
                head + row("L/1", "2004-01-05") + row("L/2", "2004-01-06") + row("L/3", "2002-01-05", "true")
                    + row("L/4", ""))
            #expect(
                added.warnings == [
                    "L/1 is 22 years old on 2026-01-05, and funding pays for level 7 up to the age of 21 (rule apprenticeship.level_7_age_maximum of 2026-01-01); the employer pays for it."
                ])
            try await expectFault(
                office, "apprentices", head + row("L/5", "2015-01-05"), line: 2, column: "date_of_birth",
                "not that of an apprentice")
            let events = "apprentice_ref,event,happened_on,override_reason\n"
            try await expectFault(
                office, "apprenticeship_events",
                events + "L/2,started,2026-01-05,\nL/1,started,2026-01-05,\n", line: 3,
                column: "happened_on", "is 22 years old on 2026-01-05")
            try await expectFault(
                office, "apprenticeship_events", events + "L/4,started,2026-01-05,\n", line: 2,
                column: "happened_on", "The date of birth of L/4 is not known")
            try await expectFault(
                office, "apprenticeship_events", events + "L/2,gateway,2026-01-05,So\n", line: 2,
                column: "override_reason", "leave this empty")
            let reasoned =
                events + "L/1,started,2026-01-05,The trust pays\nL/2,started,2026-01-05,\n"
                + "L/3,started,2026-01-05,\nL/4,started,2025-12-31,\n"
            try await expectFault(
                office, "apprenticeship_events", reasoned, line: 2, column: "override_reason",
                "cora may not record a start without approval")
            let started = try await office.load("apprenticeship_events", reasoned, as: "ada")
            #expect(started.added == 4)
            let shown = try await office.perform(ShowApprentice(reference: "L/1"))
            #expect(shown.events.first?.overrideReason == "The trust pays")
            let again = try await office.load("apprentices", head + row("L/1", "2004-01-05"))
            #expect(again.unchanged == 1 && again.warnings == [])
        }
    }

    @Test("what is paid in is with the top-up of its month, and a part that cannot be it is refused")
    func topUp() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            office.clock.set(try day("2026-09-30"))
            let head = "organisation,month,kind,amount,top_up,correction_reason\n"
            // 10 % was added to £1,000.00: the amount without it was recorded.
            try await expectFault(
                office, "levy", head + "tavy_trust,2026-07,paid_in,1000.00,100.00,\n", line: 2,
                column: "top_up",
                "is £90.90 and not £100.00; the amount is what entered")
            try await expectFault(
                office, "levy", head + "tavy_trust,2026-07,paid_in,1100.00,101.01,\n", line: 2,
                column: "top_up",
                "of 10 % (rule levy.top_up) is £100.00")
            try await expectFault(
                office, "levy", head + "tavy_trust,2026-08,paid_in,1100.00,0.01,\n", line: 2,
                column: "top_up",
                "of 0 %")
            try await expectFault(
                office, "levy",
                head + "tavy_trust,2026-07,paid_in,1100.00,100.00,\ntavy_trust,2026-07,spent,10.00,1.00,\n",
                line: 3, column: "top_up", "Only what is paid in")
            let added = try await office.load(
                "levy",
                head
                    + "tavy_trust,2026-07,paid_in,1100.00,101.00,\ntavy_trust,2026-08,paid_in,1000.00,0.00,\n"
                    + "tavy_trust,2026-09,paid_in,1000.00,,\n")
            #expect(added.added == 3)
            // A correction of the amount alone leaves the part, which no longer fits.
            try await expectFault(
                office, "levy",
                "organisation,month,kind,amount,correction_reason\ntavy_trust,2026-07,paid_in,900.00,x\n",
                line: 2, column: "amount", "is £81.81 and not £101.00")
        }
    }
}
