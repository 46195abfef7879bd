import Domain
import OfficeSupport
import Services
import Testing

/// Somebody who sees the whole partnership and manages one organisation of it: what they see is no reason to change it.
@Suite("A viewer of the partnership who coordinates for one organisation")
struct TwoRolesTests {
    @Test("sees the posts and apprentices of another organisation, and neither changes nor adds any")
    func reach() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            try await office.furnishApprenticeships()
            try await office.perform(
                GrantRole(login: "olga", role: .viewer, organisationCode: nil), as: "ada")
            var correction = AssignmentCorrection()
            correction.fte = FTE("0.8")
            var change = ChangeApprentice.Change()
            change.mentor = "Kim"
            func verbs(_ code: String, _ letters: String) throws -> [any Verb] {
                [
                    AddPost(
                        PostDraft(
                            organisation: code, reference: "\(letters)/9", title: "Social Worker",
                            role: "social_worker")),
                    ChangePost(
                        reference: "\(letters)/3", .freeze(from: nil, until: nil), reason: "budget"),
                    CorrectAssignment(post: "\(letters)/1", person: "E1", correction, reason: "misread"),
                    EndAssignment(post: "\(letters)/1", person: "E1", reason: "resigned"),
                    AddApprentice(
                        ApprenticeRecord(
                            organisation: code, apprenticeRef: "", givenName: "Zoë", familyName: "Ñuñez",
                            standardRef: "BA-L3", role: "business_administrator", wasEmployee: true)),
                    ChangeApprentice(reference: "\(letters)/A3", change),
                    ApproveTraining(reference: "\(letters)/A3", party: .provider),
                    RecordHours(
                        reference: "\(letters)/A1", month: Month(index: 2022 * 12 + 6), minutes: 60),
                    RecordApprenticeshipEvent(
                        reference: "\(letters)/A1", event: .gateway, on: try day("2022-09-01")),
                    CorrectApprenticeshipEvent(
                        reference: "\(letters)/A1", number: 1, on: try day("2021-09-07"), reason: "misread"),
                ]
            }
            let olga = try await office.signIn("olga")
            #expect(try await office.perform(ListPosts(), as: "olga").count == 6)
            #expect(try await office.perform(ListApprentices(), as: "olga").count == 6)
            for verb in try verbs("plymouth_council", "PLY") {
                let isNew = verb is AddPost || verb is AddApprentice
                try await expectRefusalLeavesAlone(
                    office, isNew ? .notAllowed : .notFound, isNew ? "for plymouth_council" : "PLY/"
                ) {
                    _ = try await office.workspace.perform(verb, as: olga)
                }
            }
            for verb in try verbs("tavy_trust", "TAV") {
                _ = try await office.workspace.perform(verb, as: olga)
            }
        }
    }
}
