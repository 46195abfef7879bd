import Domain
import Foundation
import OfficeSupport
import Postgres
@testable import Services
import TestSupport
import Testing

@Suite("Who may do what")
struct VerbMatrixTests {
    @Test("every verb of the services is tried, and asks for the action that it should")
    func complete() throws {
        let verbs = try VerbMatrix.verbs(candidate: "PLY-C-0001", roundID: UUID())
        let tried = Set(verbs.map { "\(type(of: $0.verb))" })
        #expect(tried.subtracting(try VerbMatrix.namesInSources()) == [])
        #expect(try VerbMatrix.namesInSources().subtracting(tried) == Self.triedElsewhere)
        for (verb, action) in verbs { #expect(type(of: verb).action == action, "\(type(of: verb))") }
        let asked = Set(verbs.map(\.action))
        let left = Set(Action.allCases).subtracting(asked)
        #expect(
            left.subtracting([
                .managePartnership, .overrideMilestoneOrder, .backdateRecords, .importData, .exportData,
                .overrideApproval,
            ]) == [])
    }

    /// Verbs that nobody asks for by name: this one fills databases for measurements.
    static let triedElsewhere: Set<String> = [
        "SeedVolumePartnership", "SeedVolumeMatching", "SeedVolumeWorkforce", "SeedVolumeApprentices",
    ]

    static let people: [(login: String, role: Role)] = [
        ("ada", .admin), ("cora", .coordinator), ("max", .manager), ("vic", .viewer), ("pia", .panel),
        ("paul", .partner),
    ]

    @Test(
        "each role gets past the permission for what it may do, and changes nothing else", arguments: people)
    func matrix(login: String, role: Role) async throws {
        try await withOffice { office in
            let candidate = try await office.register(
                "Thandi", "Nkosi", round: "TAV-1/1", of: "tavy_trust")
            try await office.record(["sourced"], of: candidate, from: "2022-03-10")
            try await office.furnishPlacements()
            try await office.perform(
                PlacePractice(student: "TAV/S2", placement: "TAV/P1", reason: "agreed by telephone"))
            try await office.perform(RecordPracticeMilestone(reference: "TAV/S2", milestone: "started"))
            try await office.furnishApprenticeships()
            try await office.perform(SignReport(ReportTakeUp()), as: "max")
            try await office.load(
                "headcounts",
                "organisation,measured_on,headcount,correction_reason\ntavy_trust,2021-03-31,201,recounted\n")
            try await office.furnishWorkforce()
            try await office.colleague("rita", "Rita Runner", .coordinator)
            try await office.perform(RunMatch(term: "autumn-2022"), as: "rita")
            let roundID = try await office.asSuperuser { db in
                try db.one(
                    """
                    select round.round_id from berth.round
                    join berth.contract on contract.contract_id = round.contract_id
                    where contract.reference = 'TAV-1'
                    """, as: UUID.self)
            }
            let person = try await office.signIn(login)
            let verbs = try VerbMatrix.verbs(candidate: candidate, roundID: roundID)
            let before = try await office.digest()
            var denied = 0
            for (verb, action) in verbs where Permissions.scope(of: role, for: action) == .none {
                await expectRefusal(.notAllowed, "\(login) may not \(action.phrase) in Plymouth") {
                    _ = try await office.workspace.perform(verb, as: person)
                }
                denied += 1
            }
            #expect(try await office.digest() == before, "what is denied changes nothing")
            for (verb, action) in verbs where Permissions.scope(of: role, for: action) != .none {
                do throws(ServiceError) {
                    _ = try await office.workspace.perform(verb, as: person)
                } catch {
                    #expect(error.kind != .notAllowed, "\(type(of: verb)): \(error)")
                    #expect(error.kind != .internal && error.kind != .usage, "\(type(of: verb)): \(error)")
                    // Somebody of another organisation does not even learn that the candidate exists.
                    if role != .panel && role != .manager {
                        #expect(error.kind != .notFound, "\(type(of: verb)): \(error)")
                    }
                }
            }
            #expect((role == .admin) == (denied == 0))
        }
    }

    @Test("a panel member and a partner reach the people of their own organisation only")
    func ownOrganisation() async throws {
        try await withOffice { office in
            let ours = try await office.register("Thandi", "Nkosi", round: "TAV-1/1", of: "tavy_trust")
            let theirs = try await office.register("Peter", "Adeyemi")
            try await office.record(["sourced"], of: ours, from: "2022-03-10")
            for (login, own, other) in [
                ("paul", ours, theirs), ("pia", theirs, ours), ("olga", ours, theirs),
            ] {
                let found = try await office.perform(SearchCandidates(), as: login)
                #expect(found.map(\.candidateRef) == [own])
                #expect(
                    try await office.perform(ShowCandidate(reference: own), as: login).candidate.candidateRef
                        == own)
                let milestone = own == ours ? "screened" : "sourced"
                try await expectRefusalLeavesAlone(office, .notFound, "There is no candidate \(other)") {
                    try await office.perform(ShowCandidate(reference: other), as: login)
                }
                try await expectRefusalLeavesAlone(office, .notFound, "There is no candidate \(other)") {
                    try await office.perform(
                        RecordMilestone(reference: other, milestone: "sourced", on: nil), as: login)
                }
                if login != "olga" {
                    try await office.perform(
                        RecordMilestone(reference: own, milestone: milestone, on: nil), as: login)
                }
            }
            try await expectRefusalLeavesAlone(office, .notAllowed) {
                _ = try await office.register(
                    "Ngozi", "Okafor", round: nil, of: "plymouth_council", as: "paul")
            }
            try await expectRefusalLeavesAlone(office, .notFound, "There is no contract PLY-1") {
                try await office.perform(
                    EndContract(reference: "PLY-1", endedOn: nil, reason: "over"), as: "olga")
            }
            #expect(
                try await office.perform(ListContracts(), as: "olga").map(\.contract.contractRef) == ["TAV-1"]
            )
            #expect(try await office.perform(ListRounds(), as: "olga").map(\.ref) == ["TAV-1/1"])
        }
    }

    @Test("somebody of one organisation may not decide about the partnership as a whole, whatever the role")
    func limitedAdministrator() async throws {
        try await withOffice { office in
            try await office.colleague("tess", "Tess Ofthetrust", .admin, of: "tavy_trust")
            let verbs: [any Verb] = [
                GrantRole(login: "tess", role: .admin, organisationCode: nil),
                AddStaff(login: "friend", fullName: "A Friend", email: nil), ArchiveStaff(login: "ada"),
                ListStaff(),
                AddOrganisation(code: "friends", name: "Friends", kind: .business, website: nil),
                VerifyAudit(),
            ]
            let tess = try await office.signIn("tess")
            for verb in verbs {
                try await expectRefusalLeavesAlone(office, .notAllowed, "tess may not") {
                    _ = try await office.workspace.perform(verb, as: tess)
                }
            }
            #expect(try await office.workspace.perform(ListContracts(), as: tess).count == 1)
        }
    }
}
