import Postgres
import Testing

@Suite struct LostConnectionTests {
    @Test func midQuery() async throws {
        let connection = try await Fixture.connect()
        let process = await connection.backendProcess
        let task = Task { try await connection.execute("select pg_sleep(600)") }
        try await Fixture.untilRunning(process, "pg_sleep")
        try await Fixture.terminate(process)
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .connectionLost)
        #expect(error?.sqlState == .adminShutdown)
        #expect(await !connection.isUsable)
        let after = await #expect(throws: PostgresError.self) { try await connection.execute("select 1") }
        #expect(after?.kind == .closed)
        #expect(await connection.settle() == false)
        await connection.close()
    }

    @Test func whileIdleAndInATransaction() async throws {
        let connection = try await Fixture.connect()
        let process = await connection.backendProcess
        let error = await #expect(throws: PostgresError.self) {
            try await connection.performSuspending { db in
                try await db.suspendingTransaction { db in
                    try db.execute("select 1")
                    try await Fixture.terminate(process)
                    try db.execute("select 2")
                }
            }
        }
        #expect(error?.kind == .connectionLost)
        #expect(await connection.transactionStatus == .unknown)
    }

    @Test func midCommitNobodyKnows() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await Fixture.withConnection { db in
                try db.script(
                    """
                    create temp table doomed (n int);
                    create function pg_temp.die() returns trigger language plpgsql as
                        $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(600); return null; end $$;
                    create constraint trigger die after insert on doomed deferrable initially deferred
                        for each row execute function pg_temp.die();
                    """)
                try db.transaction { db in _ = try db.execute("insert into doomed (n) values (1)") }
            }
        }
        #expect(error?.kind == .commitOutcomeUnknown)
        #expect(error?.isRetryable == false)
    }

    @Test func midCopyIn() async throws {
        let connection = try await Fixture.connect()
        try await connection.execute("create temp table target (t text)")
        let process = await connection.backendProcess
        let error = await #expect(throws: PostgresError.self) {
            try await connection.performSuspending { db in
                let writer = try db.copyIn("copy target (t) from stdin")
                try writer.writeRow("one")
                try await Fixture.terminate(process)
                for _ in 0..<10_000 { try writer.write(String(repeating: "x", count: 1000) + "\n") }
                try writer.finish()
            }
        }
        #expect(error?.kind == .connectionLost)
    }

    @Test func midCopyOutAndMidStream() async throws {
        for streaming in [true, false] {
            let connection = try await Fixture.connect()
            let process = await connection.backendProcess
            let task = Task {
                // More than the buffers of the socket hold, with a pause after the first rows.
                let source =
                    "select pg_sleep(case when n = 5000 then 600 else 0 end), n from generate_series(1, 9000) as n"
                try await connection.perform { db in
                    if streaming {
                        try db.forEachRow(SQL(unsafeRaw: source), as: (String, Int).self) { _, _ in }
                    } else {
                        try db.copyOut(SQL(unsafeRaw: "copy (\(source)) to stdout")) { _ in }
                    }
                }
            }
            try await Fixture.untilRunning(process, "pg_sleep")
            try await Fixture.terminate(process)
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.kind == .connectionLost)
        }
    }

    @Test func midPipeline() async throws {
        let connection = try await Fixture.connect()
        let process = await connection.backendProcess
        let task = Task {
            try await connection.perform { db in
                try db.pipeline { pipeline in
                    for _ in 0..<5 { _ = try pipeline.query("select 1", as: Int.self) }
                    try pipeline.execute("select pg_sleep(600)")
                    for _ in 0..<5 { _ = try pipeline.query("select 1", as: Int.self) }
                }
            }
        }
        try await Fixture.untilRunning(process, "pg_sleep")
        try await Fixture.terminate(process)
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .connectionLost)
        #expect(await !connection.isUsable)
    }

    @Test func closedConnectionsSaySo() async throws {
        let connection = try await Fixture.connect()
        await connection.close()
        await connection.close()
        let error = await #expect(throws: PostgresError.self) { try await connection.execute("select 1") }
        #expect(error?.kind == .closed)
        #expect(await connection.settle() == false)
    }
}
