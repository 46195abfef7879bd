import Domain
import Foundation
import OfficeSupport
import Services
import TestSupport
import Testing

@Suite("Recruits without a post, and lists of codes")
struct StartersWithoutPostTests {
    @Test("recruits who have started and are in no post are told, to those who may see them")
    func startersWithoutPost() async throws {
        try await withOffice { office in
            try await office.furnishWorkforce()
            let first = try await office.starter("Thandi", "Nkosi")
            let second = try await office.starter("Peter", "Adeyemi")
            let left = try await office.starter("Ana", "Ferreira")
            _ = try await office.register("Ngozi", "Okafor", round: "PLY-1/1")
            try await office.perform(
                ChangePost(
                    reference: "PLY/3", .reserve(candidate: first, from: nil, on: nil), reason: "agreed"))
            func missing(_ login: String = "cora", asOf: String? = nil) async throws -> [String] {
                try await office.perform(
                    ListStartersWithoutPost(asOf: try asOf.map { try day($0) }), as: login
                ).map { "\($0.candidateRef) \($0.reservedPost ?? "-")" }
            }
            func counted(_ login: String = "cora") async throws -> Int? {
                try await office.perform(ReportWorkforce(), as: login).people.startedWithoutPost
            }
            #expect(try await missing() == ["\(first) PLY/3", "\(second) -", "\(left) -"])
            #expect(try await missing("vic").count == 3, "a viewer sees candidates")
            #expect(try await missing("paul").isEmpty, "they are of another organisation")
            #expect(try await counted() == 3)
            #expect(try await counted("paul") == 0)
            let traced = try await office.perform(
                TraceFigure(figure: "workforce/total/started_without_post"), as: "paul")
            #expect(traced.value == "0" && traced.records == [], "as the report says")
            #expect(try await missing(asOf: "2022-03-09").isEmpty, "nobody had started")
            try await office.perform(
                DecideCandidate(
                    reference: left, decision: .withdrawn, reasonCode: "family_reasons", on: nil, note: nil))
            try await office.perform(
                try WorkforceChangeTests.put("PLY/3", "E9", fte: 5_000) { $0.candidate = first })
            try await office.perform(
                EndAssignment(post: "PLY/3", person: "E9", on: try day("2022-09-20"), reason: "resigned"))
            #expect(try await missing() == ["\(second) -"], "who was in a post and left is not missing")
            #expect(try await counted() == 1)
            let scoped = try await office.perform(
                ListStartersWithoutPost(scope: WorkforceScope(organisation: "tavy_trust")))
            #expect(scoped.isEmpty)
        }
    }

    @Test("the codes of every list are listed, and an unknown list is told with those that there are")
    func codes() async throws {
        try await withOffice { office in
            let roles = try await office.perform(ListCodes(list: "role"))
            #expect(roles.contains { $0.code == "registered_nurse" && $0.name == "Nurse" })
            #expect(roles.allSatisfy { $0.list == "role" } && roles.map(\.code) == roles.map(\.code).sorted())
            let all = try await office.perform(ListCodes())
            #expect(
                Set(all.map(\.list)).isSuperset(of: [
                    "role", "route", "leaving_reason", "destination", "withdrawn", "practice_absent",
                ]))
            await expectRefusal(.notFound, "destination, leaving_reason,") {
                _ = try await office.perform(ListCodes(list: "roles"))
            }
            await expectRefusal(.badData, "use one of social_worker") {
                _ = try await office.perform(ReportWorkforce(scope: WorkforceScope(role: "social_workr")))
            }
        }
    }
}
