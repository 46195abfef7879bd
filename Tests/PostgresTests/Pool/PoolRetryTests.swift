import Synchronization
import TestSupport
import Testing

@testable import Postgres

@Suite("Transactions that are run again")
struct PoolRetryTests {
    private func raise(_ code: String) -> String {
        "do $$ begin raise exception using errcode = '\(code)', message = 'staged'; end $$"
    }

    @Test("serialization failures and deadlocks are run again, whole", arguments: ["40001", "40P01"])
    func retried(code: String) async throws {
        try await withDatabase(.empty) { database in
            let pool = database.pool()
            let attempts = Atomic(0)
            try await pool.withConnection { db in try db.script("create table step (attempt integer)") }
            try await pool.transaction { db in
                let attempt = attempts.wrappingAdd(1, ordering: .relaxed).newValue
                try db.execute("insert into step (attempt) values (\(attempt))")
                if attempt < 3 { try db.script(raise(code)) }
            }
            let steps = try await pool.withConnection { db in
                try db.query("select attempt from step", as: Int.self)
            }
            #expect(steps == [3], "nothing of the failed attempts is left")
        }
    }

    @Test("retries end, and the last error is thrown")
    func bounded() async throws {
        try await withDatabase(.empty) { database in
            let attempts = Atomic(0)
            let error = await #expect(throws: PostgresError.self) {
                try await database.pool().transaction(retries: 2) { db in
                    attempts.wrappingAdd(1, ordering: .relaxed)
                    try db.script(raise("40001"))
                }
            }
            #expect(error?.sqlState == .serializationFailure)
            #expect(attempts.load(ordering: .relaxed) == 3)
        }
    }

    @Test("no other error is run again", arguments: ["23505", "40002", "57014", "P0001"])
    func notRetried(code: String) async throws {
        try await withDatabase(.empty) { database in
            let attempts = Atomic(0)
            await #expect(throws: PostgresError.self) {
                try await database.pool().transaction { db in
                    attempts.wrappingAdd(1, ordering: .relaxed)
                    try db.script(raise(code))
                }
            }
            #expect(attempts.load(ordering: .relaxed) == 1)
        }
    }

    @Test("a failure the closure swallowed still runs the whole again")
    func swallowed() async throws {
        try await withDatabase(.empty) { database in
            let attempts = Atomic(0)
            try await database.pool().transaction { db in
                guard attempts.wrappingAdd(1, ordering: .relaxed).newValue == 1 else { return }
                try? db.script(raise("40001"))
            }
            #expect(attempts.load(ordering: .relaxed) == 2)
        }
    }

    @Test("a commit whose outcome is unknown is never run again")
    func unknownCommit() async throws {
        try await withDatabase(.empty) { database in
            let pool = database.pool()
            // A deferred trigger ends the session in the middle of the commit.
            try await pool.withConnection { db in
                try db.script(
                    """
                    create table fatal (id integer);
                    create function suicide() returns trigger language plpgsql as
                        $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$;
                    create constraint trigger suicide after insert on fatal
                        deferrable initially deferred for each row execute function suicide();
                    """)
            }
            let attempts = Atomic(0)
            let error = await #expect(throws: PostgresError.self) {
                try await pool.transaction { db in
                    attempts.wrappingAdd(1, ordering: .relaxed)
                    try db.execute("insert into fatal (id) values (1)")
                }
            }
            #expect(error?.kind == .commitOutcomeUnknown)
            #expect(attempts.load(ordering: .relaxed) == 1)
        }
    }

    @Test("transfers that collide under serializable all take place, and money is kept")
    func transfers() async throws {
        try await withDatabase(.empty) { database in
            let pool = database.pool()
            try await pool.withConnection { db in
                try db.script(
                    """
                    create table account (id integer, pence bigint);
                    insert into account (id, pence) select id, 1000 from generate_series(1, 4) as id
                    """)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        try await pool.transaction(.serializable, retries: 200) { db in
                            let from = number % 4 + 1
                            let to = (number + 1) % 4 + 1
                            let pence = try db.one(
                                "select pence from account where id = \(from)", as: Int.self)
                            try db.execute("update account set pence = \(pence - 10) where id = \(from)")
                            try db.execute("update account set pence = pence + 10 where id = \(to)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let pence = try await pool.withConnection { db in
                try db.query("select pence from account order by id", as: Int.self)
            }
            #expect(pence == [1000, 1000, 1000, 1000])
        }
    }
}
