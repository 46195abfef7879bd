import Domain
import OfficeSupport
import Postgres
import Services
import Testing

@Suite("Correcting a candidate's particulars")
struct ChangeCandidateTests {
    private func change(_ body: (inout CandidateChange) throws -> Void) rethrows -> CandidateChange {
        var change = CandidateChange()
        try body(&change)
        return change
    }

    @Test("what is named changes, what is cleared goes, the rest stays, and the name is found as it is now")
    func changes() async throws {
        try await withOffice { office in
            let reference = try await office.register("Zofia", "Wisniewska")
            var edit = try change {
                $0.familyName = "Wiśniewska-Żak"
                $0.email = "zofia@example.org"
                $0.team = "North"
                $0.dateOfBirth = try day("1988-02-29")
            }
            let first = try await office.perform(ChangeCandidate(reference: reference, change: edit))
            #expect(first.candidate.fullName == "Zofia Wiśniewska-Żak")
            #expect(first.candidate.givenName == "Zofia" && first.candidate.role == "social_worker")
            edit = change { $0.cleared = [.team, .email] }
            let second = try await office.perform(ChangeCandidate(reference: reference, change: edit))
            #expect(second.candidate.team == nil && second.candidate.email == nil)
            #expect(second.candidate.dateOfBirth == (try day("1988-02-29")))
            let found = try await office.perform(SearchCandidates(text: "wisniewska-zak"))
            #expect(found.map(\.candidateRef) == [reference])
            let audit = try await office.perform(ShowAudit(reference: reference), as: "ada")
            #expect(audit.map(\.kind).filter { $0 == "candidate_changed" }.count == 2)
            #expect(try await office.perform(VerifyAudit(), as: "ada").broken.isEmpty)
        }
    }

    @Test("what cannot be is refused, and so is a change of nothing")
    func refusals() async throws {
        try await withOffice { office in
            let reference = try await office.register("Thandi", "Nkosi")
            let bad: [(CandidateChange, String)] = [
                (CandidateChange(), "nothing was changed"), (change { $0.givenName = " " }, "given name"),
                (change { $0.nationality = "XXQ" }, "country code"),
                (change { $0.email = "nobody" }, "e-mail"), (change { $0.role = "Social Worker" }, "code"),
                (try change { $0.dateOfBirth = try day("2015-01-01") }, "adult"),
                (
                    change {
                        $0.team = "North"
                        $0.cleared = [.team]
                    }, "both given and cleared"
                ),
                (change { $0.cleared = [.phone] }, "nothing was changed"),
            ]
            for (edit, words) in bad {
                try await expectRefusalLeavesAlone(office, .badData, words) {
                    try await office.perform(ChangeCandidate(reference: reference, change: edit))
                }
            }
            try await expectRefusalLeavesAlone(office, .notFound, "PLY-C-9999") {
                try await office.perform(
                    ChangeCandidate(reference: "PLY-C-9999", change: change { $0.team = "North" }))
            }
        }
    }

    @Test("somebody who looks the same after the change is named, and never the candidate herself")
    func alike() async throws {
        try await withOffice { office in
            let first = try await office.register("Thandi", "Nkosi")
            let second = try await office.register("Thandeka", "Nkosi")
            let answer = try await office.perform(
                ChangeCandidate(reference: second, change: change { $0.givenName = "Thandi" }))
            #expect(answer.possibleDuplicates.map(\.candidateRef) == [first])
        }
    }

    @Test("a partner changes its own people and finds nobody else's")
    func partner() async throws {
        try await withOffice { office in
            let council = try await office.register("Thandi", "Nkosi")
            let trust = try await office.register("Grace", "Otieno", round: nil, of: "tavy_trust")
            let edit = change { $0.team = "North" }
            try await office.perform(ChangeCandidate(reference: trust, change: edit), as: "paul")
            try await expectRefusalLeavesAlone(office, .notFound, council) {
                try await office.perform(ChangeCandidate(reference: council, change: edit), as: "paul")
            }
        }
    }
}
