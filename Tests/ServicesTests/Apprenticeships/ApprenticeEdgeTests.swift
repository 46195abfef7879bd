import Domain
import OfficeSupport
import Services
import Testing

/// The first and the last day on which a rule of apprenticeships lets something be so.
@Suite("Edges of an apprenticeship")
struct ApprenticeEdgeTests {
    @Test("training is planned for up to ten years to the day")
    func tenYears() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.addApprentice(from: "2022-10-03", to: "2032-10-03")
            try await expectRefusalLeavesAlone(office, .badData, "more than ten years after the start") {
                try await office.addApprentice(from: "2022-10-03", to: "2032-10-04")
            }
        }
    }

    /// What is left of their training may be a single day, but no less.
    @Test("who goes on at another employer may start on the last day that is planned, and not after it")
    func lastDay() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.perform(
                RecordApprenticeshipEvent(reference: "TAV/A1", event: .transferred, on: try day("2022-09-01"))
            )
            try await office.perform(
                AddApprentice(
                    ApprenticeRecord(
                        organisation: "plymouth_council", apprenticeRef: "PLY/B1", givenName: "Siân",
                        familyName: "Lee", standardRef: "ST0510", role: "social_worker", wasEmployee: false,
                        plannedStartOn: try day("2022-09-01"), plannedEndOn: try day("2022-09-12"),
                        transferredFrom: "TAV/A1")))
            func start(_ date: String) async throws {
                try await office.perform(
                    RecordApprenticeshipEvent(
                        reference: "PLY/B1", event: .started, on: try day(date), overrideReason: "agreed"),
                    as: "ada")
            }
            func end(_ date: String) async throws {
                var change = ChangeApprentice.Change()
                change.plannedEndOn = try day(date)
                try await office.perform(ChangeApprentice(reference: "PLY/B1", change))
            }
            try await expectRefusalLeavesAlone(office, .conflict, "planned to end on 2022-09-12") {
                try await start("2022-09-13")
            }
            try await start("2022-09-12")
            try await end("2022-10-12")
            try await expectRefusalLeavesAlone(office, .badData, "PLY/B1 started on 2022-09-12") {
                try await end("2022-09-11")
            }
            try await end("2022-09-12")
        }
    }

    @Test("whoever began level 7 before the rule on age goes on at another employer with funding, at any age")
    func ageOfTransferred() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.load(
                "standards",
                "standard_ref,title,level,funding_band\nST0831,Chartered town planner,7,15000.00\n")
            office.clock.set(try day("2026-03-02"))
            func add(
                _ code: String, _ reference: String, from start: String, after former: String? = nil
            ) async throws -> AgreedTraining {
                try await office.perform(
                    AddApprentice(
                        ApprenticeRecord(
                            organisation: code, apprenticeRef: reference, givenName: "Zoë",
                            familyName: "Ñuñez", standardRef: "ST0831", role: "business_administrator",
                            wasEmployee: true, plannedStartOn: try day(start),
                            plannedEndOn: try day("2027-12-31"), pricePence: 9_000_00,
                            dateOfBirth: try day("1980-01-01"), transferredFrom: former)))
            }
            #expect(try await add("tavy_trust", "TAV/T1", from: "2025-12-31").fundingFault == nil)
            let gone = try await add("plymouth_council", "PLY/T1", from: "2026-02-02", after: "TAV/T1")
            #expect(gone.fundingFault == nil && gone.fundingPaysPence == 9_000_00)
            let anew = try await add("plymouth_council", "PLY/T2", from: "2026-02-02")
            #expect(anew.fundingFault?.contains("46 years old") == true && anew.fundingPaysPence == 0)
        }
    }

    @Test("each term that was agreed is agreed anew when it changes, the hours off the job too")
    func terms() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func voided(_ change: (inout ChangeApprentice.Change) throws -> Void) async throws -> [String] {
                var made = ChangeApprentice.Change()
                try change(&made)
                let changed = try await office.perform(ChangeApprentice(reference: "TAV/A3", made))
                if changed.approvalsVoided == ["employer"] {
                    try await office.perform(ApproveTraining(reference: "TAV/A3", party: .employer))
                }
                return changed.approvalsVoided
            }
            #expect(try await voided { $0.agreedHours = 500 } == ["employer"])
            #expect(try await voided { $0.provider = "The Academy" } == ["employer"])
            #expect(try await voided { $0.pricePence = 4_000_00 } == ["employer"])
            #expect(try await voided { $0.plannedStartOn = try day("2022-10-10") } == ["employer"])
            #expect(try await voided { $0.plannedEndOn = try day("2024-04-30") } == ["employer"])
            #expect(try await voided { $0.mentor = "Kim" } == [])
            #expect(try await voided { $0.role = "social_worker" } == [])
            #expect(try await voided { $0.dateOfBirth = try day("2004-02-29") } == [])
        }
    }

    @Test("the hours of a month count from its first day, and who starts waits for no funds from that day on")
    func fromTheDay() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            // The hours of June 2022 are recorded.
            for (date, minutes) in [("2022-05-31", 0), ("2022-06-01", 1_470)] {
                let shown = try await office.perform(
                    ShowApprentice(reference: "TAV/A1", ReportQuestion(asOf: try day(date))))
                #expect(shown.offTheJob.doneMinutes == minutes, "\(date)")
            }
            try await office.perform(ApproveTraining(reference: "TAV/A3", party: .provider), as: "max")
            office.clock.set(try day("2022-10-31"))
            try await office.perform(
                RecordApprenticeshipEvent(reference: "TAV/A3", event: .started, on: try day("2022-10-05")))
            for (date, waiting) in [("2022-10-04", ["TAV/A3"]), ("2022-10-05", [])] {
                let levy = try await office.perform(
                    ShowLevy(organisation: "tavy_trust", ReportQuestion(asOf: try day(date))))
                #expect(levy.waiting.map(\.apprenticeRef) == waiting, "\(date)")
            }
        }
    }
}
