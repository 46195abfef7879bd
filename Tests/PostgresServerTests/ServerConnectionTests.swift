import Foundation
import Logging
import Postgres
import Testing

@testable import PostgresServer

@Suite("Connecting to Berth's own server")
struct ServerConnectionTests {
    private let roles = """
        do $$ begin
            if not exists (select from pg_roles where rolname = 'berth_owner') then
                create role berth_owner login;
            end if;
        end $$;
        """

    @Test("bootstrap makes roles and database once, however many call it; committed data outlive a kill")
    func bootstrap() async throws {
        try await withTemporaryServer { server in
            try await server.start()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask { try await server.bootstrap(databaseName: "berth", rolesScript: roles) }
                }
                try await group.waitForAll()
            }
            let owner = server.configuration(database: "berth", user: "berth_owner")
            let first = try await PostgresConnection.connect(owner, logger: .init(label: "test"))
            try await first.perform { db in
                try db.script("create table kept (word text); insert into kept (word) values ('still here')")
            }
            let victim = try await server.runningProcess()
            kill(victim, SIGKILL)
            while SystemCall.processExists(victim), !SystemCall.isZombie(victim) { await Task.yield() }
            await first.close()
            try await server.start()
            let second = try await PostgresConnection.connect(owner, logger: .init(label: "test"))
            let words = try await second.perform { db in
                try db.query("select word from kept", as: String.self)
            }
            #expect(words == ["still here"])
            await second.close()
        }
    }

    @Test("there is no network port, checksums are on, and the server is pinned to UTF-8 and UTC")
    func settings() async throws {
        try await withTemporaryServer(settings: ["shared_buffers": "16MB"]) { server in
            let connection = try await PostgresConnection.connect(
                try await server.start(), logger: .init(label: "test"))
            let names = [
                "listen_addresses", "data_checksums", "server_encoding", "fsync", "jit",
                "unix_socket_permissions",
            ]
            let values = try await connection.perform { db in
                try names.map { try db.one("select current_setting(\($0))", as: String.self) }
            }
            #expect(values == ["", "on", "UTF8", "on", "off", "0700"])
            await connection.close()
            let rights = try FileManager.default.attributesOfItem(atPath: server.socketDirectory)
            #expect(rights[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test("a user who is not in the map is refused")
    func strangers() async throws {
        try await withTemporaryServer { server in
            try await server.start()
            let stranger = server.configuration(database: "postgres", user: "somebody")
            let error = await #expect(throws: PostgresError.self) {
                try await PostgresConnection.connect(stranger, logger: .init(label: "test"))
            }
            #expect(error?.message.contains("authentication failed") == true)
        }
    }

    @Test("a roles script with an error is reported as such")
    func badRoles() async throws {
        try await withTemporaryServer { server in
            try await server.start()
            let error = await #expect(throws: ServerError.self) {
                try await server.bootstrap(databaseName: "berth", rolesScript: "create rôle")
            }
            #expect(error?.kind == .bootstrap)
            #expect(error?.details.contains("42601") == true)
        }
    }

    @Test("a copy whose backend is killed without a word ends", .timeLimit(.minutes(10)))
    func killedInACopy() async throws {
        try await withTemporaryServer { server in
            let configuration = try await server.start()
            let connection = try await PostgresConnection.connect(configuration, logger: .init(label: "test"))
            let process = await connection.backendProcess
            let task = Task {
                try await connection.perform { db in
                    _ = try db.copyOut(
                        """
                        copy (select pg_sleep(case when n = 5000 then 600 else 0 end), n
                            from generate_series(1, 9000) as n) to stdout
                        """
                    ) { _ in }
                }
            }
            let watcher = try await PostgresConnection.connect(configuration, logger: .init(label: "test"))
            while try await !watcher.one(
                "select coalesce(wait_event, '') = 'PgSleep' from pg_stat_activity where pid = \(process)",
                as: Bool.self)
            {
                await Task.yield()
            }
            kill(process, SIGKILL)
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.kind == .connectionLost)
            await watcher.close()
            await connection.close()
        }
    }
}
