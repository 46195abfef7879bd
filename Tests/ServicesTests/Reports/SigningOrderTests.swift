import Domain
import Foundation
import OfficeSupport
@testable import Services
import TestSupport
import Testing

/// A later version of a signed report says what was learnt since.
@Suite("Versions of a signed report come in the order of what was known")
struct SigningOrderTests {
    @Test("a version of the very moment of the last one is none that comes after it")
    func sameMoment() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            let first = try await office.perform(SignReport(ReportTakeUp()), as: "max")
            try await office.load(
                "apprenticeship_events", "apprentice_ref,event,happened_on\nTAV/A1,gateway,2022-03-01\n")
            try await expectRefusalLeavesAlone(office, .conflict, "cannot come after it") {
                try await office.perform(SignReport(ReportTakeUp(), reason: "at once"), as: "max")
            }
            office.clock.advance(seconds: 1)
            let next = try await office.perform(SignReport(ReportTakeUp(), reason: "after it"), as: "max")
            #expect(next.version == 2 && next.asAt.date > first.asAt.date)
        }
    }

    @Test("a period may be signed at the close of its last day, and not before")
    func lastDay() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            var choices = TakeUpChoices()
            (choices.from, choices.to) = (try day("2022-04-01"), try day("2022-10-01"))
            try await expectRefusalLeavesAlone(office, .badData, "after 2022-09-30") {
                try await office.perform(SignReport(ReportTakeUp(choices)), as: "max")
            }
            choices.to = try day("2022-09-30")
            #expect(try await office.perform(SignReport(ReportTakeUp(choices)), as: "max").version == 1)
        }
    }

    @Test("what was known before the last version is not signed after it")
    func oldKnowledge() async throws {
        try await withOffice { office in
            try await office.furnishApprenticeships()
            @discardableResult
            func sign(asAt: Date? = nil) async throws -> ReturnRecord {
                var choices = TakeUpChoices()
                choices.asAt = asAt
                return try await office.perform(
                    SignReport(ReportTakeUp(choices), reason: "old"), as: "max")
            }
            func correct(to headcount: Int) async throws {
                office.clock.advance(seconds: 60)
                try await office.load(
                    "headcounts",
                    "organisation,measured_on,headcount,correction_reason\ntavy_trust,2021-03-31,\(headcount),Recounted\n"
                )
                office.clock.advance(seconds: 60)
            }
            let first = try await sign()
            try await correct(to: 250)
            let between = office.clock.present
            try await correct(to: 300)
            let last = try await sign()
            #expect(last.version == 2)
            office.clock.advance(seconds: 60)
            for moment in [first.asAt.date, between] {
                try await expectRefusalLeavesAlone(office, .conflict, "cannot come after it") {
                    try await sign(asAt: moment)
                }
            }
            // With the records of the last version it is that version.
            try await expectRefusalLeavesAlone(office, .conflict, "signed already as") {
                try await sign(asAt: last.asAt.date.addingTimeInterval(-30))
            }
            try await correct(to: 310)
            #expect(try await sign(asAt: office.clock.present.addingTimeInterval(-30)).version == 3)
        }
    }
}
