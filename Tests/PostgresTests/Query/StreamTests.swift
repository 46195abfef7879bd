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
}
