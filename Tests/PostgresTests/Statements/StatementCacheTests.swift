import Postgres
import Testing

@Suite struct StatementCacheTests {
    private static let count: SQL = "select count(*) from pg_prepared_statements"

    @Test func preparesOnceAndKeepsTheMostRecentlyUsed() async throws {
        try await Fixture.withConnection({ $0.preparedStatements = .cached(limit: 4) }) {
            (db: isolated PostgresConnection) throws in
            for round in 0..<3 {
                for column in 0..<10 {
                    let sql: SQL = "select \(round) as \(identifier: "c\(column)")"
                    #expect(try db.one(sql, as: Int.self) == round)
                    // Used every time, so it never goes.
                    _ = try db.one("select \(column) as kept", as: Int.self)
                }
            }
            // The evicted are given up with the next statement that is prepared, so one more may be there.
            #expect(try db.one(StatementCacheTests.count, as: Int.self) <= 5)
            let kept = try db.one(
                "select count(*) from pg_prepared_statements where statement like '%kept'", as: Int.self)
            #expect(kept == 1)
        }
    }

    @Test func givesEveryTypeItsOwnStatement() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            #expect(try db.one("select pg_typeof(\(1))::text", as: String.self) == "bigint")
            #expect(try db.one("select pg_typeof(\("1"))::text", as: String.self) == "text")
            #expect(try db.one("select pg_typeof(\(Int32(1)))::text", as: String.self) == "integer")
        }
    }

    @Test func preparesNothingWhenDisabledNorUtilities() async throws {
        try await Fixture.withConnection({ $0.preparedStatements = .disabled }) {
            (db: isolated PostgresConnection) throws in
            #expect(try db.one("select \(1)", as: Int.self) == 1)
            #expect(try db.one(StatementCacheTests.count, as: Int.self) == 0)
        }
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("set work_mem = '8MB'")
            try db.execute("create temp table t (n int)")
            #expect(try db.one("show work_mem", as: String.self) == "8MB")
            #expect(try db.one(StatementCacheTests.count, as: Int.self) == 1)
        }
    }

    @Test func survivesChangedTablesAndForgottenStatements() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.script("create temp table shape (n bigint); insert into shape (n) values (1)")
            let sql: SQL = "select * from shape where n > \(0)"
            #expect(try db.one(sql, as: Int.self) == 1)
            try db.execute("alter table shape add m bigint default 5")
            #expect(try db.one(sql, as: (Int, Int).self) == (1, 5))
            try db.script("deallocate all")
            #expect(try db.one(sql, as: (Int, Int).self) == (1, 5))
            try db.execute("discard all")
            #expect(try db.one("select \(3)", as: Int.self) == 3)
        }
    }

    @Test func insideATransactionAStaleStatementIsAnErrorOnce() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let sql: SQL = "select \(7)"
            _ = try db.one(sql, as: Int.self)
            try db.script("deallocate all")
            do {
                _ = try db.transaction { db in try db.one(sql, as: Int.self) }
                Issue.record("the server should not know the statement")
            } catch SQLState.invalidStatementName {}
            #expect(try db.transaction { db in try db.one(sql, as: Int.self) } == 7)
        }
    }

    @Test func aFailedPrepareLeavesNothingBehind() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            for _ in 0..<3 {
                #expect(throws: PostgresError.self) { try db.execute("select nothing_here from nowhere") }
            }
            #expect(try db.one(StatementCacheTests.count, as: Int.self) == 1)
        }
    }

    @Test func textsThatOnlyLookAlikeAreDifferentStatements() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            // One letter as one scalar and as two: equal to Swift, not to the server.
            let (composed, apart) = ("Jos\u{e9}", "Jose\u{301}")
            #expect(composed == apart)
            for _ in 0..<2 {
                for name in [composed, apart, apart, composed] {
                    let sql: SQL = "select octet_length(\(literal: name)) + \(0)"
                    #expect(try db.one(sql, as: Int.self) == name.utf8.count)
                }
            }
            let both = try db.pipeline { pipeline in
                let handles = try [composed, apart].map { name in
                    try pipeline.query("select 1 + octet_length(\(literal: name))", as: Int.self)
                }
                return try handles.flatMap { try $0.get() }
            }
            #expect(both == [6, 7])
        }
    }

    @Test func whatIsEvictedInTransactionsIsGivenUpToo() async throws {
        try await Fixture.withConnection({ $0.preparedStatements = .cached(limit: 4) }) {
            (db: isolated PostgresConnection) throws in
            for round in 0..<3 {
                for column in 0..<40 {
                    let name = "c\(round)_\(column)"
                    let sql: SQL = "select \(column) as \(identifier: name)"
                    switch round {
                    case 0: #expect(try db.transaction { db in try db.one(sql, as: Int.self) } == column)
                    case 1:
                        try db.script("begin")
                        #expect(try db.one(sql, as: Int.self) == column)
                        try db.script("commit")
                        let isWell = db.settle()
                        #expect(isWell)
                    default:
                        let rows = try db.pipeline { try $0.query(sql, as: Int.self) }
                        #expect(try rows.get() == [column])
                    }
                }
                #expect(try db.one(StatementCacheTests.count, as: Int.self) <= 4 + 16 + 1)
            }
        }
    }
}
