import Postgres
import TestSupport
import Testing

/// The examples of the documentation, as they stand there.
@Suite struct DocumentationTests {
    private static let tables = """
        create temp table partner (id bigint, name text, region text);
        insert into partner (id, name, region) values (1, 'Plymouth', 'Devon'), (2, 'Worcester', null);
        create temp table entry (n bigint constraint entry_n_key unique);
        """

    @Test func gettingStarted() async throws {
        var configuration = try await TestServer.shared.administration()
        let logger = TestServer.silent
        configuration.preparedStatements = .disabled
        let pool = PostgresPool(configuration: PoolConfiguration(configuration), logger: logger)
        let names = try await pool.withConnection { db in
            try db.query("select relname::text from pg_class order by 1 limit \(3)", as: String.self)
        }
        await pool.shutdown()
        #expect(names.count == 3)
    }

    @Test func queriesAndSafeSQL() async throws {
        struct Partner: Decodable {
            let id: Int
            let name: String
            let homeRegion: String?
        }
        try await Fixture.withConnection { db in
            try db.script(DocumentationTests.tables)
            let region = "Devon"
            let rows = try db.query(
                "select id, name from partner where region = \(region) order by id", as: (Int, String).self)
            #expect(rows.map(\.1) == ["Plymouth"])
            var conditions: [SQL] = ["true"]
            conditions.append("region = \(region)")
            conditions.append("id = any(\([1, 2, 3]))")
            let where_ = conditions.joined(separator: " and ")
            let count = try db.one("select count(*) from partner where \(where_)", as: Int.self)
            #expect(count == 1)
            let partners = try db.queryRows(
                "select id, name, region as home_region from partner", as: Partner.self)
            #expect(partners.map(\.homeRegion) == ["Devon", nil])
            var total = 0
            try db.forEachRow("select id from partner", as: Int.self) { id in total += id }
            #expect(total == 3)
        }
    }

    @Test func transactions() async throws {
        try await Fixture.withConnection { db in
            try db.script(DocumentationTests.tables)
            let options = TransactionOptions(setup: ["set local berth.actor = \(literal: "demo")"])
            try db.transaction(options) { db in
                try db.execute("insert into entry (n) values (\(1))")
                do {
                    // Inside a transaction, another is a savepoint.
                    try db.transaction { db in _ = try db.execute("insert into entry (n) values (\(1))") }
                } catch SQLState.uniqueViolation {
                    try db.execute("insert into entry (n) values (\(2))")
                }
            }
            #expect(try db.query("select n from entry order by n", as: Int.self) == [1, 2])
        }
    }

    @Test func bulkCopyAndPipelines() async throws {
        let connection = try await Fixture.connect()
        try await connection.perform { db in
            try db.script(DocumentationTests.tables)
            let copied = try db.copyIn("copy partner (id, name, region) from stdin") { writer in
                for id in 10..<20 { try writer.writeRow(id, "Partner \(id)", String?.none) }
            }
            #expect(copied == 10)
            try db.copyIn("copy partner (id, name) from stdin with (format csv, header match)") { writer in
                try writer.write("id,name\n20,\"Plymouth, City of\"\n")
            }
            var bytes = 0
            try db.copyOut("copy partner to stdout with (format csv)") { piece in bytes += piece.count }
            #expect(bytes > 100)
            let (names, count) = try db.pipeline { pipeline in
                let names = try pipeline.query("select name from partner order by id", as: String.self)
                let count = try pipeline.query("select count(*) from partner", as: Int.self)
                return (try names.get(), try count.get())
            }
            #expect(names.count == 13 && names.last == "Plymouth, City of" && count == [13])
        }
        var bytes = 0
        for try await piece in try await connection.copyOut("copy (select 1) to stdout") {
            bytes += piece.count
        }
        #expect(bytes == 2)
        await connection.close()
    }

    @Test func listening() async throws {
        let configuration = try await TestServer.shared.administration()
        let logger = TestServer.silent
        let listener = PostgresListener(
            configuration: configuration, channels: ["documentation"], logger: logger)
        for await event in listener {
            switch event {
            case .listening:
                try await Fixture.withConnection { db in _ = try db.execute("notify documentation, 'x'") }
            case .notification(let notification):
                #expect(notification.payload == "x")
                return
            }
        }
    }
}
