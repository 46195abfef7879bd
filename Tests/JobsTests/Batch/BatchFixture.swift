import Domain
import Jobs
import OfficeSupport
import Postgres
import Services
import TestSupport

extension Office {
    /// Runs the batch; answers the summary and the turns in the order in which they were reported.
    func batch(
        _ asOf: String = "2022-09-30", as login: String = "cora", only: String? = nil, dryRun: Bool = false,
        lanes: Int = 2, over workspace: Workspace? = nil
    ) async throws -> (summary: RoundTargetsBatch.Summary, turns: [String]) {
        var turns: [String] = []
        let summary = try await RoundTargetsBatch(
            workspace: workspace ?? self.workspace, logger: TestServer.silent
        ).run(
            as: try await signIn(login), asOf: try day(asOf), only: try only.map { try RoundReference($0) },
            dryRun: dryRun, lanes: lanes
        ) { turn in
            switch turn {
            case .done(let done): turns.append("\(done.reference) \(done.outcome.rawValue)")
            case .failed(let reference, let error): turns.append("\(reference) \(error.kind.rawValue)")
            case .partnershipFailed(let code, let error): turns.append("\(code) \(error.kind.rawValue)")
            }
        }
        return (summary, turns)
    }

    /// Everything that the batch keeps, without who did it when and in how many tries.
    func kept() async throws -> [String] {
        try await asSuperuser { db in
            try db.query(
                """
                select contract.reference || '/' || round.round_no || ' ' || kept.what
                from (
                    select round_id, concat_ws(' ', as_of, target, achieved, on_course, at_risk, will_miss, lost,
                                               status, candidates, changes) as what
                    from berth.round_snapshot
                    union all
                    select subject_id, concat_ws(' ', kind, pathway_code, milestone_code, owner, inputs,
                                                 original_due_on, due_on, opened_on, closed_on, closed_because)
                    from berth.deadline
                ) as kept
                join berth.round on round.round_id = kept.round_id
                join berth.contract on contract.contract_id = round.contract_id
                order by 1
                """, as: String.self)
        }
    }

    /// Candidates at every stage in the rounds of Plymouth, the same in each office, and a fourth round.
    func populate() async throws {
        try await perform(
            OpenRound(
                reference: try RoundReference("TAV-1/2"), target: 2, opensOn: try day("2022-11-01"),
                dueOn: try day("2023-03-31"), optionDecideBy: try day("2022-10-20"), on: nil))
        for (place, milestone) in ["sourced", "offer_accepted", "registered", "visa_granted"].enumerated() {
            for (round, organisation) in [("PLY-1/1", "plymouth_council"), ("TAV-1/1", "tavy_trust")] {
                let reference = try await register(
                    "Person \(place)", "Of \(organisation)", round: round, of: organisation)
                try await record(upTo: milestone, of: reference, from: "2022-03-08", every: 10)
            }
        }
    }
}
