import Domain
import Foundation
import OfficeSupport
import Services
import TestSupport
import Testing

/// Histories that are right as they were recorded, one by one, and so are right in a file.
@Suite("Histories of apprentices, exported and imported")
struct ApprenticeHistoryTests {
    private func add(
        _ reference: String, _ standard: String, _ from: String, _ to: String,
        at organisation: String = "tavy_trust",
        hours: (Int, String)? = nil, transferredFrom: String? = nil, _ office: Office
    ) async throws {
        try await office.perform(
            AddApprentice(
                ApprenticeRecord(
                    organisation: organisation, apprenticeRef: reference, givenName: "Zoë",
                    familyName: "Ñuñez",
                    standardRef: standard, role: "social_worker", wasEmployee: true,
                    plannedStartOn: try day(from), plannedEndOn: try day(to), agreedHours: hours?.0,
                    hoursReason: hours?.1, transferredFrom: transferredFrom)))
    }

    private func record(
        _ reference: String, _ standard: String, _ event: ApprenticeshipEvent.Kind, _ date: String,
        _ office: Office, because reason: String? = nil
    ) async throws {
        try await office.perform(
            RecordApprenticeshipEvent(
                reference: reference, standard: standard, event: event, on: try day(date), reasonCode: reason,
                overrideReason: event == .started ? "Agreed by word" : nil), as: "ada")
    }

    private func correct(
        _ reference: String, _ standard: String, _ number: Int, _ date: String?, _ office: Office
    ) async throws {
        try await office.perform(
            CorrectApprenticeshipEvent(
                reference: reference, standard: standard, number: number, on: try date.map { try day($0) },
                reason: "Payroll"))
    }

    /// Gives the office every history that files found hard.
    private func furnish(_ office: Office) async throws {
        try await office.furnishApprenticeships()
        // Withdrew early, then began another standard before the first was planned to end.
        try await add("X/3", "BA-L3", "2021-01-04", "2022-12-30", office)
        try await record("X/3", "BA-L3", .started, "2021-01-04", office)
        try await record("X/3", "BA-L3", .withdrawn, "2021-04-01", office, because: "left_employment")
        try await add("X/3", "ST0510", "2021-05-03", "2024-12-31", office)
        try await record("X/3", "ST0510", .started, "2021-09-01", office)
        // Corrected: the end of the first is now after the planned start of the second.
        try await correct("X/3", "BA-L3", 2, "2021-08-31", office)
        try await correct("X/3", "ST0510", 1, "2021-09-06", office)
        // The next plan begins before the first training ends, which a break moved.
        try await add(
            "TAV/A1", "BA-L3", "2024-09-06", "2025-09-30", hours: (200, "A-level in business"), office)
        try await record("TAV/A1", "ST0510", .breakStarted, "2022-01-10", office, because: "parental_leave")
        try await record("TAV/A1", "ST0510", .returned, "2022-03-01", office)
        try await record("TAV/A1", "ST0510", .breakStarted, "2022-08-01", office)
        // Taken back, and said again on another day.
        try await record("PLY/A1", "ST0510", .gateway, "2022-05-02", office)
        try await correct("PLY/A1", "ST0510", 2, nil, office)
        try await record("PLY/A1", "ST0510", .transferred, "2022-06-01", office, because: "other_employer")
        try await add("TAV/M1", "ST0510", "2022-06-01", "2022-11-30", transferredFrom: "PLY/A1", office)
        try await record("TAV/M1", "ST0510", .started, "2022-06-01", office)
    }

    @Test("what was withdrawn early, interrupted, corrected, taken back or moved fills an empty partnership")
    func roundTrip() async throws {
        var files: [(kind: String, text: String)] = []
        try await withOffice { office in
            try await furnish(office)
            for kind in ["standards", "apprentices", "apprenticeship_events"] {
                let text = try await office.export(kind)
                files.append((kind, text))
                let again = try await office.load(kind, text, as: "ada")
                #expect((again.added, again.changed) == (0, 0), "\(kind)")
            }
        }
        try await withOffice { office in
            for (kind, text) in files {
                try await office.load(kind, text, as: "ada")
                #expect(try await office.export(kind) == text, "\(kind)")
            }
            let shown = try await office.perform(ShowApprentice(reference: "X/3"))
            #expect(shown.apprentice.standardRef == "ST0510" && shown.state == "in_learning")
            #expect(shown.events.map(\.overrideReason) == ["Agreed by word"])
        }
    }

    @Test("a start leaves the least length and is not after the planned end, by verb, file and correction")
    func startWithinAgreedDays() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            office.clock.set(try day("2026-02-02"))
            try await add("L/1", "BA-L3", "2024-02-29", "2025-02-28", office)
            func start(_ date: String) async throws {
                try await record("L/1", "BA-L3", .started, date, office)
            }
            try await expectRefusalLeavesAlone(
                office, .conflict, "planned to end on 2025-02-28, so it cannot start on 2026-01-11",
                "apprentice change"
            ) { try await start("2026-01-11") }
            try await expectRefusalLeavesAlone(office, .conflict, "at least 12 months", "before 2025-03-01") {
                try await start("2024-03-02")
            }
            await expectRefusal(.badData, "in line 2, column happened_on: Training that begins on 2024-03-02")
            {
                try await office.load(
                    "apprenticeship_events", "apprentice_ref,event,happened_on\nL/1,started,2024-03-02\n")
            }
            try await start("2024-02-29")
            try await expectRefusalLeavesAlone(office, .conflict, "at least 12 months") {
                try await correct("L/1", "BA-L3", 1, "2024-03-02", office)
            }
            try await correct("L/1", "BA-L3", 1, "2024-02-28", office)
            var change = ChangeApprentice.Change()
            change.plannedStartOn = try day("2023-09-04")
            change.plannedEndOn = try day("2025-02-26")
            // Long enough from the planned start, and not from the day on which it began.
            try await expectRefusalLeavesAlone(office, .badData, "before 2025-02-27") {
                try await office.perform(ChangeApprentice(reference: "L/1", change))
            }
        }
    }

    @Test("fewer hours than the minimum of the standard need a reason, by verb and by file")
    func hoursBelowMinimum() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func add(_ reference: String, _ hours: Int, _ reason: String?) async throws {
                try await office.perform(
                    AddApprentice(
                        ApprenticeRecord(
                            organisation: "tavy_trust", apprenticeRef: reference, givenName: "Bo",
                            familyName: "Li", standardRef: "BA-L3", role: "business_administrator",
                            wasEmployee: true, agreedHours: hours, hoursReason: reason)))
            }
            for reason in [nil, "  "] {
                try await expectRefusalLeavesAlone(
                    office, .badData, "20 hours off the job are fewer than the minimum of 400 of BA-L3",
                    "--hours-reason"
                ) { try await add("H/1", 20, reason) }
            }
            try await add("H/1", 399, "A-level in business")
            try await add("H/2", 400, nil)
            var change = ChangeApprentice.Change()
            change.agreedHours = 399
            try await expectRefusalLeavesAlone(office, .badData, "fewer than the minimum") {
                try await office.perform(ChangeApprentice(reference: "H/2", change))
            }
            change.hoursReason = "A-level in business"
            let changed = try await office.perform(ChangeApprentice(reference: "H/2", change))
            #expect(changed.apprentice.hoursReason == "A-level in business")
            let head =
                "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,agreed_hours,hours_reason\n"
            let row = "tavy_trust,H/3,Bo,Li,BA-L3,business_administrator,true,"
            for (cells, words) in [("20,", "fewer than the minimum"), (",A-level", "needs the agreed hours")]
            {
                do {
                    try await office.load("apprentices", head + row + cells + "\n")
                    Issue.record("the file was taken: \(cells)")
                } catch let error as ServiceError {
                    let fault = error.details.first
                    #expect(fault?.line == 2 && fault?.column == "agreed_hours")
                    #expect(fault?.reason.contains(words) == true, "\(error.details)")
                }
            }
            let taken = try await office.load("apprentices", head + row + "20,A-level\n")
            #expect(taken.added == 1)
        }
    }
}
