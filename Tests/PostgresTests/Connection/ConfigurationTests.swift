import Postgres
import Testing

@Suite struct ConfigurationTests {
    @Test func readsURLsAndKeywords() throws {
        let url = try PostgresConfiguration(
            url: "postgresql://ann:s%20ecret@db.example:6432/berth?sslmode=verify-full&sslrootcert=/ca.pem")
        #expect(url.host == "db.example" && url.port == 6432 && url.database == "berth" && url.user == "ann")
        #expect(url.password == "s ecret")
        #expect(url.tls == PostgresTLS(mode: .verifyFull, rootCertificate: "/ca.pem"))
        let pairs = try PostgresConfiguration(url: "host=a,b port=1,2 target_session_attrs=read-write")
        #expect(pairs.host == "a,b" && pairs.port == nil && pairs["port"] == "1,2")
        #expect(pairs.targetSessionAttributes == "read-write")
        #expect(pairs.connectTimeout == 10)
    }

    @Test func neverShowsThePassword() {
        let error = #expect(throws: PostgresError.self) {
            try PostgresConfiguration(url: "postgresql://ann:topsecret@[bad/berth")
        }
        #expect(error.map { !String(reflecting: $0).contains("topsecret") } == true)
        #expect(!"\(PostgresConfiguration(host: "h", password: "topsecret"))".contains("topsecret"))
    }

    @Test func pinsTheSessionWhateverTheDefaultsAre() async throws {
        try await Fixture.withConnection({
            $0.options = "-c datestyle=German -c timezone=Asia/Tokyo -c bytea_output=escape -c work_mem=9MB"
            $0.applicationName = "it's \\ a test"
            $0.statementTimeout = 61_000
            $0.lockTimeout = 7_000
            $0.idleInTransactionTimeout = 62_000
        }) { (db: isolated PostgresConnection) throws in
            let wanted = [
                "datestyle": "ISO, DMY", "timezone": "UTC", "bytea_output": "hex",
                "intervalstyle": "iso_8601",
                "client_encoding": "UTF8", "work_mem": "9MB", "statement_timeout": "61s",
                "lock_timeout": "7s",
                "idle_in_transaction_session_timeout": "62s", "application_name": "it's \\ a test",
            ]
            for (name, value) in wanted {
                #expect(try db.one("select current_setting(\(name))", as: String.self) == value)
            }
        }
    }

    @Test func takesOnARoleEvenOneWithSpaces() async throws {
        let role = "odd \\ role \(UInt32.random(in: 0...UInt32.max))"
        try await Fixture.withConnection { db in _ = try db.execute("create role \(identifier: role)") }
        try await Fixture.withConnection({ $0.role = role }) { (db: isolated PostgresConnection) throws in
            #expect(try db.one("select current_user::text", as: String.self) == role)
        }
        try await Fixture.withConnection { db in _ = try db.execute("drop role \(identifier: role)") }
    }

    /// A pooler may drop start-up options, so what was asked for must have been asked for again in SQL.
    @Test func roleAndTimeOutsAreAskedForAfterConnectingToo() async throws {
        let role = "odd \" role \(UInt32.random(in: 0...UInt32.max))"
        try await Fixture.withConnection { db in _ = try db.execute("create role \(identifier: role)") }
        let connection = try await Fixture.connect {
            $0.role = role
            $0.statementTimeout = 61_000
            $0.idleInTransactionTimeout = 62_000
        }
        let process = await connection.backendProcess
        let last = try await Fixture.withConnection { (db: isolated PostgresConnection) throws in
            try db.one("select query from pg_stat_activity where pid = \(process)", as: String.self)
        }
        #expect(last.contains("set statement_timeout = 61000"))
        #expect(last.contains("set idle_in_transaction_session_timeout = 62000"))
        #expect(!last.contains("lock_timeout"))
        #expect(last.hasSuffix("set role \(SQL("\(identifier: role)").renderedText)"))
        #expect(try await connection.one("select current_user::text", as: String.self) == role)
        await connection.close()
        try await Fixture.withConnection { db in _ = try db.execute("drop role \(identifier: role)") }
    }

    @Test func aFailedConnectSaysSo() async throws {
        for change: @Sendable (inout PostgresConfiguration) -> Void in [
            { $0.host = "/nowhere/at/all" }, { $0.database = "no such database" },
            { $0.role = "no such role" }, { $0["no_such_keyword"] = "x" },
        ] {
            await #expect(throws: PostgresError.self) { try await Fixture.connect(change) }
        }
        let error = await #expect(throws: PostgresError.self) {
            try await Fixture.connect { $0.host = "/nowhere" }
        }
        #expect(error?.kind == .connectionFailed)
        #expect(error.map { !"\($0)".contains("nowhere") } == true)
    }

    @Test func aDeadNetworkIsNoticedUnlessToldOtherwise() throws {
        let plain = try PostgresConfiguration(url: "postgresql://db.example/berth")
        #expect(plain["tcp_user_timeout"] == "30000")
        #expect(plain["keepalives_idle"] == "30")
        let own = try PostgresConfiguration(
            url: "postgresql://db.example/berth?keepalives_idle=7&tcp_user_timeout=0")
        #expect(own["keepalives_idle"] == "7")
        #expect(own["tcp_user_timeout"] == "0")
        #expect(own["keepalives_count"] == "3")
    }
}
