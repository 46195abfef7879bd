import Domain
import Foundation
import OfficeSupport
import Testing

@testable import Services

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

    @Test(
        "a version of a standard holds from its first day to its last, and the last version where none does")
    func versions() throws {
        func row(_ version: String, from: String?, to: String?) throws -> StandardRow {
            StandardRow(
                id: UUID(), revision: 1, recordedAt: Date(timeIntervalSince1970: 0),
                record: StandardRecord(
                    standardRef: "ST1", version: version, title: "Clerk", level: 3, route: nil,
                    fundingBandPence: nil, minimumHours: nil, typicalMonths: nil,
                    effectiveFrom: try from.map { try day($0) }, effectiveTo: try to.map { try day($0) },
                    note: nil))
        }
        let book = StandardBook([
            try row("1.0", from: nil, to: "2022-08-31"), try row("1.1", from: "2022-09-02", to: "2022-12-31"),
            try row("1.2", from: "2023-02-01", to: nil),
        ])
        for (date, version) in [
            ("2017-01-01", "1.0"), ("2022-08-31", "1.0"), ("2022-09-01", "1.2"), ("2022-09-02", "1.1"),
            ("2022-12-31", "1.1"), ("2023-01-01", "1.2"), ("2023-02-01", "1.2"),
        ] {
            #expect(book.standard("st1", on: try day(date))?.record.version == version, "\(date)")
        }
        #expect(
            book.standard("ST1", on: nil)?.record.version == "1.2" && book.standard("ST2", on: nil) == nil)
    }

    @Test("of two standards of somebody the one under way is shown, then the one that is to come")
    func present() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func shown() async throws -> String {
                let shown = try await office.perform(ShowApprentice(reference: "TAV/A1"))
                return "\(shown.apprentice.standardRef) \(shown.state)"
            }
            try await office.perform(
                AddApprentice(
                    ApprenticeRecord(
                        organisation: "tavy_trust", apprenticeRef: "TAV/A1", givenName: "Siân",
                        familyName: "Lee", standardRef: "BA-L3", role: "business_administrator",
                        wasEmployee: true)))
            #expect(try await shown() == "ST0510 in_learning")
            try await office.perform(
                RecordApprenticeshipEvent(
                    reference: "TAV/A1", event: .withdrawn, on: try day("2022-09-01"), reasonCode: "other"))
            #expect(try await shown() == "BA-L3 not_started")
        }
    }

    @Test("whoever has achieved is listed with the day of it, and not with the end that was planned")
    func achieved() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let lines = try await office.perform(ListApprentices(organisation: "tavy_trust"))
            #expect(lines.map(\.apprenticeRef) == ["TAV/A1", "TAV/A2", "TAV/A3"])
            let ends = try ["2024-09-05", "2022-03-21", "2024-04-02"].map { try day($0) }
            #expect(lines.map(\.expectedEndOn) == ends)
        }
    }

    @Test("staff that was counted on the day of the report is counted, and who started on it has")
    func staffOfTheDay() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.load(
                "headcounts", "organisation,measured_on,headcount\ntavy_trust,2022-09-30,220\n")
            try await office.load(
                "employment_starts",
                "organisation,from,to,employees_started\ntavy_trust,2022-09-30,2022-09-30,3\n")
            var choices = TakeUpChoices()
            (choices.from, choices.to) = (try day("2022-09-30"), try day("2022-09-30"))
            let report = try await office.perform(ReportTakeUp(choices))
            let line = try #require(report.organisations.first { $0.key == "tavy_trust" })
            #expect(line.rates?.headcountAtEnd == 220 && line.rates?.employeesStarted == 3)
        }
    }

    @Test("events of a file are numbered by their days, in whatever order they come")
    func numbers() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.addApprentice("TAV/E1", from: "2021-09-06", to: "2023-03-05")
            try await office.load(
                "apprenticeship_events",
                "apprentice_ref,event,happened_on\nTAV/E1,gateway,2022-09-01\nTAV/E1,started,2021-09-06\n")
            let events = try await office.perform(ShowApprentice(reference: "TAV/E1")).events
            #expect(events.map { "\($0.number) \($0.event)" } == ["1 started", "2 gateway"])
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
