import FoundationEssentials
import Postgres
import Testing

@Suite struct CopyTests {
    struct Stop: Error {}

    private static let nasty = [
        "", "\\N", "\\.", "a\tb", "line\nbreak", "\r\n", "\\", "\\\\n", "é👩‍⚕️", "NULL", "\u{1}\u{b}", " lead",
        "\"q\"",
    ]

    @Test func rowsComeBackAsTheyWere() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("create temp table sink (n bigint, t text, b bytea, a text[], d date, u uuid)")
            let id = UUID()
            let day = PostgresDate(year: 2026, month: 11, day: 22)
            let count = try db.copyIn("copy sink (n, t, b, a, d, u) from stdin") { writer in
                for (index, text) in CopyTests.nasty.enumerated() {
                    try writer.writeRow(index, text, [UInt8](text.utf8), CopyTests.nasty, day, UUID?.some(id))
                }
                try writer.writeRow(
                    -1, String?.none, [UInt8]?.none, [String]?.none, PostgresDate?.none, UUID?.none)
            }
            #expect(count == CopyTests.nasty.count + 1)
            let rows = try db.query(
                "select t, b, a, d, u from sink where n >= 0 order by n",
                as: (String, [UInt8], [String], PostgresDate?, UUID).self)
            #expect(rows.map(\.0) == CopyTests.nasty)
            #expect(rows.map { String(decoding: $0.1, as: UTF8.self) } == CopyTests.nasty)
            #expect(rows.allSatisfy { $0.2 == CopyTests.nasty && $0.3 == day && $0.4 == id })
            let nulls: SQL = "select count(*) from sink where num_nulls(t, b, a, d, u) = 5 and n = -1"
            #expect(try db.one(nulls, as: Int.self) == 1)
        }
    }

    @Test func takesBytesInAnyFormatAndManyOfThem() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("create temp table sink (n bigint, t text)")
            let csv: SQL = "copy sink (n, t) from stdin with (format csv, header match)"
            let count = try db.copyIn(csv) { writer in
                try writer.write("n,t\n")
                for line in 0..<50_000 { try writer.write("\(line),\"a \"\"quoted\"\" text\"\n") }
                // One piece larger than any buffer.
                try writer.write([UInt8]((0..<20_000).map { "\(50_000 + $0),x\n" }.joined().utf8))
            }
            #expect(count == 70_000)
            #expect(try db.one("select sum(n) from sink", as: Int.self) == 70_000 * 69_999 / 2)
            let header = #expect(throws: PostgresError.self) {
                try db.copyIn(csv) { writer in try writer.write("t,n\n") }
            }
            #expect(header?.sqlState != nil)
        }
    }

    @Test func aCopyThatFailsLeavesNothing() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("create temp table sink (n bigint)")
            #expect(throws: Stop.self) {
                try db.copyIn("copy sink (n) from stdin") { writer in
                    for n in 0..<100_000 { try writer.writeRow(n) }
                    throw Stop()
                }
            }
            let writer = try db.copyIn("copy sink (n) from stdin")
            try writer.writeRow(1)
            let busy = #expect(throws: PostgresError.self) { try db.execute("select 1") }
            #expect(busy?.kind == .busy)
            writer.abandon()
            #expect(throws: PostgresError.self) { try writer.finish() }
            let bad = #expect(throws: PostgresError.self) {
                try db.copyIn("copy sink (n) from stdin") { writer in
                    try writer.writeRow("not a number")
                    for n in 0..<10 { try writer.writeRow(n) }
                }
            }
            #expect(bad?.sqlState == .invalidTextRepresentation)
            let nul = #expect(throws: PostgresError.self) {
                try db.copyIn("copy sink (n) from stdin") { try $0.writeRow("a\0") }
            }
            #expect(nul?.kind == .encoding)
            #expect(try db.one("select count(*) from sink", as: Int.self) == 0)
        }
    }

    @Test func aRefusedCopyStopsEarly() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("create temp table sink (n bigint)")
            var written = 0
            let error = #expect(throws: PostgresError.self) {
                try db.copyIn("copy sink (n) from stdin") { writer in
                    try writer.write("not a number\n")
                    // Without an early stop this would not end.
                    while true {
                        try writer.write("1234567890123\n")
                        written += 1
                    }
                }
            }
            #expect(error?.sqlState == .invalidTextRepresentation)
            #expect(written > 0)
            #expect(try db.one("select 1", as: Int.self) == 1)
        }
    }

    @Test func refusesWhatIsNotACopy() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let wrong: [SQL] = [
                "select 1", "copy (select 1) to stdout", "copy nowhere from stdin", "select \(1)",
            ]
            for sql in wrong {
                #expect(throws: PostgresError.self) { try db.copyIn(sql) { _ in } }
                #expect(try db.one("select 1", as: Int.self) == 1)
            }
            try db.execute("create temp table sink (n bigint)")
            #expect(throws: PostgresError.self) { try db.copyOut("copy sink from stdin") { _ in } }
            for sql: SQL in ["copy sink from stdin", "copy (select 1) to stdout"] {
                let error = #expect(throws: PostgresError.self) { try db.execute(sql) }
                #expect(error?.kind == .misuse)
                #expect(throws: PostgresError.self) { try db.script(sql.renderedText) }
            }
            #expect(try db.one("select 1", as: Int.self) == 1)
        }
    }

    @Test func copiesOutSynchronously() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            var text = ""
            let count = try db.copyOut("copy (select n, 'x' from generate_series(1, 3) as n) to stdout") {
                text += String(decoding: $0, as: UTF8.self)
            }
            #expect(text == "1\tx\n2\tx\n3\tx\n")
            #expect(count == 3)
            #expect(throws: Stop.self) {
                try db.copyOut("copy (select generate_series(1, 100000000000)) to stdout") { _ in
                    throw Stop()
                }
            }
            let failure = #expect(throws: PostgresError.self) {
                try db.copyOut("copy (select 1 / (3 - n) from generate_series(1, 9) as n) to stdout") { _ in }
            }
            #expect(failure?.sqlState == "22012")
            #expect(try db.one("select 1", as: Int.self) == 1)
        }
    }

    @Test func copiesFromOneConnectionToAnother() async throws {
        let source = try await Fixture.connect()
        let target = try await Fixture.connect()
        try await target.execute("create temp table sink (n bigint)")
        let chunks = try await source.copyOut("copy (select generate_series(1, 200000)) to stdout")
        let count = try await target.copyIn("copy sink (n) from stdin", from: chunks)
        #expect(count == 200_000)
        #expect(try await target.one("select sum(n) from sink", as: Int.self) == 200_000 * 200_001 / 2)
        #expect(try await source.one("select 1", as: Int.self) == 1)
        await source.close()
        await target.close()
    }

    @Test func aSequenceDroppedHalfwayIsEndedByTheNextUse() async throws {
        let connection = try await Fixture.connect()
        for round in 0..<3 {
            let chunks = try await connection.copyOut(
                "copy (select generate_series(1, 100000000000)) to stdout")
            if round > 0 { for try await _ in chunks { break } }
            // Dropped here or, at the latest, where the optimiser ends its life.
            _ = consume chunks
            if round == 1 { #expect(await connection.settle()) }
            #expect(try await connection.one("select 1", as: Int.self) == 1)
        }
        await connection.close()
    }

    @Test func settleEndsAnOpenCopy() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("create temp table sink (n bigint)")
            try db.script("begin")
            let writer = try db.copyIn("copy sink (n) from stdin")
            try writer.writeRow(1)
            let isWell = db.settle()
            #expect(isWell)
            #expect(db.transactionStatus == .idle)
            #expect(try db.one("select count(*) from sink", as: Int.self) == 0)
        }
    }

    @Test func aCopyBehindAnotherStatementIsRefused() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("create temp table sink (n bigint)")
            let copyIn = #expect(throws: PostgresError.self) {
                _ = try db.copyIn("select 1; copy sink (n) from stdin")
            }
            #expect(copyIn?.kind == .misuse)
            let copyOut = #expect(throws: PostgresError.self) {
                try db.copyOut("select 1; copy sink to stdout") { _ in }
            }
            #expect(copyOut?.kind == .misuse)
            #expect(try db.one("select 1", as: Int.self) == 1)
        }
    }
}
