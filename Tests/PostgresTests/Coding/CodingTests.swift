import FoundationEssentials
import Postgres
import Testing

@Suite struct CodingTests {
    enum Stage: String, PostgresEncodable, PostgresDecodable, CaseIterable {
        case offered, inPost = "in post"
    }

    /// Sends a value, lets the server compare it with its own reading of a text, and reads it back.
    private func roundTrip<Value: PostgresEncodable & PostgresDecodable & Equatable>(
        _ values: [Value], _ type: String
    ) async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            for value in values {
                let cast = SQL(unsafeRaw: "::\(type)")
                #expect(try db.one("select \(value)" + cast, as: Value.self) == value)
                #expect(
                    try db.one("select \([value, value])" + cast + "[]", as: [Value].self) == [value, value])
                #expect(try db.one("select \(Value?.none)" + cast, as: Value?.self) == nil)
                let oid = try db.one("select pg_typeof(\(value))::oid::int8", as: Int.self)
                #expect(oid == Int(Value.postgresType.oid))
                let arrayOID = try db.one("select pg_typeof(\([value]))::oid::int8", as: Int.self)
                #expect(arrayOID == Int(Value.postgresArrayType.oid))
            }
        }
    }

    @Test func scalars() async throws {
        try await roundTrip([true, false], "bool")
        try await roundTrip([Int.min, -1, 0, 9, 10, 99, 100, Int.max], "int8")
        try await roundTrip([Int64.min, Int64.max], "int8")
        try await roundTrip([Int32.min, Int32.max], "int4")
        try await roundTrip([Int16.min, Int16.max], "int2")
        try await roundTrip([0.1, -0.0, 1e300, .leastNonzeroMagnitude, .infinity, -.infinity, .pi], "float8")
        try await roundTrip([Float(0.1), .greatestFiniteMagnitude], "float4")
        try await roundTrip([UUID(), UUID()], "uuid")
        try await roundTrip(Stage.allCases, "text")
        try await roundTrip(
            ["", "NULL", "null", "a,b", "{}", "\"", "\\", "\\x", " ", "é\n\t\r👩‍⚕️", "'"], "text")
        try await roundTrip([Data(), Data([0, 1, 255])], "bytea")
    }

    @Test func numbersThatAreNone() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            #expect(try db.one("select \(Double.nan)", as: Double.self).isNaN)
            #expect(try db.one("select \(-0.0)", as: Double.self).sign == .minus)
            let cases: [SQL] = ["select 40000", "select 'x'", "select 1.5", "select null::int", "select ''"]
            for sql in cases {
                let error = #expect(throws: PostgresError.self) { try db.one(sql, as: Int16.self) }
                #expect(error?.kind == .decoding)
            }
            #expect(throws: PostgresError.self) { try db.one("select 9223372036854775808", as: Int.self) }
            #expect(throws: PostgresError.self) { try db.one("select 'nobody'", as: Stage.self) }
            #expect(throws: PostgresError.self) { try db.one("select 'true'", as: Bool.self) }
            #expect(throws: PostgresError.self) { try db.one("select 1, 2", as: Int.self) }
            #expect(throws: PostgresError.self) { try db.one("select repeat('g', 36)", as: UUID.self) }
        }
    }

    @Test func errorNamesTheColumnButNotTheValue() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let error = #expect(throws: PostgresError.self) {
                try db.query("select 1 as id, 'secret' as salary", as: (Int, Int).self)
            }
            #expect(error?.columnName == "salary")
            #expect(error.map { !String(reflecting: $0).contains("secret") } == true)
        }
    }

    @Test func bytesAreBytea() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let all = (0...255).map { UInt8($0) }
            #expect(try db.one("select \(all)", as: [UInt8].self) == all)
            #expect(try db.one("select \([UInt8]())", as: [UInt8].self) == [])
            #expect(try db.one("select octet_length(\(all))", as: Int.self) == 256)
            let several: [[UInt8]] = [all, [], [0]]
            #expect(try db.one("select \(several)", as: [[UInt8]].self) == several)
            #expect(try db.one("select pg_typeof(\(several))::text", as: String.self) == "bytea[]")
            #expect(throws: PostgresError.self) { try db.one("select 'text'", as: [UInt8].self) }
        }
    }

    @Test func arrays() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let holes: [Int?] = [1, nil, 3]
            #expect(try db.one("select \(holes)", as: [Int?].self) == holes)
            #expect(throws: PostgresError.self) { try db.one("select \(holes)", as: [Int].self) }
            let words: [String?] = ["NULL", nil, "", "a\"b\\c", "{x,y}", " "]
            #expect(try db.one("select \(words)", as: [String?].self) == words)
            #expect(try db.one("select (\(words))[4]", as: String.self) == "a\"b\\c")
            #expect(try db.one("select \([Int]())", as: [Int].self) == [])
            let nested = [["a,b", "\""], ["c}", "\\"]]
            #expect(try db.one("select \(nested)", as: [[String]].self) == nested)
            #expect(try db.one("select '[5:6]={7,8}'::int[]", as: [Int].self) == [7, 8])
            #expect(try db.one("select array[date '2026-11-22']", as: [PostgresDate].self).count == 1)
            #expect(throws: PostgresError.self) { try db.one("select 'x'", as: [Int].self) }
            let rows = try db.query(
                "select * from unnest(\([1, 2]), \(["a", "b"])) as u (n, t)", as: (Int, String).self)
            #expect(rows.map(\.1) == ["a", "b"])
        }
    }

    @Test func jsonAndRanges() async throws {
        struct Note: Codable, Equatable { let text: String }
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let note = Note(text: "it's \"so\"")
            let json = try db.one("select \(try PostgresJSON(encoding: note))", as: PostgresJSON.self)
            #expect(try json.decode(Note.self) == note)
            let day = try #require(PostgresDate(year: 2026, month: 2, day: 28))
            let end = PostgresDate(daysSinceEpoch: day.daysSinceEpoch + 3)
            for range in [
                PostgresDateRange(from: day, until: end), PostgresDateRange(from: nil, until: end),
                PostgresDateRange(from: day, until: nil), PostgresDateRange(from: nil, until: nil), .empty,
                PostgresDateRange(from: end, until: day),
            ] {
                #expect(try db.one("select \(range)", as: PostgresDateRange.self) == range)
                #expect(try db.one("select \([range])", as: [PostgresDateRange].self) == [range])
                #expect(try db.one("select \(range) @> \(day)", as: Bool.self) == range.contains(day))
            }
        }
    }

    enum Grade: UInt8, PostgresEncodable, PostgresDecodable { case low = 1, high = 200 }

    @Test func bytesThatMayBeNullAreNumbers() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let sent: [UInt8?] = [1, 2, nil, 255]
            #expect(try db.one("select pg_typeof(\(sent))::text", as: String.self) == "smallint[]")
            #expect(try db.one("select \(sent)", as: [UInt8?].self) == sent)
            let grades: [Grade] = [.high, .low]
            #expect(try db.one("select \(grades)", as: [Grade].self) == grades)
            #expect(try db.one("select \([1, 2] as [UInt8])", as: [UInt8].self) == [1, 2])
        }
    }
}
