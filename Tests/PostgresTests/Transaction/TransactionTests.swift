import Postgres
import Testing

@Suite struct TransactionTests {
    struct Stop: Error {}

    @Test func commitsAndRollsBack() async throws {
        try await Fixture.withConnection { db in
            try db.execute("create temp table entry (n bigint not null)")
            try db.transaction { db in _ = try db.execute("insert into entry (n) values (1)") }
            #expect(throws: Stop.self) {
                try db.transaction { db in
                    try db.execute("insert into entry (n) values (2)")
                    throw Stop()
                }
            }
            #expect(try db.query("select n from entry", as: Int.self) == [1])
            #expect(db.transactionStatus == .idle)
        }
    }

    @Test func commitOfAFailedTransactionIsAnError() async throws {
        try await Fixture.withConnection { db in
            let error = #expect(throws: PostgresError.self) {
                try db.transaction { db in
                    do { try db.execute("select 1 / 0") } catch SQLState.Class.dataException {}
                }
            }
            #expect(error?.kind == .transactionRolledBack)
            #expect((error?.underlying as? PostgresError)?.sqlState == "22012")
            #expect(db.transactionStatus == .idle)
        }
    }

    @Test func nestedTransactionIsASavepoint() async throws {
        try await Fixture.withConnection { db in
            try db.execute("create temp table entry (n bigint not null)")
            try db.transaction { db in
                try db.execute("insert into entry (n) values (1)")
                do {
                    try db.transaction { db in
                        try db.execute("insert into entry (n) values (2)")
                        try db.execute("select 1 / 0")
                    }
                } catch let error as PostgresError where error.sqlState == "22012" {}
                try db.transaction { db in _ = try db.execute("insert into entry (n) values (3)") }
            }
            #expect(try db.query("select n from entry order by n", as: Int.self) == [1, 3])
        }
    }

    @Test func setupRunsWithBegin() async throws {
        try await Fixture.withConnection { db in
            let actor = "O'Brien \\ \"x\""
            let options = TransactionOptions(
                isolation: .repeatableRead, readOnly: true,
                setup: ["set local berth.actor = \(literal: actor)"])
            let seen = try db.transaction(options) { db in
                try [
                    "select current_setting('berth.actor')", "show transaction_isolation",
                    "show transaction_read_only",
                ].map { try db.one(SQL(unsafeRaw: $0), as: String.self) }
            }
            #expect(seen == [actor, "repeatable read", "on"])
            #expect(try db.one("select current_setting('berth.actor', true)", as: String.self) == "")
        }
    }

    @Test func aTransactionEndedInsideIsNoSuccess() async throws {
        try await Fixture.withConnection { db in
            try db.execute("create temp table entry (n bigint not null)")
            for end in ["rollback", "commit", "rollback and chain; commit"] {
                let error = #expect(throws: PostgresError.self) {
                    try db.transaction { db in
                        try db.execute("insert into entry (n) values (1)")
                        try db.script(end)
                        try db.execute("insert into entry (n) values (2)")
                    }
                }
                #expect(error?.kind == .misuse)
                // The connection is at rest and well.
                try db.transaction { db in _ = try db.execute("insert into entry (n) values (3)") }
            }
        }
    }
}
