import Domain
import Foundation
import Postgres
import Services
import Testing

@Suite("An export into an empty partnership")
struct EmptyPartnershipTests {
    @Test("overrides, withdrawals and corrections come back as they were, for all five kinds")
    func everything() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            try await office.load("milestones", ImportFiles.milestones)
            let admin = office.admin
            _ = try await office.workspace.perform(
                RecordMilestone(
                    reference: "EXT/2", milestone: "interviewed", on: CalendarDate(iso: "2022-03-09"),
                    overrideReason: "met at a fair"), as: admin)
            _ = try await office.workspace.perform(
                CorrectMilestone(
                    reference: "EXT/1", milestone: "sourced", happenedOn: CalendarDate(iso: "2022-02-22"),
                    reason: "mistyped", overrideReason: "as the letter says"), as: admin)
            let code = try await office.text(
                "select min(reason_code) from berth.reason_code where decision = 'withdrawn'")
            _ = try await office.workspace.perform(
                DecideCandidate(
                    reference: "EXT/1", decision: .withdrawn, reasonCode: code,
                    on: CalendarDate(iso: "2022-04-01"), note: nil), as: admin)
            var exports: [(String, String)] = []
            for kind in Interchange.kinds { exports.append((kind, try await office.export(kind))) }
            #expect(exports[3].1.contains(",2022-04-01,withdrawn,\(code)\n"))
            try await ImportOffice.open { empty in
                for (kind, text) in exports {
                    try await empty.load(kind, text)
                    #expect(try await empty.export(kind) == text, "\(kind)")
                }
            }
        }
    }

    @Test("the audit has an export whose reader went away")
    func brokenPipe() async throws {
        struct Gone: Error {}
        try await ImportOffice.openWithRound { office in
            await #expect(throws: ServiceError.self) {
                try await office.workspace.export(kind: "candidates", as: office.admin) { _ in throw Gone() }
            }
            let events = try await office.count(
                "select count(*) from berth.audit_event where kind = 'exported'")
            #expect(events == 1)
        }
    }

    @Test(
        "a pathway without the counting milestone, and one after facts, are refused though the round is left out"
    )
    func pathways() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            try await office.load("milestones", ImportFiles.milestones)
            let error = try await office.refusal(
                "candidates",
                ImportFiles.candidates([
                    "plymouth_city_council,EXT/1,,,overseas_nurse,social_worker,Zoë,Nkosi,1990-02-28,"
                ]))
            #expect(error.details.contains { $0.column == "pathway" && $0.reason.contains("milestones") })
        }
    }

    @Test("references do not differ by capitals only")
    func capitals() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            #expect(
                try await office.faults(
                    "candidates", ImportFiles.candidates(["uhp,ext/3,,,overseas_nurse,nurse,Eve,Hall,,"]))
                    == ["2 candidate_ref: ext/3"])
            #expect(
                try await office.faults(
                    "candidates",
                    ImportFiles.candidates([
                        "uhp,NEW/1,,,overseas_nurse,nurse,Eve,Hall,,",
                        "uhp,new/1,,,overseas_nurse,nurse,Eva,Hill,,",
                    ])) == ["3 candidate_ref: new/1"])
        }
    }

    @Test("a reference is found whatever its capitals, and stored as it was given first")
    func anyCapitals() async throws {
        try await ImportOffice.openWithRound { office in
            try await office.load("candidates", ImportFiles.candidates)
            try await office.load("milestones", ImportFiles.milestones(["ext/1,sourced,2022-02-10"]))
            let found = try await office.workspace.perform(
                ShowCandidate(reference: " ext/1"), as: office.admin)
            #expect(found.candidate.candidateRef == "EXT/1")
            #expect(try await office.export("milestones").contains("\nEXT/1,sourced,2022-02-10"))
        }
    }
}
