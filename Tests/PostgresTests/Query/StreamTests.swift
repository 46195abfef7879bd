import Postgres
import Testing

@Suite struct StreamTests {
    struct Stop: Error {}

    @Test func readsEveryRowOnce() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            var sum = 0
            var last: String?
            try db.forEachRow(
                "select n, case when n % 2 = 0 then 'even' end from generate_series(1, \(20_000)) as n",
                as: (Int, String?).self
            ) { number, parity in
                sum += number
                last = parity
            }
            #expect(sum == 20_000 * 20_001 / 2)
            #expect(last == "even")
            var count = 0
            try db.forEachRow("select n from generate_series(1, 10) as n", as: Int.self) { _ in count += 1 }
            try db.forEachRow("select 1 where false", as: Int.self) { _ in count += 100 }
            #expect(count == 10)
        }
    }

    @Test func aPipelineAfterAStreamAnswersWhole() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            for _ in 0..<2 {
                try db.forEachRow("select generate_series(1, 3)", as: Int.self) { _ in }
                let numbers = try db.pipeline { pipeline in
                    let numbers = try pipeline.query("select generate_series(1, 5)", as: Int.self)
                    let more = try pipeline.query("select generate_series(6, 7)", as: Int.self)
                    return try numbers.get() + more.get()
                }
                #expect(numbers == Array(1...7))
            }
        }
    }

    @Test func theBodysErrorEndsTheQuery() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            for _ in 0..<5 {
                var seen = 0
                do {
                    // Would take for ever if it were not cancelled.
                    try db.forEachRow("select generate_series(1, 100000000000)", as: Int.self) {
                        _ in
                        seen += 1
                        if seen == 10 { throw Stop() }
                    }
                    Issue.record("the stream should have been stopped")
                } catch is Stop {}
                #expect(seen == 10)
                #expect(try db.one("select 1", as: Int.self) == 1)
            }
        }
    }

    @Test func aRowThatDoesNotFitAndAnErrorHalfway() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let misfit = #expect(throws: PostgresError.self) {
                try db.forEachRow("select 'x'", as: Int.self) { _ in }
            }
            #expect(misfit?.kind == .decoding)
            var seen = 0
            let failure = #expect(throws: PostgresError.self) {
                try db.forEachRow("select 10 / (5 - n) from generate_series(1, 9) as n", as: Int.self) { _ in
                    seen += 1
                }
            }
            #expect(failure?.sqlState == "22012")
            #expect(seen == 4)
            #expect(try db.one("select 1", as: Int.self) == 1)
        }
    }

    @Test func theConnectionIsBusyMeanwhile() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let error = #expect(throws: PostgresError.self) {
                try db.forEachRow("select 1", as: Int.self) { _ in try db.execute("select 2") }
            }
            #expect(error?.kind == .busy)
            #expect(try db.one("select 1", as: Int.self) == 1)
        }
    }

    @Test func aStaleStatementIsPreparedAgain() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            var total = 0
            for _ in 0..<2 {
                try db.forEachRow("select n from generate_series(1, 3) as n", as: Int.self) { total += $0 }
                try db.script("deallocate all")
            }
            #expect(total == 12)
        }
    }

    @Test func aCopyInsteadOfRowsIsRefusedAndLeftBehind() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("create temp table t (n bigint)")
            for text in ["copy (select generate_series(1, 100000)) to stdout", "copy t from stdin"] {
                let error = #expect(throws: PostgresError.self) {
                    try db.forEachRow(SQL(unsafeRaw: text), as: Int.self) { _ in }
                }
                #expect(error?.kind == .misuse)
                #expect(try db.one("select 1", as: Int.self) == 1)
            }
        }
    }

    /// The server refuses a stale statement before its first row; the same code out of the middle is no such thing.
    @Test func rowsThatWereSeenAreNotSeenAgain() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.script(
                """
                create function pg_temp.unsupported(n int) returns int language plpgsql as $$ begin
                    if n = 5000 then raise exception 'no' using errcode = '0A000'; end if;
                    return n;
                end $$;
                """)
            let sql: SQL = "select pg_temp.unsupported(n) from generate_series(1, \(9000)::int) as n"
            for _ in 0..<2 {
                var seen = 0
                let error = #expect(throws: PostgresError.self) {
                    try db.forEachRow(sql, as: Int.self) { _ in seen += 1 }
                }
                #expect(error?.sqlState == .featureNotSupported)
                #expect(seen == 4999)
            }
            // An error of the body that looks like the server's is the body's.
            var calls = 0
            let query: SQL = "select \(1)"
            for _ in 0..<2 {
                #expect(throws: PostgresError.self) {
                    try db.forEachRow(query, as: Int.self) { _ in
                        calls += 1
                        var fields = PostgresError.Fields(message: "from elsewhere")
                        fields.sqlState = .featureNotSupported
                        throw PostgresError(.server, fields: fields)
                    }
                }
            }
            #expect(calls == 2)
        }
    }
}
