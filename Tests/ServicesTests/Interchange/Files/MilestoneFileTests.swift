import Domain
import Foundation
import Postgres
import Services
import Testing

@Suite("Files of milestones")
struct MilestoneFileTests {
    private func faults(_ office: ImportOffice, _ rows: [String]) async throws -> [String] {
        try await office.faults("milestones", ImportFiles.milestones(rows))
    }

    @Test("any order of rows will do, and the same order rules hold as for a single record")
    func order() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            let before = try await office.rows()
            // Screened needs sourced; interviewed on the day of screened is well.
            #expect(
                try await faults(office, ["EXT/1,screened,2022-03-01"]) == ["2 milestone: screened"])
            #expect(
                try await faults(office, ["EXT/1,screened,2022-03-01", "EXT/1,sourced,2022-03-02"])
                    == ["2 milestone: screened"])
            #expect(try await office.rows() == before)
            let result = try await office.load(
                "milestones",
                ImportFiles.milestones([
                    "EXT/1,interviewed,2022-03-01", "EXT/1,screened,2022-03-01", "EXT/1,sourced,2022-03-01",
                ]))
            #expect(result.added == 3)
            // What is recorded counts, in both directions.
            try await office.load("milestones", ImportFiles.milestones(["EXT/2,sourced,2022-03-05"]))
            #expect(try await faults(office, ["EXT/2,screened,2022-03-04"]) == ["2 milestone: screened"])
        }
    }

    @Test("every bad row: unknown people and milestones, dates, repeats, what is recorded otherwise")
    func badRows() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            try await office.load("milestones", ImportFiles.milestones)
            let before = try await office.rows()
            let error = try await office.refusal(
                "milestones",
                ImportFiles.milestones([
                    "EXT/9,sourced,2022-03-01", "EXT/1,landed,2022-03-01", "EXT/1,offer_made,2022-10-01",
                    "EXT/1,offer_made,01/04/2022", "EXT/1,sourced,2022-02-11", "EXT/1,screened,2022-02-20",
                    "EXT/3,sourced,2022-05-01", "EXT/3,sourced,2022-05-01", "EXT/3,,2022-05-01",
                ]))
            let places = error.details.map { "\($0.line ?? 0) \($0.column ?? "-"): \($0.value ?? "-")" }
            #expect(
                places == [
                    "2 candidate_ref: EXT/9", "3 milestone: landed", "4 happened_on: 2022-10-01",
                    "5 happened_on: 01/04/2022", "6 happened_on: 2022-02-11", "9 milestone: sourced",
                    "10 milestone: -",
                ])
            #expect(error.details[4].reason.contains("berth candidate correct"))
            #expect(try await office.rows() == before)
        }
    }

    @Test("nothing after somebody withdrew; again after a correction to never")
    func exits() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            try await office.load("milestones", ImportFiles.milestones)
            _ = try await office.workspace.perform(
                CorrectMilestone(
                    reference: "EXT/2", milestone: "sourced", happenedOn: nil, reason: "wrong person"),
                as: office.admin)
            let again = try await office.load(
                "milestones", ImportFiles.milestones(["EXT/2,sourced,2022-03-03"]))
            #expect(again.added == 1)
            #expect(
                try await office.text(
                    "select correction_reason from berth.milestone_fact where revision = 3")
                    == "recorded again")
            _ = try await office.workspace.perform(
                DecideCandidate(
                    reference: "EXT/1", decision: .withdrawn,
                    reasonCode: try await office.text(
                        "select min(reason_code) from berth.reason_code where decision = 'withdrawn'"),
                    on: CalendarDate(iso: "2022-04-01"), note: nil), as: office.admin)
            #expect(
                try await faults(office, ["EXT/1,offer_made,2022-04-02"]) == ["2 happened_on: 2022-04-02"])
        }
    }

    @Test("recorded_at needs the permission to back-date")
    func recordedAt() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            let cora = try await office.person("cora", .coordinator)
            let text = """
                candidate_ref,milestone,happened_on,recorded_at
                EXT/1,sourced,2022-02-10,2022-02-11T09:00:00Z

                """
            let refused = try await office.refusal("milestones", text, as: cora)
            #expect(refused.kind == .notAllowed)
            #expect(refused.message.contains("recorded_at"))
            let early = try await office.faults(
                "milestones", text.replacingOccurrences(of: "02-11T", with: "02-09T"))
            #expect(early == ["2 recorded_at: 2022-02-09T09:00:00Z"])
            #expect(try await office.load("milestones", text).added == 1)
            #expect(try await office.export("milestones").contains("2022-02-11T09:00:00.000000Z"))
            #expect(!(try await office.export("milestones", as: cora).contains("recorded_at")))
            let back = try await office.load("milestones", try await office.export("milestones"))
            #expect(back.unchanged == 1)
        }
    }

    @Test("a note that differs from the recorded one stays out, with a warning")
    func notes() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            try await office.load("milestones", ImportFiles.milestones)
            let again = try await office.load(
                "milestones", ImportFiles.milestones.replacingOccurrences(of: "at a fair", with: "online"))
            #expect((again.unchanged, again.warningCount) == (4, 1))
            #expect(again.warnings.first?.contains("Line 3") == true)
        }
    }
}
