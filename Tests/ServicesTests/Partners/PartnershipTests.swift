import Domain
import OfficeSupport
import Services
import Testing

@Suite("Partnerships and organisations")
struct PartnershipTests {
    @Test("who administers the installation makes a partnership and administers it")
    func made() async throws {
        try await withOffice { office in
            let ada = try await office.workspace.signIn("ada", partnership: nil)
            try await office.workspace.addPartnership(code: "devon", name: "Devon", prefix: "DEV", as: ada)
            let place = try await office.signIn("ada", in: "devon")
            #expect(place.grants.filter { $0.partnership.code == "devon" }.map(\.role) == [.admin])
            #expect(try await office.perform(ListOrganisations(), as: "ada", in: "devon") == [])
            let events = try await office.perform(ShowAudit(reference: "devon"), as: "ada", in: "devon")
            #expect(events.map(\.kind) == ["partnership_added"])
        }
    }

    @Test("a partnership that cannot be is refused and stores nothing")
    func refused() async throws {
        try await withOffice { office in
            let ada = try await office.workspace.signIn("ada", partnership: nil)
            let cora = try await office.signIn("cora")
            for (code, name, prefix, kind) in [
                ("plymouth", "Plymouth", "PLX", ServiceError.Kind.conflict),
                ("devon", "Devon", "PLY", .conflict), ("Devon", "Devon", "DEV", .badData),
                ("d", "Devon", "DEV", .badData), ("devon", " ", "DEV", .badData),
                ("devon", "Devon", "D", .badData), ("devon", "Devon", "dev", .badData),
                ("devon", "Devon", "DEVONS", .badData),
            ] {
                try await expectRefusalLeavesAlone(office, kind) {
                    try await office.workspace.addPartnership(
                        code: code, name: name, prefix: prefix, as: ada)
                }
            }
            try await expectRefusalLeavesAlone(office, .notAllowed, "cora may not make a partnership") {
                try await office.workspace.addPartnership(
                    code: "devon", name: "Devon", prefix: "DEV", as: cora)
            }
        }
    }

    @Test("organisations are listed by code, one can be named, and each partnership sees its own")
    func organisations() async throws {
        try await withOffice { office in
            try await office.perform(
                AddOrganisation(
                    code: "a_police", name: "Police", kind: .police, website: "https://example.org"),
                as: "ada")
            let all = try await office.perform(ListOrganisations())
            #expect(all.map(\.code) == ["a_police", "plymouth_council", "tavy_trust"])
            #expect(all.first?.website == "https://example.org")
            let one = try await office.perform(ListOrganisations(code: "tavy_trust"))
            #expect(one.map(\.kind) == ["nhs_trust"])
            await expectRefusal(.notFound, "worcester_council") {
                try await office.perform(ListOrganisations(code: "worcester_council"))
            }
            for (code, name, kind) in [
                ("tavy_trust", "Again", ServiceError.Kind.conflict), ("Tavy", "Name", .badData),
                ("tavy-trust", "Name", .badData), ("tavy", " ", .badData),
            ] {
                try await expectRefusalLeavesAlone(office, kind) {
                    try await office.perform(
                        AddOrganisation(code: code, name: name, kind: .nhsTrust, website: nil), as: "ada")
                }
            }
            try await office.perform(
                AddOrganisation(code: "tavy_trust", name: "Ours too", kind: .nhsTrust, website: nil),
                as: "ada", in: "worcestershire")
        }
    }
}
