import Foundation
import TestSupport
import Testing

@testable import Postgres

@Suite("Migrations on a real server")
struct MigrationRunnerTests {
    private func runner(_ texts: String...) throws -> MigrationRunner {
        let migrations = try texts.enumerated().map {
            try Migration(file: "000\($0.offset + 1)_step.sql", sql: $0.element)
        }
        return try MigrationRunner(migrations: migrations, logger: TestServer.silent)
    }

    private func withConnection(_ body: (PostgresConnection, TestDatabase) async throws -> Void) async throws
    {
        try await withDatabase(.empty) { database in
            let connection = try await PostgresConnection.connect(
                database.configuration(), logger: TestServer.silent)
            try await body(connection, database)
            await connection.close()
        }
    }

    private func numbers(_ connection: PostgresConnection) async throws -> [Int] {
        try await connection.perform { db in
            try db.query("select number from berth_migrations.migration order by number", as: Int.self)
        }
    }

    @Test("what is missing is applied once, with a hash that the server makes")
    func once() async throws {
        try await withConnection { connection, _ in
            let first = "create table a (id integer);"
            #expect(try await runner(first).migrate(connection).map(\.number) == [1])
            let both = try runner(first, "create table b (id integer); insert into b (id) values (1);")
            #expect(try await both.status(connection).map { $0.applied != nil } == [true, false])
            #expect(try await both.migrate(connection).map(\.number) == [2])
            #expect(try await both.migrate(connection) == [])
            #expect(
                try await both.status(connection).allSatisfy { $0.applied?.contains(" postgres") == true })
            let sound = try await connection.perform { db in
                try db.one(
                    """
                    select bool_and(took_ms >= 0) and min(hash) filter (where number = 1)
                        = encode(sha256(convert_to(\(first), 'UTF8')), 'hex')
                    from berth_migrations.migration
                    """, as: Bool.self)
            }
            #expect(sound)
        }
    }

    @Test("programs that migrate at once apply everything once")
    func concurrent() async throws {
        try await withDatabase(.empty) { database in
            let runner = try runner(
                "create table a (id integer); select pg_sleep(0.05);", "create table b (id integer);",
                "create table c (id integer);")
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let connection = try await PostgresConnection.connect(
                            database.configuration(), logger: TestServer.silent)
                        let applied = try await runner.migrate(connection)
                        await connection.close()
                        return applied.count
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(applied.sorted() == [0, 0, 0, 3])
        }
    }

    @Test("who waits for the lock does not hold up an index that is made beside it", .timeLimit(.minutes(10)))
    func concurrentIndex() async throws {
        try await withDatabase(.empty) { database in
            let runner = try runner(
                "create table a (id integer);",
                "-- no transaction\nselect pg_sleep(0.3);\ncreate index concurrently a_id on a (id);")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        let connection = try await PostgresConnection.connect(
                            database.configuration(), logger: TestServer.silent)
                        try await runner.migrate(connection)
                        await connection.close()
                    }
                }
                try await group.waitForAll()
            }
            let connection = try await PostgresConnection.connect(
                database.configuration(), logger: TestServer.silent)
            let isValid = try await connection.one(
                "select indisvalid from pg_index where indexrelid = 'a_id'::regclass", as: Bool.self)
            #expect(isValid)
            await connection.close()
        }
    }

    @Test("a migration whose commit nobody knows of says so, and the next run finds out")
    func unknownCommit() async throws {
        try await withDatabase(.empty) { database in
            func migrate(_ runner: MigrationRunner) async throws -> [Migration] {
                let connection = try await PostgresConnection.connect(
                    database.configuration(), logger: TestServer.silent)
                let result: Result<[Migration], any Error>
                do { result = .success(try await runner.migrate(connection)) } catch {
                    result = .failure(error)
                }
                await connection.close()
                return try result.get()
            }
            let doomed = try runner(
                """
                create table doomed (id integer);
                create function die() returns trigger language plpgsql as
                    $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(600); return null; end $$;
                create constraint trigger die after insert on doomed deferrable initially deferred
                    for each row execute function die();
                insert into doomed (id) values (1);
                """)
            let error = await #expect(throws: MigrationError.self) { try await migrate(doomed) }
            #expect(error?.underlying?.kind == .commitOutcomeUnknown)
            #expect(error?.message.contains("run migrate again") == true)
            #expect(error?.message.contains("nothing of it was kept") == false)
            #expect(try await migrate(runner("create table doomed (id integer);")).count == 1)
        }
    }

    @Test("a migration that takes on a role does not leave it to the next")
    func role() async throws {
        let role = "berth_step_\(UInt32.random(in: 0...UInt32.max))"
        try await withConnection { connection, _ in
            try await connection.execute("create role \(identifier: role) superuser")
            let own = try await connection.one("select session_user::text", as: String.self)
            let set = SQL("set role \(identifier: role);").renderedText
            try await runner(
                set, "do $$ begin assert current_user = session_user, 'leaked'; end $$;",
                "-- no transaction\n" + set,
                "do $$ begin assert current_user = session_user, 'leaked'; end $$;",
                set.replacing("set role", with: "set session authorization"),
                "do $$ begin assert session_user = '\(own)', 'leaked'; end $$;"
            ).migrate(connection)
            #expect(try await connection.one("select current_user = session_user", as: Bool.self))
            try await connection.execute("drop role \(identifier: role)")
        }
    }

    @Test("a migration that fails leaves nothing behind but those before it, and its error has file and line")
    func failing() async throws {
        try await withConnection { connection, _ in
            let bad = try runner(
                "create table a (id integer);", "-- ünïcode\ncreate table b (id integer);\nselect\n  wrong;")
            let error = await #expect(throws: MigrationError.self) { try await bad.migrate(connection) }
            #expect(error?.kind == .failed)
            #expect(error?.file == "0002_step.sql")
            #expect(error?.line == 4)
            #expect(error?.message.contains("0002_step.sql, line 4") == true)
            #expect(error?.underlying?.sqlState == "42703")
            #expect(try await numbers(connection) == [1])
            let good = try runner("create table a (id integer);", "create table b (id integer);")
            #expect(try await good.migrate(connection).map(\.number) == [2])
        }
    }

    @Test("an applied file that changed is named and nothing is applied")
    func changed() async throws {
        try await withConnection { connection, _ in
            try await runner("create table a (id integer);", "select 1;").migrate(connection)
            let edited = try runner(
                "create table a (id bigint);", "select 1;", "create table c (id integer);")
            let error = await #expect(throws: MigrationError.self) { try await edited.migrate(connection) }
            #expect(error?.kind == .changed)
            #expect(error?.file == "0001_step.sql")
            #expect(try await numbers(connection) == [1, 2])
            let renamed = try MigrationRunner(
                migrations: [
                    Migration(file: "0001_other.sql", sql: "create table a (id integer);"),
                    Migration(file: "0002_step.sql", sql: "select 1;"),
                ], logger: TestServer.silent)
            let other = await #expect(throws: MigrationError.self) { try await renamed.migrate(connection) }
            #expect(other?.kind == .changed)
        }
    }

    @Test("a database newer than the program, or with a hole, is refused")
    func newer() async throws {
        try await withConnection { connection, _ in
            try await runner("select 1;", "select 2;").migrate(connection)
            let error = await #expect(throws: MigrationError.self) {
                try await runner("select 1;").migrate(connection)
            }
            #expect(error?.kind == .databaseNewer)
            #expect(error?.message.contains("upgrade Berth") == true)
            _ = try await connection.perform { db in
                try db.execute("delete from berth_migrations.migration where number = 1")
            }
            let hole = await #expect(throws: MigrationError.self) {
                try await runner("select 1;", "select 2;").migrate(connection)
            }
            #expect(hole?.kind == .gap)
        }
    }

    @Test(
        "a file without a transaction may do what a transaction cannot, and is noted only when it ended well")
    func withoutTransaction() async throws {
        try await withConnection { connection, _ in
            let table = "create table a (id integer);"
            let index = "-- no transaction\ncreate index concurrently if not exists a_id on a (id);\n"
            let bad = try runner(table, index + "select\nwrong;")
            let error = await #expect(throws: MigrationError.self) { try await bad.migrate(connection) }
            #expect(error?.line == 3)
            #expect(try await numbers(connection) == [1])
            let good = try runner(table, index + "select 1;")
            #expect(try await good.migrate(connection).map(\.number) == [2])
            let inside = try runner(table, index + "select 1;", "create index concurrently b_id on a (id);")
            await #expect(throws: MigrationError.self) { try await inside.migrate(connection) }
        }
    }

    @Test("settings of one migration do not reach the next, and the lock is given back")
    func settings() async throws {
        try await withConnection { connection, database in
            let check = """
                do $$ begin
                    if current_setting('work_mem') = '77MB' then raise exception 'leaked'; end if;
                end $$;
                """
            try await runner("set work_mem = '77MB';", check).migrate(connection)
            let locks = try await connection.perform { db in
                try db.one(
                    "select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()",
                    as: Int.self)
            }
            #expect(locks == 0)
        }
    }

    @Test("verify scripts run in transactions that leave nothing, and one that raises is named with its line")
    func verify() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "berth-verify-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("create table left_over (id integer); select 1;".utf8).write(
            to: folder.appending(path: "a.sql"))
        try Data("not sql".utf8).write(to: folder.appending(path: "README.md"))
        try await withConnection { connection, _ in
            let runner = try runner("select 1;")
            #expect(try await runner.verify(connection, folder: folder.path) == ["a.sql"])
            let left = try await connection.perform { db in
                try db.one("select to_regclass('left_over') is null", as: Bool.self)
            }
            #expect(left)
            try Data("select 1;\nselect 1/0;".utf8).write(to: folder.appending(path: "b.sql"))
            let error = await #expect(throws: MigrationError.self) {
                try await runner.verify(connection, folder: folder.path)
            }
            #expect(error?.kind == .verifyFailed)
            #expect(error?.file == "b.sql")
            #expect(error?.underlying?.sqlState == "22012")
            try Data("commit; create table left_over (id integer);".utf8).write(
                to: folder.appending(path: "b.sql"))
            let ending = await #expect(throws: MigrationError.self) {
                try await runner.verify(connection, folder: folder.path)
            }
            #expect(ending?.kind == .transactionStatement)
            let missing = await #expect(throws: MigrationError.self) {
                try await runner.verify(connection, folder: folder.path + "/none")
            }
            #expect(missing?.kind == .unreadable)
        }
    }

    @Test("the schema's own files are in order, apply twice without a change, and pass their own checks")
    func schema() async throws {
        try await withDatabase(.migrated) { database in
            let runner = try MigrationRunner(
                folder: PackageRoot.schema + "/migrations", logger: TestServer.silent)
            let connection = try await PostgresConnection.connect(
                database.configuration(as: .owner), logger: TestServer.silent)
            #expect(try await runner.migrate(connection) == [])
            #expect(!runner.migrations.isEmpty)
            let verified = try await runner.verify(connection, folder: PackageRoot.schema + "/verify")
            #expect(!verified.isEmpty)
            await connection.close()
        }
    }
}
