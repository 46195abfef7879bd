import Domain
import OfficeSupport
import Services
import TestSupport
import Testing

@Suite("The corrected day of a start is held to what a start is held to")
struct StartCorrectionTests {
    private static let head =
        "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,planned_start_on,planned_end_on,date_of_birth\n"

    /// An office in March 2026 with a level 7 standard of the days given and `L/1`, born on 2004-02-02, who started on it
    /// on 2026-02-01, the last day at twenty-one.
    private func withStart(effective: String, _ body: (Office) async throws -> Void) async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            office.clock.set(try day("2026-03-02"))
            try await office.load(
                "standards",
                "standard_ref,title,level,effective_from,effective_to\nST0831,Chartered town planner,7,\(effective)\n"
            )
            try await office.load(
                "apprentices",
                Self.head
                    + "tavy_trust,L/1,Zoë,Ñuñez,ST0831,business_administrator,true,2026-02-01,2028-01-31,2004-02-02\n"
            )
            try await office.load(
                "apprenticeship_events", "apprentice_ref,event,happened_on\nL/1,started,2026-02-01\n")
            office.clock.advance(seconds: 1)
            try await body(office)
        }
    }

    private func correct(
        _ office: Office, _ reference: String, to date: String, because override: String? = nil,
        as login: String = "cora"
    ) async throws -> ApprenticeReport {
        office.clock.advance(seconds: 1)
        return try await office.perform(
            CorrectApprenticeshipEvent(
                reference: reference, number: 1, on: try day(date), reason: "Payroll",
                overrideReason: override),
            as: login)
    }

    @Test("the age up to which funding pays counts on the right day, with the exception, or with a reason")
    func age() async throws {
        try await withStart(effective: ",") { office in
            try await expectRefusalLeavesAlone(
                office, .conflict, "L/1 is 22 years old on 2026-02-02",
                "up to the age of 21 (rule apprenticeship.level_7_age_maximum", "--override-reason"
            ) { _ = try await correct(office, "L/1", to: "2026-02-02") }
            try await expectRefusalLeavesAlone(office, .notAllowed, "record a start without approval") {
                _ = try await correct(office, "L/1", to: "2026-02-02", because: "The trust pays")
            }
            let paid = try await correct(
                office, "L/1", to: "2026-02-02", because: "The trust pays", as: "ada")
            #expect(paid.events.first?.overrideReason == "The trust pays")
            // It says so of another day too.
            let moved = try await correct(office, "L/1", to: "2026-02-03")
            #expect(moved.events.first?.overrideReason == "The trust pays")
            // Back to a day that is funded, and forth again with the exception that a care leaver has.
            _ = try await correct(office, "L/1", to: "2026-01-30")
            await expectRefusal(.conflict, "L/1 is 22 years old") {
                _ = try await correct(office, "L/1", to: "2026-02-02")
            }
            var change = ChangeApprentice.Change()
            change.ageException = true
            let changed = try await office.perform(ChangeApprentice(reference: "L/1", change))
            #expect(changed.apprentice.ageException && changed.approvalsVoided == [])
            _ = try await correct(office, "L/1", to: "2026-02-02")
            change.ageException = false
            let taken = try await office.perform(ChangeApprentice(reference: "L/1", change))
            #expect(!taken.apprentice.ageException)
            await expectRefusal(.badData, "recorded so already") {
                _ = try await office.perform(ChangeApprentice(reference: "L/1", change))
            }
        }
    }

    @Test("nobody starts on a day on which no version of the standard is in effect, unless somebody says why")
    func effectiveDates() async throws {
        try await withStart(effective: "2026-01-05,2026-02-01") { office in
            try await expectRefusalLeavesAlone(
                office, .conflict,
                "No version of ST0831 is in effect on 2026-01-04: version 1.0 takes starts from 2026-01-05 up to 2026-02-01; correct the day"
            ) { _ = try await correct(office, "L/1", to: "2026-01-04") }
            #expect(try await correct(office, "L/1", to: "2026-01-05").state == "in_learning")
            try await office.load(
                "apprentices",
                Self.head
                    + "tavy_trust,L/2,José,Oke,ST0831,business_administrator,true,2026-02-02,2028-02-01,2006-02-02\n"
            )
            try await expectFault(
                office, "apprenticeship_events", "apprentice_ref,event,happened_on\nL/2,started,2026-02-02\n",
                line: 2, column: "happened_on", "No version of ST0831 is in effect on 2026-02-02")
            for party in [TrainingParty.employer, .provider] {
                await expectRefusal(.badData, "the price, provider") {
                    try await office.perform(ApproveTraining(reference: "L/2", party: party))
                }
            }
            try await expectRefusalLeavesAlone(office, .conflict, "No version of ST0831", "have not agreed") {
                try await office.perform(
                    RecordApprenticeshipEvent(reference: "L/2", event: .started, on: try day("2026-02-02")))
            }
        }
    }

    @Test("the planned end and the least length stand against the right day, whatever is said")
    func length() async throws {
        try await withStart(effective: ",") { office in
            var change = ChangeApprentice.Change()
            change.plannedEndOn = try day("2026-09-30")
            try await office.perform(ChangeApprentice(reference: "L/1", change))
            // Eight months from the 1st of February, and not from the 2nd.
            try await expectRefusalLeavesAlone(
                office, .conflict, "at least 8 months (rule apprenticeship.minimum_length"
            ) {
                _ = try await correct(office, "L/1", to: "2026-02-02", because: "The trust pays", as: "ada")
            }
            await expectRefusal(.badData, "Only the day of a start has something to override") {
                try await office.perform(
                    CorrectApprenticeshipEvent(
                        reference: "L/1", number: 1, on: nil, reason: "Payroll", overrideReason: "x"))
            }
        }
    }

    @Test("nobody has started at a new employer before the day on which the former one let them go")
    func transferred() async throws {
        try await withStart(effective: ",") { office in
            try await office.perform(
                RecordApprenticeshipEvent(
                    reference: "L/1", event: .transferred, on: try day("2026-02-20"),
                    reasonCode: "other_employer"))
            try await office.load(
                "apprentices",
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,transferred_from\nplymouth_council,M/1,Zoë,Ñuñez,ST0831,business_administrator,true,L/1\n"
            )
            try await office.load(
                "apprenticeship_events", "apprentice_ref,event,happened_on\nM/1,started,2026-02-23\n")
            try await expectRefusalLeavesAlone(
                office, .conflict, "transferred on 2026-02-20, after 2026-02-19"
            ) { _ = try await correct(office, "M/1", to: "2026-02-19") }
            #expect(try await correct(office, "M/1", to: "2026-02-20").state == "in_learning")
        }
    }
}
