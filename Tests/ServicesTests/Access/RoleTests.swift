import Domain
import OfficeSupport
import Services
import Testing

@Suite("Staff and roles")
struct RoleTests {
    @Test("a role granted is held at the next signing in, a role revoked is not, and may be granted again")
    func grantAndRevoke() async throws {
        try await withOffice { office in
            await expectRefusal(.notAllowed) {
                try await office.perform(
                    CloseRound(reference: .init(contract: "PLY-1", number: 2), on: nil, reason: "x"),
                    as: "vic")
            }
            let grant = GrantRole(login: "vic", role: .coordinator, organisationCode: nil)
            let revoke = GrantRole(login: "vic", role: .coordinator, organisationCode: nil, revoke: true)
            try await office.perform(grant, as: "ada")
            #expect(try await office.signIn("vic").grants.map(\.role) == [.coordinator, .viewer])
            try await expectRefusalLeavesAlone(office, .conflict, "holds this role already") {
                try await office.perform(grant, as: "ada")
            }
            try await office.perform(revoke, as: "ada")
            #expect(try await office.signIn("vic").grants.map(\.role) == [.viewer])
            try await expectRefusalLeavesAlone(office, .notFound, "does not hold the role coordinator") {
                try await office.perform(revoke, as: "ada")
            }
            try await office.perform(grant, as: "ada")
            #expect(try await office.signIn("vic").grants.map(\.role) == [.coordinator, .viewer])
            let lines = try await office.perform(ListStaff(), as: "ada").filter { $0.login == "vic" }
            #expect(lines.map(\.role) == ["coordinator", "viewer"])
        }
    }

    @Test("the same role for one organisation and for all is two roles")
    func organisations() async throws {
        try await withOffice { office in
            try await office.perform(
                GrantRole(login: "olga", role: .coordinator, organisationCode: "plymouth_council"), as: "ada")
            #expect(try await office.perform(ListContracts(), as: "olga").count == 2)
            try await office.perform(
                GrantRole(login: "olga", role: .coordinator, organisationCode: nil), as: "ada")
            #expect(try await office.signIn("olga").grants.count == 3)
        }
    }

    @Test("what cannot be granted is refused with a sentence and stores nothing")
    func refusals() async throws {
        try await withOffice { office in
            let refused: [(GrantRole, ServiceError.Kind, String)] = [
                (GrantRole(login: "nobody", role: .viewer, organisationCode: nil), .notFound, "nobody"),
                (GrantRole(login: "vic", role: .panel, organisationCode: nil), .badData, "--organisation"),
                (GrantRole(login: "vic", role: .partner, organisationCode: nil), .badData, "--organisation"),
                (GrantRole(login: "vic", role: .panel, organisationCode: "nowhere"), .notFound, "nowhere"),
                (
                    GrantRole(login: "vic", role: .panel, organisationCode: "worcester_council"), .notFound,
                    "worcester_council"
                ),
                (
                    GrantRole(login: "ada", role: .admin, organisationCode: nil, revoke: true), .conflict,
                    "their own"
                ),
            ]
            for (verb, kind, part) in refused {
                try await expectRefusalLeavesAlone(office, kind, part) {
                    try await office.perform(verb, as: "ada")
                }
            }
            for (login, name, kind) in [
                ("cora", "Another", ServiceError.Kind.conflict), ("Cora", "Name", .badData),
                ("9lives", "Name", .badData), ("", "Name", .badData), ("nina", " ", .badData),
                ("nina\u{0}", "Name", .badData),
            ] {
                try await expectRefusalLeavesAlone(office, kind) {
                    try await office.perform(AddStaff(login: login, fullName: name, email: nil), as: "ada")
                }
            }
        }
    }

    @Test("an archived account can do nothing, keeps its name in the audit and cannot be archived twice")
    func archive() async throws {
        try await withOffice { office in
            let candidate = try await office.register("Thandi", "Nkosi")
            try await expectRefusalLeavesAlone(office, .conflict, "their own account") {
                try await office.perform(ArchiveStaff(login: "ada"), as: "ada")
            }
            try await expectRefusalLeavesAlone(office, .notFound, "wendy") {
                try await office.perform(ArchiveStaff(login: "wendy"), as: "ada")
            }
            try await office.perform(ArchiveStaff(login: "cora"), as: "ada")
            await expectRefusal(.notAllowed, "cora") { _ = try await office.signIn("cora") }
            try await expectRefusalLeavesAlone(office, .notFound, "cora") {
                try await office.perform(ArchiveStaff(login: "cora"), as: "ada")
            }
            try await expectRefusalLeavesAlone(office, .notFound, "cora") {
                try await office.perform(
                    GrantRole(login: "cora", role: .viewer, organisationCode: nil), as: "ada")
            }
            let events = try await office.perform(ShowAudit(reference: candidate), as: "ada")
            #expect(events.map(\.actorName) == ["Cora Coordinator"])
            let staff = try await office.perform(ListStaff(), as: "ada").first { $0.login == "cora" }
            #expect(staff?.archived == true)
        }
    }
}
