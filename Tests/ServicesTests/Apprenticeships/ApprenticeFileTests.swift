import Domain
import Foundation
import OfficeSupport
import Services
import TestSupport
import Testing

@Suite("Files of apprentices, headcounts and levy")
struct ApprenticeFileTests {
    /// The columns of an apprentice with planned days.
    private static let planned =
        "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,planned_start_on,planned_end_on\n"

    @Test("every kind is added, found unchanged, exported, and the export fills an empty partnership")
    func roundTrip() async throws {
        try await ImportOffice.open { office in
            try await office.load("partners", ImportFiles.partners)
            var exports: [(String, String)] = []
            for (kind, text, rows) in ApprenticeFiles.all {
                let first = try await office.load(kind, text)
                #expect((first.rows, first.added, first.changed) == (rows, rows, 0), "\(kind)")
                let again = try await office.load(kind, text)
                #expect((again.added, again.changed, again.unchanged) == (0, 0, rows), "\(kind)")
            }
            for (kind, _, _) in ApprenticeFiles.all {
                let exported = try await office.export(kind)
                let back = try await office.load(kind, exported)
                #expect((back.added, back.changed) == (0, 0), "\(kind)")
                exports.append((kind, exported))
            }
            #expect(try await office.workspace.perform(VerifyAudit(), as: office.admin).broken.isEmpty)
            try await ImportOffice.open { empty in
                try await empty.load("partners", ImportFiles.partners)
                for (kind, text) in exports {
                    try await empty.load(kind, text)
                    #expect(try await empty.export(kind) == text, "\(kind)")
                }
            }
        }
    }

    @Test("an export guards what a spreadsheet would run, and writes months and amounts as they were given")
    func exportText() async throws {
        try await ImportOffice.openWithApprentices { office in
            let standards = try await office.export("standards").split(separator: "\n").map(String.init)
            #expect(standards[3].hasSuffix(",'=To be checked"))
            let levy = try await office.export("levy").split(separator: "\n").map(String.init)
            #expect(levy[2] == "plymouth_city_council,2022-02,paid_in,1000.00,90.91,")
            #expect(levy[3] == "plymouth_city_council,2022-02,spent,1500.50,,")
            let heads = try await office.export("headcounts")
            #expect(heads.contains("plymouth_city_council,2021-03-31,2000,1720.50,900,"))
        }
    }

    @Test("a number whose column a file does not have stays as it is")
    func absentColumns() async throws {
        try await ImportOffice.openWithApprentices { office in
            let whole = "organisation,measured_on,headcount,fte,maintained_schools_headcount\n"
            try await office.load("headcounts", whole + "uhp,2020-03-31,300,254.56,40\n")
            let head = "organisation,measured_on,headcount,correction_reason\n"
            let same = try await office.load("headcounts", head + "uhp,2020-03-31,300,\n")
            #expect(same.unchanged == 1 && same.changed == 0)
            let corrected = try await office.load("headcounts", head + "uhp,2020-03-31,296,recounted\n")
            #expect(corrected.changed == 1)
            #expect(try await office.export("headcounts").contains("uhp,2020-03-31,296,254.56,40,"))
        }
    }

    @Test("a planned end after the last known bank holiday is no fault, one after ten years is")
    func plannedEnd() async throws {
        try await ImportOffice.openWithApprentices { office in
            let row = "plymouth_city_council,A/9,Zoë,Ñuñez,BA-L3,business_administrator,true,2026-10-05,"
            try await office.load("apprentices", Self.planned + row + "2029-10-04\n")
            try await expectFault(
                office, "apprentices", Self.planned + row.replacing("A/9", with: "A/10") + "2129-10-04\n",
                line: 2,
                column: "planned_end_on", "more than ten years")
        }
    }

    @Test("a headcount measured twice is named with its line; a correction needs a reason and is a version")
    func headcountTwice() async throws {
        try await ImportOffice.openWithApprentices { office in
            let head = "organisation,measured_on,headcount,correction_reason\n"
            try await expectFault(
                office, "headcounts", head + "uhp,2022-03-31,5900,\nuhp,2022-03-31,5900,\n", line: 3,
                column: "headcount", "stands in line 2 already")
            try await expectFault(
                office, "headcounts", head + "uhp,2022-03-31,5900,\nuhp,2021-03-31,6001,\n", line: 3,
                column: "headcount", "is recorded already, otherwise (6000")
            let corrected = try await office.load(
                "headcounts", head + "uhp,2021-03-31,6001,Casual staff counted\n")
            #expect(corrected.changed == 1)
            #expect(try await office.export("headcounts").contains("uhp,2021-03-31,6001,,,"))
            try await expectFault(
                office, "headcounts", head + "uhp,2022-10-01,5900,\n", line: 2, column: "measured_on",
                "passed")
            try await expectFault(
                office, "headcounts",
                "organisation,measured_on,headcount,maintained_schools_headcount\nuhp,2022-03-31,10,11\n",
                line: 2, column: "maintained_schools_headcount", "cannot employ more people")
        }
    }

    @Test("what is recorded is said as people write it: pounds, hundredths, counts")
    func recordedOtherwise() async throws {
        try await ImportOffice.openWithApprentices { office in
            try await expectFault(
                office, "levy", "organisation,month,kind,amount\nplymouth_city_council,2022-02,spent,£1\n",
                line: 2, column: "amount", "otherwise (£1,500.50)")
            try await expectFault(
                office, "headcounts",
                "organisation,measured_on,headcount,fte\nplymouth_city_council,2021-03-31,2000,1720\n",
                line: 2,
                column: "headcount", "otherwise (2000, 1720.5, 900)")
            // Without pence, and with a sign, it is the same amount.
            let same = try await office.load(
                "levy",
                "organisation,month,kind,amount\nplymouth_city_council,2022-01,paid_in,£1000\nplymouth_city_council,2022-02,paid_in,1000\n"
            )
            #expect(same.unchanged == 2)
        }
    }

    @Test("a training too short for its rule, and a reason that is none, are named with line and column")
    func lengthsAndReasons() async throws {
        try await ImportOffice.openWithApprentices { office in
            try await expectFault(
                office, "apprentices",
                Self.planned + "uhp,B/2,Bo,Li,BA-L3,business_administrator,true,2022-10-03,2023-09-30\n",
                line: 2, column: "planned_end_on", "at least 12 months")
            // Before the first rule nothing is known of it.
            let early = try await office.load(
                "apprentices",
                Self.planned + "uhp,B/2,Bo,Li,BA-L3,business_administrator,true,2016-10-03,2017-02-28\n")
            #expect(early.added == 1)
            // Who is recorded with a short training is not refused for something else.
            let mentored = try await office.load(
                "apprentices",
                Self.planned.replacing("planned_start_on,planned_end_on", with: "mentor")
                    + "uhp,B/2,Bo,Li,BA-L3,business_administrator,true,Kim\n")
            #expect(mentored.changed == 1)
            let events = "apprentice_ref,event,happened_on,reason_code\n"
            try await expectFault(
                office, "apprenticeship_events", events + "A/1,withdrawn,2022-06-01,parental_leave\n",
                line: 2,
                column: "reason_code", "use one of dismissed, ")
            try await expectFault(
                office, "apprenticeship_events", events + "A/1,gateway,2022-06-01,other\n", line: 2,
                column: "reason_code", "leave this empty")
            let left = try await office.load(
                "apprenticeship_events", events + "A/1,withdrawn,2022-06-01,workload\n")
            #expect(left.added == 1)
        }
    }

    @Test("a file that changes agreed terms says whose approvals are void")
    func voidedByFile() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let head =
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,price\n"
            let row = "tavy_trust,TAV/A3,Zoë,Oke,BA-L3,business_administrator,false,"
            let same = try await office.load("apprentices", head + row + "5000.00\n")
            #expect(same.unchanged == 1 && same.warnings == [])
            let changed = try await office.load("apprentices", head + row + "4800.00\n")
            #expect(
                changed.warnings == [
                    "The terms of TAV/A3 have changed, to which the employer had agreed; both sides have to agree again."
                ])
            let again = try await office.load("apprentices", head + row + "4700.00\n")
            #expect(again.warnings == [])
        }
    }

    @Test("plans on two standards at once are warned of, and being on two is refused")
    func twoStandards() async throws {
        try await ImportOffice.openWithApprentices { office in
            func plan(_ rows: String) async throws -> ImportResult {
                try await office.load("apprentices", Self.planned + rows)
            }
            // The planned end of the other was moved by seventy-one days of break.
            let row = "plymouth_city_council,A/1,Zoë,Ñuñez,BA-L3,business_administrator,true,"
            #expect(
                try await plan(row + "2024-11-14,2025-11-13\n").warnings == [
                    "Line 2: A/1 is planned on BA-L3 while on ST0510, 2021-09-06 to 2024-11-14; the second cannot start before the first has ended."
                ])
            let after = try await plan(row + "2024-11-15,2025-11-14\n")
            #expect(after.changed == 1 && after.warnings == [])
            let two = try await plan(
                "uhp,N/1,Bo,Li,BA-L3,business_administrator,true,2020-01-09,2021-01-08\nuhp,N/1,Bo,Li,ST0510,registered_nurse,true,2021-01-08,2024-01-08\n"
            )
            #expect(two.added == 2 && two.warnings.first?.contains("while on BA-L3 (line 2)") == true)
            // Whoever is over their time is still on the first standard when the second begins.
            let events = "apprentice_ref,event,happened_on,standard_ref\n"
            let first = "N/1,started,2020-01-09,BA-L3\n"
            let second = "N/1,started,2021-02-01,ST0510\n"
            try await expectFault(
                office, "apprenticeship_events", events + first + second, line: 3, column: "happened_on",
                "N/1 would be on ST0510 from 2021-02-01 on and on BA-L3 from 2020-01-09 on; nobody is on two standards at once"
            )
            try await office.load("apprenticeship_events", events + first)
            try await expectFault(
                office, "apprenticeship_events", events + "N/1,withdrawn,2021-02-01,BA-L3\n" + second,
                line: 3,
                column: "happened_on", "from 2020-01-09 to 2021-02-01")
            try await office.load(
                "apprenticeship_events", events + second + "N/1,withdrawn,2021-01-31,BA-L3\n")
        }
    }

    @Test("a reference belongs to one employer, and may not differ by capitals only")
    func oneEmployer() async throws {
        try await ImportOffice.openWithApprentices { office in
            let head =
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee\n"
            try await expectFault(
                office, "apprentices", head + "uhp,A/1,Zoë,Ñuñez,BA-L3,business_administrator,true\n",
                line: 2,
                column: "organisation", "another organisation")
            try await expectFault(
                office, "apprentices",
                head + "plymouth_city_council,a/1,Zoë,Ñuñez,ST0510,business_administrator,true\n",
                line: 2,
                column: "apprentice_ref", "by capitals only")
            try await expectFault(
                office, "apprentices", head + "uhp,N/1,Bo,Li,ST9999,business_administrator,true\n", line: 2,
                column: "standard_ref", "There is no standard ST9999")
        }
    }

    @Test(
        "events are judged in the order of their days, wherever their rows stand, with the line that does not fit"
    )
    func eventOrder() async throws {
        try await ImportOffice.openWithApprentices(upTo: "apprentices") { office in
            let head = "apprentice_ref,event,happened_on,standard_ref\n"
            try await expectFault(
                office, "apprenticeship_events",
                head + "B/1,started,2021-09-06,\nB/1,achieved,2022-09-06,\nB/1,withdrawn,2022-08-06,\n",
                line: 3,
                column: "event", "achieved on 2022-09-06 does not fit")
            try await expectFault(
                office, "apprenticeship_events", head + "B/1,started,2022-10-01,\n", line: 2,
                column: "happened_on", "has passed")
            try await expectFault(
                office, "apprenticeship_events", head + "A/2,started,2021-09-06,\n", line: 2,
                column: "standard_ref", "several standards (BA-L3, ST0510)")
            try await expectFault(
                office, "apprenticeship_events", head + "X/9,started,2021-09-06,\n", line: 2,
                column: "apprentice_ref", "There is no apprentice X/9")
            let late = head + "B/1,gateway,2022-09-06,\nB/1,started,2021-09-06,BA-L3\n"
            try await expectFault(
                office, "apprenticeship_events", late + "B/1,started,2021-09-06,\n", line: 4,
                column: "event", "started on 2021-09-06 does not fit")
            #expect(try await office.load("apprenticeship_events", late).added == 2)
        }
    }

    @Test("levy that is spent before it came in, or after it has expired, is named with its line")
    func levy() async throws {
        try await ImportOffice.openWithApprentices { office in
            let head = "organisation,month,kind,amount,correction_reason\n"
            try await expectFault(
                office, "levy", head + "uhp,2022-03,paid_in,100.00,\nuhp,2022-02,spent,50.00,\n", line: 3,
                column: "amount", "£50.00 in 2022-02, but only £0.00")
            // What was in the account is gone to the last penny already.
            try await expectFault(
                office, "levy", head + "plymouth_city_council,2022-04,spent,0.01,\n", line: 2,
                column: "amount",
                "but only £0.00")
            // A correction of what came in takes the ground from what went out later.
            try await expectFault(
                office, "levy", head + "plymouth_city_council,2022-01,paid_in,999.99,Mistyped\n", line: 2,
                column: "amount", "£499.50 in 2022-03, but only £499.49")
            try await expectFault(
                office, "levy", head + "uhp,2020-01,paid_in,100.00,\nuhp,2022-02,spent,100.00,\n", line: 3,
                column: "amount", "before it expires")
            try await expectFault(
                office, "levy", head + "uhp,2022-13,paid_in,100.00,\n", line: 2, column: "month",
                "not a month")
            try await expectFault(
                office, "levy", head + "uhp,2022-01,paid_in,1.00,\nuhp,2022-01-01,paid_in,2.00,\n", line: 3,
                column: "amount", "stands in line 2 already")
            #expect(try await office.load("levy", head + "uhp,2022-01-01,paid_in,100.00,\n").added == 1)
        }
    }

    @Test("days are counted once, and versions of a standard do not overlap")
    func overlaps() async throws {
        try await ImportOffice.openWithApprentices { office in
            let head = "organisation,from,to,employees_started\n"
            try await expectFault(
                office, "employment_starts", head + "plymouth_city_council,2022-03-31,2022-04-30,5\n",
                line: 2,
                column: "from", "overlap 2021-10-01 to 2022-03-31")
            try await expectFault(
                office, "employment_starts",
                head + "uhp,2022-04-01,2022-04-30,5\nuhp,2022-04-30,2022-05-30,5\n",
                line: 3, column: "from", "in line 2")
            try await expectFault(
                office, "standards",
                "standard_ref,title,level,version,effective_from\nBA-L3,Business administrator,3,2.0,2022-09-01\n",
                line: 2, column: "effective_from", "end the earlier one on the day before")
            try await expectFault(
                office, "standards", "standard_ref,title,level\nNEW,New,8\n", line: 2, column: "level",
                "2 to 7")
        }
    }
}
