import Domain
import Foundation
import OfficeSupport
import Services
import Testing

/// What the lists tell of people in posts, of whom the reports tell those who are bound in large numbers only.
@Suite("Lists of posts and of who is in them")
struct WorkforceListTests {
    /// `val` sees everything of the partnership, and coordinates for the trust.
    private func withRecruit(_ body: (Office, String) async throws -> Void) async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let recruit = try await office.starter("Thandi", "Nkosi")
            try await office.perform(
                ChangePost(
                    reference: "PLY/3", .reserve(candidate: recruit, from: try day("2022-10-10"), on: nil),
                    reason: "agreed"))
            try await office.colleague("val", "Val Ofboth", .viewer)
            try await office.perform(
                GrantRole(login: "val", role: .coordinator, organisationCode: "tavy_trust"), as: "ada")
            try await body(office, recruit)
        }
    }

    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    @Test("who is bound has no list of assignments, and is told which reports tell")
    func assignments() async throws {
        try await withRecruit { office, _ in
            for login in ["vic", "paul"] {
                for verb in [
                    ListAssignments(), ListAssignments(person: "E1"),
                    ListAssignments(scope: WorkforceScope(organisation: "tavy_trust")),
                ] {
                    await expectRefusal(
                        .notAllowed, "\(login) may not see the particulars of people in posts in Plymouth; ",
                        "berth report workforce, turnover, leavers and retention"
                    ) {
                        _ = try await office.perform(verb, as: login)
                    }
                }
            }
            for (login, seen) in [
                ("cora", ["PLY/1", "PLY/2", "TAV/1", "TAV/2"]),
                ("max", ["PLY/1", "PLY/2", "TAV/1", "TAV/2"]),
                ("olga", ["TAV/1", "TAV/2"]), ("val", ["TAV/1", "TAV/2"]),
            ] {
                let list = try await office.perform(ListAssignments(), as: login)
                #expect(list.map(\.postRef) == seen, "\(login)")
                #expect((list.last { $0.personRef == "E1" }?.birthYear != nil) == (seen.count == 4))
            }
        }
    }

    @Test("of a post who is bound sees whether it is filled, covered or kept, and nothing of who is in it")
    func posts() async throws {
        try await withRecruit { office, recruit in
            for login in ["vic", "val"] {
                let lines = try await office.perform(
                    ListPosts(scope: WorkforceScope(organisation: "plymouth_council")), as: login)
                #expect(lines.map(\.state) == ["filled", "covered", "vacant"])
                #expect(lines.map(\.reserved) == [false, false, true])
                #expect(lines.allSatisfy { $0.employees == nil && $0.agency == nil && $0.coverUntil == nil })
                var told = try text(lines)
                for post in ["PLY/1", "PLY/2", "PLY/3"] {
                    let page = try await office.perform(ShowPost(reference: post), as: login)
                    #expect(page.assignments == nil)
                    told += try text(page)
                }
                for secret in ["E1", "A1", recruit, "2020-02-03", "2022-12-31", "2022-10-10"] {
                    #expect(!told.contains("\"\(secret)"), "\(secret)")
                }
                let missing = try await office.perform(ListStartersWithoutPost(), as: login)
                #expect(missing.map(\.candidateRef) == [recruit] && missing[0].reservedPost == nil)
            }
            let own = try await office.perform(ShowPost(reference: "TAV/1"), as: "val")
            #expect(own.assignments?.map(\.personRef) == ["E1"] && own.line.employees == 1)
            await expectRefusal(.notFound, "no post PLY/1") {
                _ = try await office.perform(ShowPost(reference: "PLY/1"), as: "paul")
            }
            let partner = try await office.perform(ShowPost(reference: "TAV/2"), as: "paul")
            #expect(partner.line.state == "covered" && partner.assignments == nil)
            let whole = try await office.perform(ShowPost(reference: "PLY/3"))
            #expect(whole.line.post.reservedFor == recruit && whole.assignments == [])
            #expect(
                try await office.perform(ListStartersWithoutPost()).map(\.reservedPost) == ["PLY/3"])
        }
    }
}
