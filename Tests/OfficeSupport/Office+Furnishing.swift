public import Domain
import FoundationEssentials
import Services
import TestSupport

extension Office {
    /// Makes the partnerships, the people and the contracts through the verbs, on the days on which they came about.
    func furnish() async throws {
        try await workspace.addFirstAdmin(login: "ada", fullName: "Ada Admin", email: "ada@example.org")
        let ada = try await workspace.signIn("ada", partnership: nil)
        try await workspace.addPartnership(code: "plymouth", name: "Plymouth", prefix: "PLY", as: ada)
        try await workspace.addPartnership(
            code: "worcestershire", name: "Worcestershire", prefix: "WOR", as: ada)

        try await organisation("plymouth_council", .council)
        try await organisation("tavy_trust", .nhsTrust)
        try await organisation("worcester_council", .council, in: "worcestershire")

        try await colleague("cora", "Cora Coordinator", .coordinator)
        try await colleague("max", "Max Manager", .manager)
        try await colleague("vic", "Vic Viewer", .viewer)
        try await colleague("pia", "Pia Panel", .panel, of: "plymouth_council")
        try await colleague("paul", "Paul Partner", .partner, of: "tavy_trust")
        try await colleague("olga", "Olga Ofthetrust", .coordinator, of: "tavy_trust")
        try await colleague("wendy", "Wendy Worcester", .coordinator, in: "worcestershire")

        try await contract("PLY-1", of: "plymouth_council")
        try await contract("TAV-1", of: "tavy_trust")
        try await contract("WOR-1", of: "worcester_council", in: "worcestershire")
        clock.set(try day("2022-02-14"))
        try await perform(
            OpenRound(
                reference: try RoundReference("PLY-1/2"), target: 12, opensOn: try day("2022-11-01"),
                dueOn: try day("2023-04-30"), optionDecideBy: try day("2022-10-14"), on: nil))
    }

    private func organisation(
        _ code: String, _ kind: OrganisationKind, in partnership: String = "plymouth"
    ) async throws {
        try await perform(
            AddOrganisation(code: code, name: "The \(code)", kind: kind, website: nil), as: "ada",
            in: partnership)
    }

    /// Adds somebody with a role.
    public func colleague(
        _ login: String, _ name: String, _ role: Role, of organisation: String? = nil,
        in partnership: String = "plymouth"
    ) async throws {
        try await perform(
            AddStaff(login: login, fullName: name, email: "\(login)@example.org"), as: "ada", in: partnership)
        try await perform(
            GrantRole(login: login, role: role, organisationCode: organisation), as: "ada", in: partnership)
    }

    /// A contract for 2022, awarded, with a first round of twelve from March to October.
    private func contract(
        _ reference: String, of organisation: String, in partnership: String = "plymouth"
    ) async throws {
        clock.set(try day("2022-01-10"))
        try await perform(
            OpenBid(
                reference: reference, organisationCode: organisation, title: "Recruitment \(reference)",
                supplier: nil, openedOn: nil),
            as: "ada", in: partnership)
        clock.set(try day("2022-02-01"))
        try await perform(
            AwardContract(
                reference: reference, supplier: "Open Water Recruitment", awardedOn: nil,
                startsOn: try day("2022-02-14"), endsOn: try day("2023-12-31"), feePerStarterPence: 650_000,
                rebateDays: 90),
            as: "ada", in: partnership)
        clock.set(try day("2022-02-14"))
        try await perform(
            OpenRound(
                reference: RoundReference(contract: reference, number: 1), target: 12,
                opensOn: try day("2022-03-01"), dueOn: try day("2022-10-31"), optionDecideBy: nil, on: nil),
            as: "ada", in: partnership)
    }
}
