import Foundation
import Postgres
import TestSupport
import Testing

@testable import AdminCLI

/// The batch as a process that is killed, doubled, or loses its server: nothing is lost, nothing is done twice.
@Suite(.serialized) struct BatchFaultTests {
    @Test func killedAtAnyLineAndRunAgain() async throws {
        let undisturbed = try await BatchState.undisturbed()
        var random = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: .min ... .max, using: &random)
        print("killedAtAnyLineAndRunAgain: seed \(seed)")
        let points = SeededGenerator(seed: String(seed))
        for turn in 1...5 {
            try await DemoDatabase.with(.manyRounds) { database in
                // Several killings in a row before it may finish.
                for _ in 1...3 {
                    let batch = try BerthProcess.start(
                        BatchState.arguments, environment: Desk.environment(of: database))
                    await batch.lines(Int(points.next() % 13))
                    // Some way into the next transaction: the moment of the kill, not a wait for anything.
                    try await Task.sleep(for: .microseconds(Int(points.next() % 20_000)))
                    batch.signal(SIGKILL)
                    _ = try await batch.outcome()
                    let snapshots = try await DatabaseDump.rows(of: database, tables: ["round_snapshot"])
                    #expect(Set(snapshots).count == snapshots.count)
                }
                let last = try await BerthProcess.run(
                    BatchState.arguments, environment: Desk.environment(of: database))
                #expect(last.code == 0, "seed \(seed), turn \(turn): \(last.testDescription)")
                let state = try await BatchState.read(database)
                #expect(
                    DatabaseDump.difference(undisturbed, state) == [], "seed \(seed), turn \(turn)")
            }
        }
    }

    @Test func severalAtOnceDoItOnce() async throws {
        let undisturbed = try await BatchState.undisturbed()
        try await DemoDatabase.with(.manyRounds) { database in
            let batches = try (1...3).map { _ in
                try BerthProcess.start(BatchState.arguments, environment: Desk.environment(of: database))
            }
            var taken = 0
            for batch in batches {
                let outcome = try await batch.outcome()
                #expect([0, 75].contains(outcome.code), "\(outcome.testDescription)")
                taken += outcome.lines.count { $0.contains("; taken; ") }
            }
            #expect(taken == ManyRounds.count + 1, "each snapshot is taken by one of them")
            let state = try await BatchState.read(database)
            #expect(DatabaseDump.difference(undisturbed, state) == [])
            // Deadlines of practice placements were moved before, as days were recorded.
            let ofRounds = state.filter { !$0.contains("\"subject_kind\": \"practice\"") }
            #expect(ofRounds.count > ManyRounds.count)
            #expect(ofRounds.allSatisfy { !$0.contains("\"version\": 2") && !$0.contains("\"revision\": 2") })
        }
    }

    @Test func backendsEndedInTheMiddle() async throws {
        let undisturbed = try await BatchState.undisturbed()
        for line in [0, 1, 4, 9] {
            try await DemoDatabase.with(.manyRounds) { database in
                let batch = try BerthProcess.start(
                    BatchState.arguments, environment: Desk.environment(of: database))
                await batch.lines(line)
                let name = database.name
                _ = try await TestServer.shared.administer { db in
                    try db.execute(
                        """
                        select pg_terminate_backend(pid)
                        from pg_stat_activity
                        where datname = \(name) and usename = 'berth_app'
                        """)
                }
                let broken = try await batch.outcome()
                // It may have been done by then, or have connected after the ending.
                #expect([0, 1, 69, 75].contains(broken.code), "\(broken.testDescription)")
                if broken.code != 0 { #expect(broken.errors.hasSuffix(".\n"), "\(broken.errors)") }
                let last = try await BerthProcess.run(
                    BatchState.arguments, environment: Desk.environment(of: database))
                #expect(last.code == 0, "\(last.testDescription)")
                #expect(DatabaseDump.difference(undisturbed, try await BatchState.read(database)) == [])
            }
        }
    }
}
