import Postgres
import TestSupport
import Testing

@Suite("Databases of tests")
struct TestDatabaseTests {
    @Test("each test has its own database, and what one commits no other sees")
    func isolation() async throws {
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<6 {
                group.addTask {
                    try await withDatabase(.empty) { database in
                        try await database.pool().withConnection { db in
                            let before = try db.query(
                                "select relname from pg_class where relname = 'mark'", as: String.self)
                            #expect(before == [])
                            try db.script("create table mark (number integer)")
                            try db.execute("insert into mark (number) values (\(number))")
                            #expect(try db.query("select number from mark", as: Int.self) == [number])
                        }
                        return database.name
                    }
                }
            }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(Set(names).count == 6)
        let left = try await TestServer.shared.administer { db in
            try db.query("select datname from pg_database where datname = any(\(names))", as: String.self)
        }
        #expect(left == [], "they are dropped")
    }

    @Test("a failed test's database is dropped too, with connections open")
    func failing() async throws {
        struct Failure: Error {}
        var name = ""
        var stray: PostgresConnection?
        await #expect(throws: Failure.self) {
            try await withDatabase(.empty) { database in
                name = database.name
                stray = try await PostgresConnection.connect(
                    database.configuration(), logger: TestServer.logger)
                throw Failure()
            }
        }
        let exists = try await TestServer.shared.administer { [name] db in
            try db.one("select exists (select from pg_database where datname = \(name))", as: Bool.self)
        }
        #expect(!exists)
        await stray?.close()
    }

    @Test("a migrated database has the schema, belongs to its owner, and the roles log in as themselves")
    func migrated() async throws {
        try await withDatabase(.migrated) { database in
            for role in [TestDatabase.Role.owner, .application, .report] {
                let user = try await database.pool(as: role).withConnection { db in
                    try db.one("select current_user::text", as: String.self)
                }
                #expect(user == role.rawValue)
            }
            let (owner, tables) = try await database.pool().withConnection { db in
                (
                    try db.one(
                        "select datdba::regrole::text from pg_database where datname = current_database()",
                        as: String.self),
                    try db.one("select count(*) from pg_tables where schemaname = 'berth'", as: Int.self)
                )
            }
            #expect(owner == "berth_owner")
            #expect(tables > 0)
            await #expect(throws: PostgresError.self) {
                try await database.pool(as: .application).withConnection { db in
                    try db.script("create table berth.stray (id integer)")
                }
            }
        }
    }

    @Test(
        "other machines are refused",
        arguments: ["db.example.org", "10.0.0.1", "localhost,db.example.org", ""])
    func otherMachines(host: String) {
        var configuration = PostgresConfiguration(host: host)
        #expect(throws: TestFailure.self) { try HostGuard.check(configuration) }
        configuration = PostgresConfiguration(host: "localhost")
        configuration["hostaddr"] = host
        #expect(throws: TestFailure.self) { try HostGuard.check(configuration) }
    }

    @Test("no host at all is refused, because the environment may name one")
    func noHost() {
        #expect(throws: TestFailure.self) { try HostGuard.check(PostgresConfiguration()) }
    }

    @Test("this machine is allowed", arguments: ["localhost", "127.0.0.1", "::1", "/var/run/postgresql"])
    func thisMachine(host: String) throws {
        try HostGuard.check(PostgresConfiguration(host: host))
    }

    @Test("the gate lets through no more than it may, and everybody in the end")
    func gate() async {
        let gate = Gate(holders: 3)
        let counter = Counter()
        await withTaskGroup { group in
            for _ in 0..<50 {
                group.addTask {
                    await gate.pass {
                        await counter.enter()
                        await Task.yield()
                        await counter.leave()
                    }
                }
            }
        }
        #expect(await counter.passed == 50)
        #expect(await counter.most <= 3)
    }

    private actor Counter {
        var inside = 0
        var most = 0
        var passed = 0
        func enter() {
            inside += 1
            most = max(most, inside)
        }
        func leave() {
            inside -= 1
            passed += 1
        }
    }
}
