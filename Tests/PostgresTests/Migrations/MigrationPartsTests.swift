import TestSupport
import Testing

@testable import Postgres

@Suite("Migration files")
struct MigrationPartsTests {
    private func runner(_ files: [String]) throws(MigrationError) -> MigrationRunner {
        var migrations: [Migration] = []
        for file in files { migrations.append(try Migration(file: file, sql: "select 1;")) }
        return try MigrationRunner(migrations: migrations, logger: TestServer.logger)
    }

    @Test(
        "names that are not of the form are refused",
        arguments: [
            "1_a.sql", "00001_a.sql", "0000_a.sql", "0001a.sql", "0001_.sql", "0001_a.txt", "a.sql",
            "٠٠٠١_a.sql",
        ])
    func names(file: String) {
        let error = #expect(throws: MigrationError.self) { try Migration(file: file, sql: "") }
        #expect(error?.kind == .badName)
        #expect(error?.message.contains(file) == true)
    }

    @Test("a name goes there and back")
    func name() throws {
        let migration = try Migration(file: "0042_add_all.sql", sql: "")
        #expect(migration.number == 42)
        #expect(migration.name == "add_all")
        #expect(migration.file == "0042_add_all.sql")
        #expect(migration.isTransactional)
    }

    @Test("gaps and equal numbers are refused, whatever the order of the files")
    func order() throws {
        #expect(try runner(["0002_b.sql", "0001_a.sql"]).migrations.map(\.number) == [1, 2])
        let gap = #expect(throws: MigrationError.self) { try runner(["0001_a.sql", "0003_c.sql"]) }
        #expect(gap?.kind == .gap)
        #expect(gap?.message.contains("Migration 2 is missing") == true)
        let late = #expect(throws: MigrationError.self) { try runner(["0002_b.sql"]) }
        #expect(late?.kind == .gap)
        let double = #expect(throws: MigrationError.self) { try runner(["0001_b.sql", "0001_a.sql"]) }
        #expect(double?.kind == .duplicateNumber)
        #expect(double?.message.contains("0001_a.sql and 0001_b.sql") == true)
    }

    @Test("the first line says that there is no transaction; no other does")
    func noTransaction() throws {
        for text in ["-- no transaction\nselect 1", "--no transaction", "--  no transaction  \n"] {
            #expect(try !Migration(file: "0001_a.sql", sql: text).isTransactional)
        }
        for text in ["\n-- no transaction\n", "-- no transactions\n", "select 1"] {
            #expect(try Migration(file: "0001_a.sql", sql: text).isTransactional)
        }
    }

    @Test(
        "a file that ends its own transaction is refused with the line",
        arguments: [
            "COMMIT", "begin", "rollback", "abort", "end", "start transaction", "prepare transaction 'x'",
        ])
    func transactions(statement: String) {
        let error = #expect(throws: MigrationError.self) {
            try Migration(file: "0001_a.sql", sql: "select 1;\n/* now */\n\(statement);")
        }
        #expect(error?.kind == .transactionStatement)
        #expect(error?.line == 3)
    }

    @Test("words that only look like the end of a transaction are allowed")
    func lookalikes() throws {
        let text = """
            create function f() returns int language sql begin atomic select case when true then 1 end; select 2; end;
            create procedure p() language plpgsql as $$ begin commit; end $$;
            do $body$ begin perform 1; end; $body$;
            select 'x; commit; y', "commit;" from (values (1)) as "commit;" ("commit;"); -- ; commit;
            prepare plan as select 1;
            /* ; commit; /* nested ; */ commit; */ select E'it\\'s; commit;'
            """
        _ = try Migration(file: "0001_a.sql", sql: text)
        #expect(SQLSplitter.split(text).count == 6)
    }

    @Test("statements are cut at the semicolons between them, with their lines")
    func split() {
        #expect(SQLSplitter.split("") == [])
        #expect(SQLSplitter.split(" ;; -- only a comment\n;") == [])
        let statements = SQLSplitter.split(
            "select 1;\n\n-- two\nselect\n  2 ;create index concurrently if not exists a on b (c)")
        #expect(
            statements.map(\.text) == [
                "select 1", "select\n  2 ", "create index concurrently if not exists a on b (c)",
            ])
        #expect(statements.map(\.line) == [1, 4, 5])
        #expect(SQLSplitter.split("select $1; select $$;$$; select a$b$c; select 2").count == 4)
        #expect(SQLSplitter.split("select 'open; select 2").count == 1)
        #expect(
            SQLSplitter.split("create rule r as on insert to a do (delete from b; delete from c); select 1")
                .count == 2)
    }

    @Test("a dump is stripped of what differs from machine to machine, and of nothing else")
    func structure() {
        let dump = """
            --
            -- PostgreSQL database dump
            --

            \\restrict abc123

            -- Dumped from database version 15.18
            -- Dumped by pg_dump version 15.18

            SET statement_timeout = 0;
            SELECT pg_catalog.set_config('search_path', '', false);

            --
            -- Name: berth; Type: SCHEMA; Schema: -; Owner: berth_owner
            --

            CREATE SCHEMA berth;
            ALTER SCHEMA berth OWNER TO berth_owner;
            ALTER FUNCTION berth.f() OWNER TO berth_sign_in;
            SET search_path = berth;


            GRANT USAGE ON SCHEMA berth TO berth_app;
            --
            -- PostgreSQL database dump complete
            --

            \\unrestrict abc123

            """
        let text = StructureText.normalised(dump)
        #expect(
            text == """
                --
                -- Name: berth; Type: SCHEMA; Schema: -; Owner: berth_owner
                --

                CREATE SCHEMA berth;
                ALTER FUNCTION berth.f() OWNER TO berth_sign_in;
                SET search_path = berth;

                GRANT USAGE ON SCHEMA berth TO berth_app;

                """)
        #expect(StructureText.normalised(text) == text)
    }
}
