import FoundationEssentials
import Postgres
import RandomSupport
import Testing

@Suite struct DateCodingTests {
    @Test func datesAgreeWithTheServer() async throws {
        var generator = Seeded.printed("datesAgreeWithTheServer")
        // From 4713 BC to the end of PostgreSQL's calendar, more of them near today.
        var days: [Int32] = [0, -1, 59, 60, -719_162, -719_163, -719_528, -2_440_588, 2_145_031_948, 11_016]
        for _ in 0..<300 { days.append(Int32.random(in: -2_440_588...2_145_031_948, using: &generator)) }
        for _ in 0..<300 { days.append(Int32.random(in: -40_000...40_000, using: &generator)) }
        let all = days
        try await Fixture.withConnection { db in
            for day in all {
                let date = PostgresDate(daysSinceEpoch: day)
                let row = try db.one(
                    "select date '1970-01-01' + \(day), \(date) - date '1970-01-01', \(date)::text, \([date])",
                    as: (PostgresDate, Int32, String, [PostgresDate]).self)
                #expect(row.0 == date)
                #expect(row.1 == day)
                #expect(row.2 == date.description)
                #expect(row.3 == [date])
                #expect(PostgresDate(year: date.year, month: date.month, day: date.day) == date)
            }
        }
    }

    @Test func daysThatDoNotExist() async throws {
        #expect(PostgresDate(year: 2025, month: 2, day: 29) == nil)
        #expect(PostgresDate(year: 1900, month: 2, day: 29) == nil)
        #expect(PostgresDate(year: 2000, month: 2, day: 29) != nil)
        #expect(PostgresDate(year: 2026, month: 13, day: 1) == nil)
        #expect(PostgresDate(year: 2026, month: 4, day: 31) == nil)
        try await Fixture.withConnection { db in
            #expect(throws: PostgresError.self) {
                try db.one("select 'infinity'::date", as: PostgresDate.self)
            }
            #expect(throws: PostgresError.self) { try db.one("select now()", as: PostgresDate.self) }
            #expect(throws: PostgresError.self) {
                try db.one("select '-infinity'::timestamptz", as: Date.self)
            }
            #expect(throws: PostgresError.self) {
                try db.execute("select \(Date(timeIntervalSinceReferenceDate: .infinity))")
            }
        }
    }

    @Test func instantsAgreeWithTheServerToTheMicrosecond() async throws {
        var generator = Seeded.printed("instantsAgreeWithTheServerToTheMicrosecond")
        var micros: [Int64] = [0, -1, 1, 999_999, -62_135_596_800_000_000, -62_135_596_800_000_001]
        for _ in 0..<300 {
            micros.append(
                Int64.random(in: -210_866_803_200_000_000...9_000_000_000_000_000_000, using: &generator))
        }
        for _ in 0..<300 { micros.append(Int64.random(in: 0...4_000_000_000_000_000, using: &generator)) }
        let all = micros
        try await Fixture.withConnection { db in
            for value in all {
                let instant = PostgresTimestamp(microsecondsSinceEpoch: value)
                let row = try db.one(
                    "select \(instant), (extract(epoch from \(instant)) * 1000000)::int8, \([instant])",
                    as: (PostgresTimestamp, Int64, [PostgresTimestamp]).self)
                #expect(row.0 == instant)
                #expect(row.1 == value)
                #expect(row.2 == [instant])
            }
        }
    }

    @Test func datesKeepTheirMicroseconds() async throws {
        var generator = Seeded.printed("datesKeepTheirMicroseconds")
        let all = (0..<300).map { _ in Int64.random(in: 0...4_102_444_800_000_000, using: &generator) }
        try await Fixture.withConnection { db in
            for value in all {
                let date = PostgresTimestamp(microsecondsSinceEpoch: value).date
                #expect(PostgresTimestamp(date)?.microsecondsSinceEpoch == value)
                let read = try db.one("select \(date)", as: (Date).self)
                #expect(read == date)
            }
            try db.script("set timezone = 'Asia/Kathmandu'")
            let there = try db.one(
                "select timestamptz '2026-01-01 05:45:00+05:45'", as: PostgresTimestamp.self)
            #expect(there.description == "2026-01-01T00:00:00.000000Z")
            let plain = try db.one("select timestamp '2026-01-01 05:45:00.5'", as: PostgresTimestamp.self)
            #expect(plain.description == "2026-01-01T05:45:00.500000Z")
        }
    }

    @Test func aTimestampBeyondAllMeasureIsRefused() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            for text in [
                "9999999-01-01 00:00:00+00", "294247-01-10 04:00:55+00", "9999999-01-01 00:00:00+00 BC",
            ] {
                let error = #expect(throws: PostgresError.self) {
                    try db.one("select \(text)", as: PostgresTimestamp.self)
                }
                #expect(error?.kind == .decoding)
            }
        }
    }
}
