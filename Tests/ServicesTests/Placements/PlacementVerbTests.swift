import Domain
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

@Suite("Placements, educators and students")
struct PlacementVerbTests {
    @Test("what is free, and what runs out before the placement ends")
    func freeAndExpiring() async throws {
        try await withOffice { office in
            try await office.furnishPlacements()
            let all = try await office.perform(ListPlacements(term: "autumn-2022"))
            #expect(all.map(\.free) == [2, 2])
            #expect(all.allSatisfy { $0.runsOut.map(\.what) == ["educator"] })
            try await office.perform(SetEducator(reference: "tav/e1", currentUntil: try day("2023-04-28")))
            #expect(
                try await office.perform(ListPlacements(expiring: true)).map(\.placement.placementRef)
                    == ["PLY/P1"])
            #expect(
                try await office.perform(ListEducators(expiring: true)).map(\.educator.educatorRef)
                    == ["PLY/E1"])
            #expect(
                try await office.perform(ListEducators(expiring: true, asOf: try day("2023-04-29"))).count
                    == 2)
            try await office.perform(WithdrawPlacement(reference: "PLY/P1", reason: "the team closes"))
            #expect(
                try await office.perform(ListPlacements(free: true)).map(\.placement.placementRef) == [
                    "TAV/P1"
                ])
            #expect(try await office.perform(ListPlacements(expiring: true)).isEmpty)
            #expect(
                try await office.perform(
                    ListPlacements(host: "plymouth_council", free: true, asOf: try day("2022-09-29"))
                ).count == 1)
            #expect(try await office.perform(ListPlacements(free: true, asOf: try day("2023-04-29"))).isEmpty)
            try await expectRefusalLeavesAlone(office, .conflict, "withdrawn on 2022-09-30 already") {
                try await office.perform(WithdrawPlacement(reference: "PLY/P1", reason: "again"))
            }
        }
    }

    @Test("an educator is added and changed, keeps what is not said, and the stage has to be one")
    func educators() async throws {
        try await withOffice { office in
            try await office.perform(SetEducator(reference: "E/7", isOffSite: true, stage: 1, slots: 2))
            let changed = try await office.perform(SetEducator(reference: "e/7", stage: 2))
            #expect((changed.educatorRef, changed.stage, changed.slots) == ("E/7", 2, 2))
            try await expectRefusalLeavesAlone(office, .badData, "1 or 2") {
                try await office.perform(SetEducator(reference: "E/7", stage: 3))
            }
            try await expectRefusalLeavesAlone(office, .badData, "like that already") {
                try await office.perform(SetEducator(reference: "E/7", stage: 2))
            }
            try await expectRefusalLeavesAlone(office, .badData, "slots cannot be below zero") {
                try await office.perform(SetEducator(reference: "E/7", slots: -1))
            }
            try await expectRefusalLeavesAlone(office, .badData, "reference of an educator") {
                try await office.perform(SetEducator(reference: "E 8", stage: 2))
            }
            let audit = try await office.perform(ShowAudit(reference: "E/7"), as: "ada")
            #expect(audit.map(\.kind) == ["educator_added", "educator_changed"])
        }
    }

    @Test("students by term, stage, university and name; one with every placement and why")
    func students() async throws {
        try await withOffice { office in
            try await office.furnishPlacements()
            func found(_ verb: ListStudents) async throws -> [String] {
                try await office.perform(verb).map(\.studentRef)
            }
            #expect(try await found(ListStudents(text: "lee tav")) == ["TAV/S1", "TAV/S2"])
            #expect(try await found(ListStudents(text: "ply/s2")) == ["PLY/S2"])
            #expect(try await found(ListStudents(text: "%")) == [])
            #expect(try await found(ListStudents(stage: .first)) == [])
            #expect(
                try await found(ListStudents(term: "autumn-2022", organisation: "tavy_trust")).count == 2)
            await expectRefusal(.notFound, "There is no term spring") {
                _ = try await found(ListStudents(term: "spring"))
            }
            let report = try await office.perform(ShowStudent(reference: "TAV/S2"))
            #expect(report.pairedWith == "TAV/S1")
            #expect(report.options.map(\.placementRef) == ["PLY/P1", "TAV/P1"])
            let measured = try #require(report.options.last)
            #expect((measured.travelMinutes, measured.isTravelGiven) == (17, true))
            #expect(measured.refused.isEmpty && measured.problems == ["educator_not_current"])
            #expect(report.rules.contains { $0.key == "placement.travel_limit.car" && $0.value == "90" })
            // Asked for, it comes first.
            let first = try await office.perform(ShowStudent(reference: "TAV/S1"))
            #expect(first.options.map(\.rank) == [1, nil])
        }
    }

    @Test("a pair is parted, a student withdraws, each once, with a reason in the audit")
    func changes() async throws {
        try await withOffice { office in
            try await office.furnishPlacements()
            #expect(
                try await office.perform(UnpairStudent(reference: "TAV/S2", reason: "sold the car"))
                    == "TAV/S1")
            #expect(try await office.perform(ShowStudent(reference: "TAV/S1")).pairedWith == nil)
            try await expectRefusalLeavesAlone(office, .conflict, "is in no pair") {
                try await office.perform(UnpairStudent(reference: "TAV/S1", reason: "again"))
            }
            try await office.perform(WithdrawStudent(reference: "TAV/S1", reason: "left the course"))
            let options = try await office.perform(ShowStudent(reference: "TAV/S1")).options
            #expect(options.allSatisfy { $0.refused.contains("student_withdrawn") })
            try await expectRefusalLeavesAlone(office, .badData, "needs a reason") {
                try await office.perform(WithdrawStudent(reference: "TAV/S2", reason: " "))
            }
            try await expectRefusalLeavesAlone(office, .badData, "after today") {
                try await office.perform(
                    WithdrawStudent(reference: "TAV/S2", on: try day("2022-10-01"), reason: "ill"))
            }
            let audit = try await office.perform(ShowAudit(reference: "TAV/S1"), as: "ada")
            #expect(audit.suffix(2).map(\.reason) == ["sold the car", "left the course"])
            #expect(try await office.perform(VerifyAudit(), as: "ada").broken.isEmpty)
        }
    }
}
