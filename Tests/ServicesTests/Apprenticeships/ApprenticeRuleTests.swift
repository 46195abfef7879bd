import Domain
import Foundation
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

@Suite("What the rules and lists ask of an apprentice")
struct ApprenticeRuleTests {
    @Test("training is as long as the rule of the day on which it begins, and nobody overrides it")
    func minimumLength() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func add(_ from: String, _ to: String) async throws {
                try await office.addApprentice(from: from, to: to)
            }
            try await expectRefusalLeavesAlone(
                office, .badData, "at least 12 months (rule apprenticeship.minimum_length",
                "before 2023-10-02"
            ) { try await add("2022-10-03", "2023-10-01") }
            try await add("2022-10-03", "2023-10-02")
            // From a leap day, and from the last day under the longer rule to the first under the shorter.
            try await expectRefusalLeavesAlone(office, .badData, "before 2025-02-28") {
                try await add("2024-02-29", "2025-02-27")
            }
            try await add("2024-02-29", "2025-02-28")
            try await expectRefusalLeavesAlone(office, .badData, "at least 12 months") {
                try await add("2025-07-31", "2026-04-30")
            }
            try await add("2025-08-01", "2026-03-31")
            try await expectRefusalLeavesAlone(office, .badData, "at least 8 months") {
                try await add("2025-08-01", "2026-03-30")
            }
            var change = ChangeApprentice.Change()
            change.plannedEndOn = try day("2023-10-01")
            try await expectRefusalLeavesAlone(office, .badData, "at least 12 months") {
                try await office.perform(ChangeApprentice(reference: "TAV/A3", change))
            }
        }
    }

    @Test(
        "funding pays for level 7 up to an age, from the day of the rule; who may says why one starts all the same"
    )
    func levelSeven() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.load(
                "standards",
                "standard_ref,title,level,funding_band\nST0831,Chartered town planner,7,15000.00\n")
            office.clock.set(try day("2026-03-02"))
            func add(
                _ reference: String, born: String?, from start: String = "2026-02-02", exception: Bool = false
            ) async throws -> AgreedTraining {
                try await office.perform(
                    AddApprentice(
                        ApprenticeRecord(
                            organisation: "tavy_trust", apprenticeRef: reference, givenName: "Zoë",
                            familyName: "Ñuñez", standardRef: "ST0831", role: "business_administrator",
                            wasEmployee: true, provider: "The College", plannedStartOn: try day(start),
                            plannedEndOn: try day("2028-02-01"), pricePence: 15_000_00,
                            dateOfBirth: try born.map { try day($0) }, ageException: exception)))
            }
            // Twenty-two on 2 February 2026, and twenty-one; under 25 with the exception, and not.
            let old = try await add("TAV/OLD", born: "2004-02-02")
            #expect(old.fundingPaysPence == 0 && old.employerPaysPence == 15_000_00)
            #expect(
                old.fundingFault
                    == "TAV/OLD is 22 years old on 2026-02-02, and funding pays for level 7 up to the age of 21 (rule apprenticeship.level_7_age_maximum of 2026-01-01)"
            )
            #expect(try await add("TAV/YOUNG", born: "2004-02-03").fundingPaysPence == 15_000_00)
            #expect(try await add("TAV/CARE", born: "2001-02-03", exception: true).fundingFault == nil)
            let older = try await add("TAV/CARE25", born: "2001-02-02", exception: true)
            #expect(older.fundingFault?.contains("up to the age of 24 (rule") == true)
            #expect(try await add("TAV/BEFORE", born: "1980-01-01", from: "2025-12-31").fundingFault == nil)
            #expect(try await add("TAV/UNKNOWN", born: nil).fundingFault == nil)
            try await expectRefusalLeavesAlone(office, .badData, "not that of an apprentice") {
                _ = try await add("TAV/CHILD", born: "2010-02-03")
            }
            func start(_ reference: String, _ reason: String? = nil, on date: String = "2026-02-02")
                async throws -> ApprenticeReport
            {
                try await office.perform(
                    RecordApprenticeshipEvent(
                        reference: reference, event: .started, on: try day(date), overrideReason: reason),
                    as: reason == "not allowed" ? "cora" : "ada")
            }
            for reference in ["TAV/OLD", "TAV/YOUNG", "TAV/CARE25", "TAV/UNKNOWN"] {
                try await office.perform(ApproveTraining(reference: reference, party: .employer))
                try await office.perform(ApproveTraining(reference: reference, party: .provider), as: "max")
            }
            for (reference, words) in [
                ("TAV/OLD", "is 22 years old"), ("TAV/CARE25", "up to the age of 24"),
                ("TAV/UNKNOWN", "The date of birth of TAV/UNKNOWN is not known"),
            ] {
                try await expectRefusalLeavesAlone(office, .conflict, words, "--override-reason") {
                    _ = try await start(reference)
                }
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "record a start without approval", "22") {
                _ = try await start("TAV/OLD", "not allowed")
            }
            #expect(try await start("TAV/YOUNG").events.first?.overrideReason == nil)
            let paid = try await start("TAV/OLD", "The council pays")
            #expect(paid.events.first?.overrideReason == "The council pays" && paid.fundingPaysPence == 0)
            var change = ChangeApprentice.Change()
            change.dateOfBirth = try day("2006-05-01")
            try await office.perform(ChangeApprentice(reference: "TAV/UNKNOWN", change))
            #expect(try await start("TAV/UNKNOWN").state == "in_learning")
        }
    }

    @Test(
        "who is recorded with less than a rule demands, since the rule was corrected, is not refused for else"
    )
    func shortAlready() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.asSuperuser { db in
                try db.script(
                    """
                    set session_replication_role = replica;
                    update berth.apprenticeship_version as kept
                    set planned_end_on = kept.planned_start_on + 60
                    from berth.apprenticeship
                    where apprenticeship.partnership_id = kept.partnership_id
                      and apprenticeship.apprenticeship_id = kept.apprenticeship_id
                      and apprenticeship.reference = 'TAV/A3';
                    set session_replication_role = origin
                    """)
            }
            var change = ChangeApprentice.Change()
            change.mentor = "Kim"
            try await office.perform(ChangeApprentice(reference: "TAV/A3", change))
            let head =
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,price\n"
            let priced = try await office.load(
                "apprentices", head + "tavy_trust,TAV/A3,Zoë,Oke,BA-L3,business_administrator,false,4800\n")
            #expect(priced.changed == 1)
            change.plannedEndOn = try day("2022-12-24")
            await expectRefusal(.badData, "at least 12 months") {
                _ = try await office.perform(ChangeApprentice(reference: "TAV/A3", change))
            }
        }
    }

    @Test("a reason is one of the list for such an event, and what is said besides is a note")
    func reasons() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func record(_ event: ApprenticeshipEvent.Kind, _ reason: String?, _ note: String? = nil)
                async throws
                -> ApprenticeReport
            {
                try await office.perform(
                    RecordApprenticeshipEvent(
                        reference: "TAV/A1", event: event, on: try day("2022-09-01"), reasonCode: reason,
                        note: note))
            }
            try await expectRefusalLeavesAlone(
                office, .badData,
                "\"left\" is not in the list apprenticeship_withdrawn; use one of left_employment"
            ) { _ = try await record(.withdrawn, "left") }
            // A reason for something else.
            try await expectRefusalLeavesAlone(office, .badData, "use one of caring, ") {
                _ = try await record(.breakStarted, "left_employment")
            }
            try await expectRefusalLeavesAlone(office, .badData, "--note") {
                _ = try await record(.gateway, "health")
            }
            _ = try await record(.breakStarted, nil, "Not said why")
            office.clock.advance(seconds: 1)
            let moved = try await office.perform(
                CorrectApprenticeshipEvent(
                    reference: "TAV/A1", number: 2, on: try day("2022-08-30"), reason: "Payroll"))
            #expect(moved.events.last?.reasonCode == nil)
            let left = try await record(.withdrawn, "left_employment", "To London")
            #expect(
                left.events.last?.reasonCode == "left_employment" && left.events.last?.reason == "To London")
            // A correction of the day keeps the reason.
            let corrected = try await office.perform(
                CorrectApprenticeshipEvent(
                    reference: "TAV/A1", number: 3, on: try day("2022-09-02"), reason: "Payroll"))
            #expect(corrected.events.last?.reasonCode == "left_employment")
        }
    }

    @Test("the audit of an apprentice is found by the reference, or with the standard where there are two")
    func audit() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.perform(
                AddApprentice(
                    ApprenticeRecord(
                        organisation: "tavy_trust", apprenticeRef: "TAV/A1", givenName: "Siân",
                        familyName: "Lee", standardRef: "BA-L3", role: "business_administrator",
                        wasEmployee: true)))
            func kinds(_ reference: String) async throws -> [String] {
                try await office.perform(ShowAudit(reference: reference), as: "max").map(\.kind)
            }
            let under = try await kinds("tav/a1")
            #expect(under.first == "apprentice_added" && under.contains("apprenticeship_started"))
            #expect(try await kinds("TAV/A1 BA-L3") == ["apprentice_added"])
            #expect(try await kinds("TAV/A1 ST0510") == under)
        }
    }
}
