import Domain
import Foundation
import OfficeSupport
import Services
import TestSupport
import Testing

/// Whoever goes from one employer of a partnership to another and goes on with the same standard.
@Suite("Transfers between partners")
struct TransferTests {
    private static let head =
        "organisation,apprentice_ref,given_name,family_name,standard_ref,role,was_employee,transferred_from\n"
    private static let row = "plymouth_council,PLY/B1,Siân,Lee,ST0510,social_worker,false,TAV/A1\n"
    private static let events = "apprentice_ref,event,happened_on\n"

    private func count(_ line: TakeUpLine?, _ figure: TakeUpFigure) -> Int? { line?.counts[figure] ?? nil }

    @Test("one start of the partnership, new to the second employer, under way once, and the sums hold")
    func countedOnce() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            try await office.load("apprentices", Self.head + Self.row)
            try await office.load(
                "apprenticeship_events",
                Self.events + "TAV/A1,transferred,2022-01-10\nPLY/B1,started,2022-01-10\n")
            let report = try await office.perform(ReportTakeUp())
            let council = report.organisations.first { $0.key == "plymouth_council" }
            let trust = report.organisations.first { $0.key == "tavy_trust" }
            #expect(count(trust, .starts) == 1 && count(trust, .transferred) == 1)
            #expect(count(trust, .apprenticesAtEnd) == 0 && count(trust, .newApprentices) == 1)
            #expect(count(council, .starts) == 1 && count(council, .transferredIn) == 1)
            #expect(count(council, .newApprentices) == 2 && council?.rates?.takeUpRate == 0.01)
            #expect(count(report.total, .starts) == 2 && count(report.total, .transferredIn) == 1)
            #expect(count(report.total, .newApprentices) == 2 && report.total.rates?.takeUpRate == 0.005)
            #expect(count(report.total, .apprenticesAtEnd) == 2)
            #expect(report.levels.first { $0.key == "6" }.map { count($0, .newApprentices) } == 2)
            #expect(report.method.counts["new_apprentices"]?.contains("another partner") == true)
            let shown = try await office.perform(ShowApprentice(reference: "PLY/B1"))
            #expect(shown.apprentice.transferredFrom == "TAV/A1")
        }
    }

    @Test(
        "who comes from nowhere, from the same employer, from another standard or too early is refused, by verb"
    )
    func verbs() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func add(_ from: String, _ standard: String = "ST0510") async throws -> String {
                try await office.perform(
                    AddApprentice(
                        ApprenticeRecord(
                            organisation: "plymouth_council", apprenticeRef: "", givenName: "Siân",
                            familyName: "Lee", standardRef: standard, role: "social_worker",
                            wasEmployee: false, plannedStartOn: try day("2022-09-12"),
                            plannedEndOn: try day("2022-12-20"), transferredFrom: from))
                ).apprentice.apprenticeRef
            }
            try await expectRefusalLeavesAlone(office, .badData, "There is no apprentice TAV/A9 on ST0510") {
                _ = try await add("TAV/A9")
            }
            try await expectRefusalLeavesAlone(
                office, .badData, "no apprentice TAV/A1 on BA-L3 to go on from"
            ) { _ = try await add("TAV/A1", "BA-L3") }
            try await expectRefusalLeavesAlone(office, .badData, "an apprentice of plymouth_council too") {
                _ = try await add("PLY/A1")
            }
            // What is left of the training may be shorter than a whole one.
            let reference = try await add("tav/a1")
            func start(_ date: String) async throws {
                try await office.perform(
                    RecordApprenticeshipEvent(
                        reference: reference, event: .started, on: try day(date), overrideReason: "agreed"),
                    as: "ada")
            }
            try await expectRefusalLeavesAlone(office, .conflict, "is not recorded as transferred") {
                try await start("2022-09-12")
            }
            try await office.perform(
                RecordApprenticeshipEvent(reference: "TAV/A1", event: .transferred, on: try day("2022-09-12"))
            )
            try await expectRefusalLeavesAlone(
                office, .conflict, "transferred on 2022-09-12, after 2022-09-11"
            ) { try await start("2022-09-11") }
            try await start("2022-09-12")
            // What the training goes on from stays before it, or the person would be counted at both employers.
            for day in [nil, try day("2022-09-13")] {
                try await expectRefusalLeavesAlone(
                    office, .conflict, "training of TAV/A1 goes on at another employer since 2022-09-12"
                ) {
                    try await office.perform(
                        CorrectApprenticeshipEvent(
                            reference: "TAV/A1", number: 2, on: day, reason: "A slip"))
                }
            }
            try await office.perform(
                CorrectApprenticeshipEvent(
                    reference: "TAV/A1", number: 2, on: try day("2022-09-11"), reason: "A slip"))
        }
    }

    @Test("a file of both, in any order; and a bad row is named with its line and column")
    func files() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            func refused(_ kind: String, _ text: String, _ column: String, _ words: String) async throws {
                try await expectFault(office, kind, text, line: 2, column: column, words)
            }
            try await refused(
                "apprentices", Self.head + Self.row.replacing("TAV/A1", with: "TAV/A9"), "transferred_from",
                "no apprentice TAV/A9 on ST0510")
            try await refused(
                "apprentices", Self.head + Self.row.replacing("TAV/A1", with: "tav/a1"), "transferred_from",
                "is written TAV/A1")
            try await refused(
                "apprentices", Self.head + Self.row.replacing("ST0510", with: "BA-L3"), "transferred_from",
                "starts anew")
            try await refused(
                "apprentices", Self.head + Self.row.replacing("TAV/A1", with: "PLY/A1"), "transferred_from",
                "too")
            // The first employer's row may come after the second's.
            let both = try await office.load(
                "apprentices",
                Self.head + "plymouth_council,PLY/C1,Bo,Li,BA-L3,business_administrator,false,TAV/C1\n"
                    + "tavy_trust,TAV/C1,Bo,Li,BA-L3,business_administrator,false,\n" + Self.row)
            #expect(both.added == 3)
            try await refused(
                "apprenticeship_events", Self.events + "PLY/B1,started,2022-01-10\n", "happened_on",
                "is not recorded as transferred")
            try await refused(
                "apprenticeship_events",
                Self.events + "PLY/B1,started,2022-01-09\nTAV/A1,transferred,2022-01-10\n", "happened_on",
                "after 2022-01-09")
            let moved = try await office.load(
                "apprenticeship_events",
                Self.events + "PLY/B1,started,2022-01-10\nTAV/A1,transferred,2022-01-10\n")
            #expect(moved.added == 2)
        }
    }
}
