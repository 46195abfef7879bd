import Domain
import FoundationEssentials
import Jobs
import OfficeSupport
import Postgres
import RandomSupport
import Services
import TestSupport
import Testing

@Suite("The batch, interrupted", .serialized)
struct BatchFaultTests {
    /// What an undisturbed batch leaves.
    private func undisturbed() async throws -> [String] {
        try await withOffice { office in
            try await office.populate()
            _ = try await office.batch()
            return try await office.kept()
        }
    }

    @Test("backends ended at random points lose nothing and repeat nothing")
    func killed() async throws {
        var random = Seeded.printed("batch killed at random points")
        let expected = try await undisturbed()
        #expect(expected.count > 20)
        for round in 0..<6 {
            let blows = (1...3).map { _ in Int.random(in: 0...40, using: &random) }
            try await withOffice { office in
                try await office.populate()
                var failures = 0
                for pauses in blows {
                    // The number of questions asked before the blow is the random point; nothing sleeps. The blow
                    // returns when the backends are gone, so none of them dies in a later attempt.
                    async let killing: Void = office.asSuperuser { db in
                        for _ in 0..<pauses { try db.execute("select count(*) from pg_stat_activity") }
                        try db.execute(
                            """
                            select pg_terminate_backend(pid, 10000) from pg_stat_activity
                            where datname = current_database() and pid <> pg_backend_pid()
                              and backend_type = 'client backend'
                            """)
                    }
                    do {
                        failures += try await office.batch(lanes: 2).summary.failed
                    } catch let error as ServiceError {
                        #expect([.unavailable, .busy].contains(error.kind), "\(error)")
                        failures += 1
                    }
                    try await killing
                    #expect(
                        try await Set(office.kept()).isSubset(of: Set(expected)),
                        "what is stored is whole, \(failures) failures, blows \(blows)")
                }
                let last = try await office.batch()
                #expect(last.summary.failed == 0)
                #expect(try await office.kept() == expected, "in round \(round), blows \(blows)")
                #expect(try await office.batch().summary.deadlinesTouched == 0)
            }
        }
    }

    @Test("cancelled in the middle and run again it leaves what one run would")
    func cancelled() async throws {
        let expected = try await undisturbed()
        try await withOffice { office in
            try await office.populate()
            for stop in 0..<3 {
                let (turns, reported) = AsyncStream.makeStream(of: Void.self)
                let cora = try await office.signIn("cora")
                let date = try day("2022-09-30")
                let run = Task {
                    try await RoundTargetsBatch(workspace: office.workspace, logger: TestServer.silent).run(
                        as: cora, asOf: date, lanes: 1
                    ) { _ in reported.yield() }
                }
                var seen = turns.makeAsyncIterator()
                for _ in 0..<stop { _ = await seen.next() }
                run.cancel()
                _ = await run.result
                #expect(try await Set(office.kept()).isSubset(of: Set(expected)))
            }
            #expect(try await office.batch().summary.failed == 0)
            #expect(try await office.kept() == expected)
        }
    }
}
