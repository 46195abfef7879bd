import Domain
import Foundation
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

@Suite("Adjustments are health data")
struct AdjustmentTests {
    @Test("who may not see them neither imports nor exports the column, and learns nothing from a report")
    func hidden() async throws {
        try await ImportOffice.openWithPlacements { office in
            let max = try await office.person("max", .manager)
            let export = try await office.export("students", as: max)
            #expect(!export.contains("adjustments") && !export.contains("step_free"))
            #expect(try await office.export("students").contains("step_free"))
            #expect(
                try await office.text(
                    """
                    select string_agg(after::text, ' ' order by sequence)
                    from berth.audit_event where kind = 'exported'
                    """) == #"{"kind": "students"} {"kind": "students", "special_category": true}"#)
            // A placement without what S/1 needs: refused, and only those who may see adjustments are told why.
            try await office.load(
                "placements",
                PlacementFiles.placements.replacingOccurrences(of: "step_free;quiet_room:partly", with: ""))
            let hidden = try await office.workspace.perform(ShowStudent(reference: "S/1"), as: max)
            let option = try #require(hidden.options.first { $0.placementRef == "P/1" })
            #expect(option.refused == ["confidential"])
            #expect(!option.words.contains("adjust"))
            let told = try await office.workspace.perform(
                ShowStudentInFull(reference: "S/1"), as: office.admin)
            #expect(told.options.first { $0.placementRef == "P/1" }?.refused == ["adjustment_impossible"])
            await #expect {
                try await office.workspace.perform(ShowAdjustments(reference: "S/1"), as: max)
            } throws: { ($0 as? ServiceError)?.kind == .notAllowed }
        }
    }

    @Test("reading them is in the audit, and what they are is nowhere in it")
    func audited() async throws {
        try await ImportOffice.openWithPlacements { office in
            let codes = try await office.workspace.perform(
                ShowAdjustments(reference: "s/4"), as: office.admin)
            #expect(codes == ["quiet_room", "step_free"])
            #expect(
                try await office.count(
                    "select count(*) from berth.audit_event where kind = 'student_adjustments_read'") == 1)
            #expect(
                try await office.count(
                    """
                    select count(*) from berth.audit_event
                    where subject_kind = 'student' and (before::text || after::text) ~ 'step_free|quiet_room'
                    """) == 0)
        }
    }

    @Test(
        "a host's people see their own offers and no student, a university's their own students and no offer")
    func ownOrganisation() async throws {
        try await withOffice { office in
            try await office.furnishPlacements()
            #expect(
                try await office.perform(ListPlacements(), as: "paul").map(\.placement.placementRef) == [
                    "TAV/P1"
                ])
            #expect(
                try await office.perform(ListStudents(), as: "paul").map(\.studentRef) == [
                    "TAV/S1", "TAV/S2",
                ])
            #expect(try await office.perform(ListOffers(), as: "paul").hosts.map(\.host) == ["tavy_trust"])
            #expect(try await office.perform(ListOffers(), as: "paul").students == nil)
            try await expectRefusalLeavesAlone(office, .notFound, "There is no student PLY/S1") {
                try await office.perform(ShowStudent(reference: "PLY/S1"), as: "paul")
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "for plymouth_council") {
                try await office.perform(
                    RecordAnswer(host: "plymouth_council", term: nil, answer: .willing, places: 2), as: "paul"
                )
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "for one organisation only") {
                try await office.perform(
                    AddTerm(
                        code: "own", name: "Own", startsOn: try day("2022-10-01"),
                        endsOn: try day("2022-12-01"), offersDueOn: nil), as: "olga")
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "for plymouth_council") {
                try await office.perform(
                    SetEducator(reference: "NEW/1", organisation: "plymouth_council"), as: "olga")
            }
            try await office.perform(
                RecordAnswer(host: "tavy_trust", term: nil, answer: .willing, places: 2), as: "paul")
        }
    }
}
