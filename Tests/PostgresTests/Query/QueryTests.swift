import FoundationEssentials
import Postgres
import Testing

@Suite struct QueryTests {
    @Test func readsTuplesAndSingleColumns() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let rows = try db.query(
                "select n, 'row ' || n from generate_series(1, \(3)) as n", as: (Int, String).self)
            #expect(rows.map { $0.0 } == [1, 2, 3])
            #expect(rows.last?.1 == "row 3")
            #expect(try db.query("select n from generate_series(1, 4) as n", as: Int.self) == [1, 2, 3, 4])
            let one = try db.one("select \(7), \("x"), \(Int?.none)", as: (Int, String, Int?).self)
            #expect(one.0 == 7 && one.1 == "x" && one.2 == nil)
            #expect(try db.first("select 1 where false", as: Int.self) == nil)
            #expect(try db.first("select 1, 2 where false", as: (Int, Int).self) == nil)
            #expect(
                try db.one("select count(*) from pg_class where relname = \("none such")", as: Int.self) == 0)
        }
    }

    @Test func countsRowsTouched() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute("create temp table counted (n bigint not null)")
            #expect(try db.execute("insert into counted (n) select n from generate_series(1, 10) as n") == 10)
            #expect(try db.execute("update counted set n = n + 1 where n > \(5)") == 5)
            #expect(try db.execute("delete from counted where n = any(\([1, 2, 3]))") == 3)
        }
    }

    @Test func oneRefusesNoneAndSeveral() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            for count in [0, 2] {
                let error = #expect(throws: PostgresError.self) {
                    try db.one("select n from generate_series(1, \(count)) as n", as: Int.self)
                }
                #expect(error?.kind == .rowCount)
            }
        }
    }

    @Test func decodesRowsByName() async throws {
        struct Person: Decodable, Equatable {
            enum Stage: String, Decodable { case offered, inPost = "in_post" }
            struct Address: Decodable, Equatable {
                let town: String
                let lines: [String]
            }
            let id: UUID
            let fullName: String
            let stage: Stage
            let bornOn: String?
            let address: Address
            let scores: [Int]
            let leftOn: Date?
        }
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let id = UUID()
            let rows = try db.queryRows(
                """
                select \(id) as id, 'Ama Mensah' as full_name, 'in_post' as stage, null as born_on,
                    '{"town": "Plymouth", "lines": ["1 Quay"]}'::jsonb as address, array[1, 2] as scores,
                    null::timestamptz as left_on
                """, as: Person.self)
            let address = Person.Address(town: "Plymouth", lines: ["1 Quay"])
            #expect(
                rows == [
                    Person(
                        id: id, fullName: "Ama Mensah", stage: .inPost, bornOn: nil, address: address,
                        scores: [1, 2], leftOn: nil)
                ])
        }
    }

    @Test func errorsTellNothingInPublicAndAllInLogs() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.execute(
                "create temp table place (reference text not null constraint place_reference_key unique)")
            try db.execute("insert into place (reference) values (\("secret-1"))")
            let error = #expect(throws: PostgresError.self) {
                try db.execute("insert into place (reference) values (\("secret-1"))")
            }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(error?.constraintName == "place_reference_key")
            #expect(error?.tableName == "place")
            #expect(error.map { !"\($0)".contains("secret") && !"\($0)".contains("insert") } == true)
            #expect(error.map { String(reflecting: $0).contains("secret-1") } == true)
            #expect(error.map { String(reflecting: $0).contains("insert into place") } == true)
            #expect(try db.one("select count(*) from place", as: Int.self) == 1)
        }
    }

    /// Keeps its decoder, as no row should.
    private struct Hoarder: Decodable {
        let decoder: any Decoder
        init(from decoder: any Decoder) throws { self.decoder = decoder }

        var name: String {
            get throws { try decoder.singleValueContainer().decode(String.self) }
        }
        var optionalName: String? {
            get throws {
                let container = try decoder.singleValueContainer()
                return container.decodeNil() ? nil : try container.decode(String.self)
            }
        }
    }

    @Test func aDecoderThatIsKeptReadsNothingThatHasGone() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let sql: SQL = "select 'x' as name"
            let kept =
                [
                    try db.oneRow(sql, as: Hoarder.self),
                    try #require(try db.firstRow(sql, as: Hoarder.self)),
                ] + (try db.queryRows(sql, as: Hoarder.self))
            #expect(kept.count == 3)
            for row in kept {
                #expect(#expect(throws: PostgresError.self) { try row.name }?.kind == .misuse)
                #expect(#expect(throws: PostgresError.self) { try row.optionalName }?.kind == .misuse)
            }
        }
    }
}
