import Postgres
import RandomSupport
import Testing

@Suite struct SQLTests {
    @Test func numbersPlacesForTheWhole() {
        let inner: SQL = "b = \(2) and c = \(3)"
        let whole: SQL = "select a where a = \(1) and (\(inner)) and d = \(4)"
        #expect(whole.renderedText == "select a where a = $1 and (b = $2 and c = $3) and d = $4")
        #expect(whole.bindingCount == 4)
    }

    @Test func renumbersPastNineAndLeavesDollarsInTextAlone() async throws {
        let twelve = SQL.joined((1...12).map { "\($0)" as SQL }, separator: ", ")
        let whole: SQL = "select array[\(0), \(twelve)], '$1' || \("$2")"
        #expect(whole.renderedText.hasSuffix("$12, $13], '$1' || $14"))
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let row = try db.one(whole, as: ([Int], String).self)
            #expect(row.0 == Array(0...12))
            #expect(row.1 == "$1$2")
        }
    }

    @Test func joinsAndLeavesOutEmptyParts() {
        let parts: [SQL] = ["a = \(1)", "", SQL(), "b = \("x")"]
        #expect(parts.joined(separator: " and ").renderedText == "a = $1 and b = $2")
        #expect(SQL.joined([SQL](), separator: ",").isEmpty)
        #expect(("a" + SQL("b \(1)")).renderedText == "ab $1")
    }

    @Test func quotesNames() {
        let sql: SQL = "select \(identifier: "we\"ird; drop") from \(identifier: "t")"
        #expect(sql.renderedText == "select \"we\"\"ird; drop\" from \"t\"")
    }

    @Test func literalsSurviveEveryCharacter() async throws {
        var generator = Seeded.printed("literalsSurviveEveryCharacter")
        let alphabet: [Character] = [
            "'", "\\", "\"", "$", "1", "é", "\n", "\t", ";", "-", "👩‍⚕️", "E", "n", "{", ",",
        ]
        let texts = (0..<100).map { _ in
            String(
                (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? "x"
                })
        }
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            for setting in ["on", "off"] {
                try db.script("set escape_string_warning = off; set standard_conforming_strings = \(setting)")
                for text in texts {
                    let sql: SQL = "select \(literal: text), \(text)"
                    let row = try db.one(sql, as: (String, String).self)
                    #expect(row.0 == text)
                    #expect(row.1 == text)
                }
            }
        }
    }

    @Test func refusesTooManyParametersAndNUL() async throws {
        try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            let many = SQL.joined((0...65_535).map { "\($0)" as SQL }, separator: ",")
            let tooMany = #expect(throws: PostgresError.self) { try db.execute("select array[\(many)]") }
            #expect(tooMany?.kind == .encoding)
            for sql: SQL in [
                "select \("a\0b")", "select 'a\0b'", "create temp table \(identifier: "a\0b") ()",
            ] {
                let error = #expect(throws: PostgresError.self) { try db.execute(sql) }
                #expect(error?.kind == .encoding)
            }
            #expect(throws: PostgresError.self) { try db.script("select 1; select 'a\0b'") }
            let most = SQL.joined(
                (1...65_535).map { "\(Int16(truncatingIfNeeded: $0))" as SQL }, separator: "),(")
            #expect(try db.one("select count(*) from (values (\(most))) as v (n)", as: Int.self) == 65_535)
        }
    }
}
