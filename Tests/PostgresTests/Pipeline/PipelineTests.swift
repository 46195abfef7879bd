import Postgres
import Testing

@Suite struct PipelineTests {
    struct Stop: Error {}

    @Test func manyQueriesInOneRoundTrip() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            for _ in 0..<2 {
                let sums = try db.pipeline { pipeline in
                    let handles = try (0..<100).map { try pipeline.query("select \($0) * 2", as: Int.self) }
                    return try handles.flatMap { try $0.get() }
                }
                #expect(sums == (0..<100).map { $0 * 2 })
            }
            #expect(try db.one("select count(*) from pg_prepared_statements", as: Int.self) == 2)
        }
    }

    @Test func handlesAnswerAfterTheEndToo() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let (rows, touched) = try db.pipeline { pipeline in
                try pipeline.execute("create temp table t (n bigint, s text)")
                let touched = try pipeline.execute("insert into t (n, s) values (1, 'a'), (2, 'b')")
                return (try pipeline.query("select n, s from t order by n", as: (Int, String).self), touched)
            }
            #expect(try rows.get().map(\.1) == ["a", "b"])
            #expect(try touched.get() == 2)
        }
    }

    @Test func anErrorSkipsTheRestAndUndoesTheUnit() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("create temp table t (n bigint)")
            let error = #expect(throws: PostgresError.self) {
                try db.pipeline { pipeline in
                    try pipeline.execute("insert into t (n) values (\(1))")
                    try pipeline.execute("select 1 / \(0)")
                    try pipeline.execute("insert into t (n) values (\(2))")
                }
            }
            #expect(error?.sqlState == "22012")
            #expect(try db.one("select count(*) from t", as: Int.self) == 0)
            // What was prepared before the error is used again, what was not is prepared now.
            try db.pipeline { pipeline in
                try pipeline.execute("insert into t (n) values (\(1))")
                try pipeline.execute("insert into t (n) values (\(Int32(2)))")
            }
            #expect(try db.one("select count(*) from t", as: Int.self) == 2)
        }
    }

    @Test func aHandleThatThrewIsNotReportedAgain() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let after = try db.pipeline { pipeline in
                let bad = try pipeline.query("select 1 / \(0)", as: Int.self)
                let skipped = try pipeline.query("select \(1)", as: Int.self)
                let error = #expect(throws: PostgresError.self) { try bad.get() }
                #expect(error?.sqlState == "22012")
                let aborted = #expect(throws: PostgresError.self) { try skipped.get() }
                #expect(aborted?.kind == .pipelineAborted)
                #expect((aborted?.underlying as? PostgresError)?.sqlState == "22012")
                // A new unit begins after the sync.
                return try pipeline.query("select \(5)", as: Int.self).get()
            }
            #expect(after == [5])
        }
    }

    @Test func theClosuresErrorComesFirstAndTheConnectionIsWell() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            #expect(throws: Stop.self) {
                try db.pipeline { pipeline in
                    try pipeline.execute("select 1 / 0")
                    throw Stop()
                }
            }
            let misfit = #expect(throws: PostgresError.self) {
                try db.pipeline { pipeline in try pipeline.query("select 'x'", as: Int.self).get() }
            }
            #expect(misfit?.kind == .decoding)
            let busy = #expect(throws: PostgresError.self) {
                try db.pipeline { _ in try db.execute("select 1") }
            }
            #expect(busy?.kind == .busy)
            #expect(try db.one("select 1", as: Int.self) == 1)
        }
    }

    @Test func insideATransactionAnErrorSpoilsIt() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("create temp table t (n bigint)")
            let error = #expect(throws: PostgresError.self) {
                try db.transaction { db in
                    try db.execute("insert into t (n) values (1)")
                    try db.pipeline { pipeline in _ = try pipeline.execute("select 1 / 0") }
                }
            }
            #expect(error?.sqlState == "22012")
            #expect(try db.one("select count(*) from t", as: Int.self) == 0)
        }
    }

    @Test func moreThanTheBuffersHoldDoesNotDeadlock() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let large = String(repeating: "x", count: 100_000)
            let lengths = try db.pipeline { pipeline in
                let handles = try (0..<200).map { _ in
                    try pipeline.query("select \(large) || \(large)", as: String.self)
                }
                return try handles.flatMap { try $0.get() }.map(\.utf8.count)
            }
            #expect(lengths == Array(repeating: 200_000, count: 200))
        }
    }

    @Test func aCopyInAPipelineIsRefused() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            #expect(throws: PostgresError.self) {
                try db.pipeline { pipeline in
                    try pipeline.execute("copy (select 1) to stdout")
                    try pipeline.execute("select 1")
                }
            }
            let isWell = db.settle()
            #expect(!isWell)
        }
    }

    @Test func cancellation() async throws {
        let connection = try await Fixture.connect()
        let process = await connection.backendProcess
        let task = Task {
            try await connection.perform { db in
                try db.pipeline { pipeline in
                    try pipeline.execute("select 1")
                    try pipeline.execute("select pg_sleep(600)")
                    try pipeline.execute("select 2")
                }
            }
        }
        try await Fixture.untilRunning(process, "pg_sleep")
        task.cancel()
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(try await connection.one("select 1", as: Int.self) == 1)
        await connection.close()
    }

    @Test func aCommitThatIsRefusedAtTheSyncFailsEveryHandle() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute(
                "create temp table t (n bigint, constraint t_once unique (n) deferrable initially deferred)")
            let handles = try db.pipeline { pipeline in
                let handles = [
                    try pipeline.execute("insert into t (n) values (\(1))"),
                    try pipeline.execute("insert into t (n) values (\(1))"),
                ]
                for handle in handles {
                    let error = #expect(throws: PostgresError.self) { try handle.get() }
                    #expect(error?.sqlState == "23505")
                    #expect(error?.constraintName == "t_once")
                }
                // The connection is well, and a new unit begins.
                return [try pipeline.execute("insert into t (n) values (\(2))")]
            }
            #expect(try handles.map { try $0.get() } == [1])
            #expect(try db.query("select n from t", as: Int.self) == [2])
            // Also when nobody asks a handle.
            let error = #expect(throws: PostgresError.self) {
                try db.pipeline { pipeline in
                    for _ in 0..<2 { try pipeline.execute("insert into t (n) values (3)") }
                }
            }
            #expect(error?.sqlState == "23505")
            #expect(try db.one("select count(*) from t", as: Int.self) == 1)
        }
    }

    @Test func aBackendThatDiesAtTheSyncLeavesTheCommitUnknown() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
                try db.script(
                    """
                    create temp table doomed (n int);
                    create function pg_temp.die() returns trigger language plpgsql as
                        $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(600); return null; end $$;
                    create constraint trigger die after insert on doomed deferrable initially deferred
                        for each row execute function pg_temp.die();
                    """)
                try db.pipeline { pipeline in
                    let handle = try pipeline.execute("insert into doomed (n) values (1)")
                    #expect(
                        #expect(throws: PostgresError.self) { try pipeline.sync() }?.isConnectionLoss == true)
                    _ = try handle.get()
                }
            }
        }
        #expect(error?.kind == .commitOutcomeUnknown)
        #expect(error?.isRetryable == false)
    }

    @Test func aResultThatCannotBeReadDoesNotHideWhatTheServerRefused() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.pipeline { pipeline in
                let misfit = try pipeline.query("select 'x'", as: Int.self)
                let refused = try pipeline.query("select 1 / \(0)", as: Int.self)
                let skipped = try pipeline.query("select 2", as: Int.self)
                #expect(#expect(throws: PostgresError.self) { try misfit.get() }?.kind == .decoding)
                #expect(#expect(throws: PostgresError.self) { try refused.get() }?.sqlState == "22012")
                let aborted = #expect(throws: PostgresError.self) { try skipped.get() }
                #expect((aborted?.underlying as? PostgresError)?.sqlState == "22012")
            }
            let unasked = #expect(throws: PostgresError.self) {
                try db.pipeline { pipeline in _ = try pipeline.query("select 'x'", as: Int.self) }
            }
            #expect(unasked?.kind == .decoding)
        }
    }
}
