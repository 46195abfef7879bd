import Domain
import Logging
import OfficeSupport
import Postgres
import Services
import TestSupport
import Testing

@testable import Jobs

/// The batch over the partnerships of its operator.
@Suite("The batch over several partnerships")
struct RoundTargetsBatchTests {
    private func run(
        _ office: Office, as login: String, in partnership: String? = nil, asOf: String = "2022-09-30",
        only: String? = nil, dryRun: Bool = false
    ) async throws -> (summary: RoundTargetsBatch.Summary, turns: [String]) {
        let actor = try await office.workspace.signIn(login, partnership: partnership)
        var turns: [String] = []
        let summary = try await RoundTargetsBatch(workspace: office.workspace, logger: TestServer.silent)
            .runEverywhere(
                as: actor, asOf: try day(asOf), only: try only.map { try RoundReference($0) }, dryRun: dryRun
            ) { turn in
                switch turn {
                case .done(let done): turns.append("\(done.reference) \(done.outcome.rawValue)")
                case .failed(let reference, let error): turns.append("\(reference) \(error.kind.rawValue)")
                case .partnershipFailed(let code, let error): turns.append("\(code) \(error.kind.rawValue)")
                }
            }
        return (summary, turns)
    }

    private func refusal(_ body: () async throws -> Void) async throws -> ServiceError? {
        do {
            try await body()
            return nil
        } catch let error as ServiceError {
            return error
        }
    }

    @Test("every partnership of the operator is done, or the one that is named")
    func everywhere() async throws {
        try await withOffice { office in
            let all = try await run(office, as: "ada")
            #expect(all.turns == ["PLY-1/1 taken", "PLY-1/2 option", "TAV-1/1 taken", "WOR-1/1 taken"])
            #expect(all.summary.rounds == 4 && all.summary.failed == 0)
            let one = try await run(office, as: "ada", in: "worcestershire")
            #expect(one.turns == ["WOR-1/1 unchanged"])
        }
    }

    @Test("a partnership in which the operator may not run the batch is skipped")
    func skipped() async throws {
        try await withOffice { office in
            try await office.perform(
                AddStaff(login: "zoe", fullName: "Zoe", email: nil), as: "ada", in: "worcestershire")
            try await office.perform(
                GrantRole(login: "zoe", role: .manager, organisationCode: nil), as: "ada",
                in: "worcestershire")
            try await office.perform(
                GrantRole(login: "zoe", role: .coordinator, organisationCode: "tavy_trust"), as: "ada")
            let zoe = try await office.workspace.signIn("zoe", partnership: nil)
            #expect(zoe.partnership == nil && zoe.batchPartnerships.map(\.code) == ["worcestershire"])
            let done = try await run(office, as: "zoe")
            #expect(done.turns == ["WOR-1/1 taken"] && done.summary.partnershipsFailed == 0)
            let named = try await refusal { _ = try await run(office, as: "zoe", in: "plymouth") }
            #expect(named?.kind == .notAllowed)
            let nowhere = try await refusal { _ = try await run(office, as: "olga") }
            #expect(nowhere?.kind == .notAllowed)
        }
    }

    @Test("a round is done where it is found, and refused when nobody has it")
    func oneRound() async throws {
        try await withOffice { office in
            for reference in ["PLY-1/1", "WOR-1/1"] {
                let found = try await run(office, as: "ada", only: reference)
                #expect(found.turns == ["\(reference) taken"] && found.summary.partnershipsFailed == 0)
            }
            let missing = try await refusal { _ = try await run(office, as: "ada", only: "NONE-1/1") }
            #expect(missing?.kind == .notFound && missing?.message.contains("NONE-1/1") == true)
            #expect(missing?.message.contains("plymouth, worcestershire") == true)
        }
    }

    @Test("a partnership that fails is reported and does not stop the others")
    func failing() async throws {
        try await withOffice { office in
            // Every look at Plymouth's rounds fails.
            try await office.asSuperuser { db in
                try db.script(
                    """
                    create function berth.broken(id uuid) returns boolean language plpgsql as $$
                    begin
                        if exists (select from berth.partnership where partnership_id = id and code = 'plymouth') then
                            raise exception 'broken';
                        end if;
                        return true;
                    end $$;
                    create policy broken on berth.round as restrictive for select
                        using (berth.broken(partnership_id));
                    """)
            }
            let done = try await run(office, as: "ada")
            #expect(done.turns == ["plymouth internal", "WOR-1/1 taken"])
            #expect(done.summary.partnershipsFailed == 1 && done.summary.rounds == 1)
            #expect(!done.summary.failedOnlyForBeingBusy && done.summary.logLevel > .info)
        }
    }

    @Test("a day after today is refused, unless it is a dry run", arguments: ["plymouth", nil])
    func future(partnership: String?) async throws {
        try await withOffice { office in
            let before = try await office.digest()
            let refused = try await refusal {
                _ = try await run(office, as: "ada", in: partnership, asOf: "2022-10-01")
            }
            #expect(refused?.kind == .badData && refused?.message.contains("--dry-run") == true)
            let dry = try await run(office, as: "ada", in: partnership, asOf: "2022-10-01", dryRun: true)
            #expect(dry.turns.first == "PLY-1/1 taken" && dry.summary.deadlinesTouched == 1)
            #expect(try await office.digest() == before)
        }
    }
}
