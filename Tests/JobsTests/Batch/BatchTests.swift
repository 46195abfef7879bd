import Domain
@testable import Jobs
import Logging
import OfficeSupport
import Postgres
@testable import Services
import TestSupport
import Testing

@Suite("The batch over the rounds")
struct BatchTests {
    @Test("takes a snapshot of every open round, and run twice changes nothing")
    func twice() async throws {
        try await withOffice { office in
            try await office.populate()
            let first = try await office.batch()
            #expect(first.turns == ["PLY-1/1 taken", "PLY-1/2 option", "TAV-1/1 taken", "TAV-1/2 option"])
            #expect(first.summary.rounds == 4 && first.summary.failed == 0)
            #expect(first.summary.outcomes == [.taken: 2, .option: 2])
            #expect(first.summary.statuses.values.reduce(0, +) == 2)
            #expect(first.summary.deadlinesTouched > 20)
            let before = try await office.digest()
            let second = try await office.batch()
            #expect(
                second.turns == [
                    "PLY-1/1 unchanged", "PLY-1/2 option", "TAV-1/1 unchanged", "TAV-1/2 option",
                ])
            #expect(second.summary.deadlinesTouched == 0)
            #expect(try await office.digest() == before)
            office.clock.set(try day("2022-10-03"))
            #expect(try await office.batch("2022-10-03").turns.first == "PLY-1/1 taken")
            #expect(
                try await office.perform(RoundHistory(reference: try RoundReference("PLY-1/1"))).map {
                    "\($0.asOf)"
                } == ["2022-09-30", "2022-10-03"])
        }
    }

    @Test("a dry run reports and stores nothing")
    func dryRun() async throws {
        try await withOffice { office in
            try await office.populate()
            let before = try await office.digest()
            let run = try await office.batch(dryRun: true)
            #expect(run.summary.rounds == 4 && run.summary.failed == 0 && run.summary.deadlinesTouched > 0)
            #expect(run.summary.statuses.values.reduce(0, +) == 2)
            #expect(try await office.digest() == before)
        }
    }

    @Test("one round that cannot be assessed does not stop the others")
    func badRound() async throws {
        try await withOffice { office in
            try await office.populate()
            // A pathway without the counting milestone: no verb lets this happen, so it is forced.
            try await office.asSuperuser { db in
                _ = try db.execute(
                    """
                    update berth.round set counts_at = 'asye_registered'
                    from berth.contract
                    where contract.contract_id = round.contract_id and contract.reference = 'PLY-1' and round_no = 1
                    """)
            }
            let run = try await office.batch(lanes: 1)
            #expect(run.turns == ["PLY-1/1 bad_data", "PLY-1/2 option", "TAV-1/1 taken", "TAV-1/2 option"])
            #expect(run.summary.failed == 1 && !run.summary.failedOnlyForBeingBusy)
            #expect(run.summary.logLevel == .error)
            let kept = try await office.kept()
            #expect(!kept.contains { $0.hasPrefix("PLY-1/1") } && kept.contains { $0.hasPrefix("TAV-1/1") })
        }
    }

    @Test("the summary is logged at a level set by the share of rounds that failed")
    func level() throws {
        let failure = RoundTargetsBatch.Turn.failed(
            try RoundReference("PLY-1/1"), ServiceError(.busy, "Try again."))
        let success = RoundTargetsBatch.Turn.done(
            RoundTurn(
                reference: try RoundReference("PLY-1/1"), outcome: .unchanged, counts: nil, status: nil,
                changes: [], nextRenewed: nil, deadlinesTouched: 0))
        for (failed, done, level) in [
            (0, 0, "info"), (0, 5, "info"), (1, 99, "warning"), (1, 10, "warning"), (1, 9, "error"),
            (4, 5, "error"), (1, 1, "critical"), (3, 0, "critical"),
        ] {
            var summary = RoundTargetsBatch.Summary.empty(asOf: try day("2022-09-30"))
            for _ in 0..<failed { summary.count(failure) }
            for _ in 0..<done { summary.count(success) }
            #expect(summary.logLevel.rawValue == level, "\(failed) of \(failed + done)")
            #expect(summary.failedOnlyForBeingBusy)
        }
    }

    @Test("who may not run it, and a round that there is not, are refused before anything is done")
    func refused() async throws {
        try await withOffice { office in
            let before = try await office.digest()
            for (login, only) in [("vic", nil), ("cora", "PLY-1/9"), ("cora", "WOR-1/1")]
                as [(String, String?)]
            {
                await #expect(throws: ServiceError.self) {
                    _ = try await office.batch(as: login, only: only)
                }
            }
            #expect(try await office.digest() == before)
            #expect(try await office.batch(only: "TAV-1/1").turns == ["TAV-1/1 taken"])
        }
    }

    @Test("two at once take turns and leave what one would")
    func twoAtOnce() async throws {
        try await withOffice { office in
            try await office.populate()
            let other = PostgresPool(
                configuration: PoolConfiguration(
                    office.database.configuration(as: .application), limits: PoolLimits(connections: 4)),
                logger: TestServer.silent)
            let workspace = Office.workspace(over: other, clock: office.clock)
            async let one = office.batch()
            async let two = office.batch(over: workspace)
            let summaries = try await [one.summary, two.summary]
            await other.shutdown()
            #expect(summaries.map(\.failed) == [0, 0])
            #expect(summaries.map { $0.outcomes[.taken] ?? 0 }.reduce(0, +) == 2)
            #expect(summaries.map { $0.outcomes[.unchanged] ?? 0 }.reduce(0, +) == 2)
            let versions = try await office.asSuperuser { db in
                try db.query("select revision from berth.round_snapshot", as: Int.self)
            }
            #expect(versions == [1, 1])
        }
    }
}
