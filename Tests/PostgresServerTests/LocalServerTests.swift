import Foundation
import Logging
import Testing

@testable import PostgresServer

@Suite("Berth's own server")
struct LocalServerTests {
    @Test("starts, starts again as the same server, stops, stops again, and comes back")
    func lifecycle() async throws {
        try await withTemporaryServer { server in
            #expect(await server.status() == .stopped)
            try await server.startServer()
            let first = try await server.runningProcess()
            #expect(getsid(first) != getsid(0), "it would end with our terminal")
            try await server.startServer()
            #expect(try await server.runningProcess() == first)
            #expect(try await server.stop())
            #expect(await server.status() == .stopped)
            #expect(try await server.stop() == false)
            try await server.startServer()
            #expect(try await server.runningProcess() != first)
        }
    }

    @Test("several starters at once make one server")
    func starters() async throws {
        try await withTemporaryServer { server in
            let pids = try await withThrowingTaskGroup(of: Int32.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await server.startServer()
                        return try await server.runningProcess()
                    }
                }
                return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
            }
            #expect(pids.count == 1)
        }
    }

    @Test("a killed server is seen as crashed and recovers")
    func killed() async throws {
        try await withTemporaryServer { server in
            try await server.startServer()
            let first = try await server.runningProcess()
            kill(first, SIGKILL)
            while SystemCall.processExists(first), !SystemCall.isZombie(first) { await Task.yield() }
            #expect(await server.status() == .crashed)
            try await server.startServer()
            #expect(try await server.runningProcess() != first)
        }
    }

    @Test(
        "a stale lock file does not keep the server down",
        arguments: ["", "garbage\n", "999999999\n", "\(getpid())\n/elsewhere\n0\n5432\n"])
    func staleFile(text: String) async throws {
        try await withTemporaryServer { server in
            try await server.startServer()
            try await server.stop()
            let file = server.location.data + "/postmaster.pid"
            try Data(text.utf8).write(to: URL(filePath: file))
            if geteuid() == 0, let user = SystemUser.named("postgres") { try Files.give(file, to: user) }
            #expect(await server.status() == .crashed)
            try await server.startServer()
            _ = try await server.runningProcess()
        }
    }

    @Test("data that were never finished are thrown away")
    func halfMade() async throws {
        try await withTemporaryServer { server in
            let partial = server.location.folder + "/data.partial.4711/base"
            try FileManager.default.createDirectory(atPath: partial, withIntermediateDirectories: true)
            #expect(await server.status() == .stopped)
            try await server.startServer()
            _ = try await server.runningProcess()
            let left = Files.names(in: server.location.folder).filter { $0.hasPrefix("data.") }
            #expect(left == [])
        }
    }

    @Test("data of another version are refused with the ways out")
    func wrongVersion() async throws {
        try await withTemporaryServer { server in
            let data = server.location.data
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            try Data("9.6\n".utf8).write(to: URL(filePath: data + "/PG_VERSION"))
            let error = await #expect(throws: ServerError.self) { try await server.startServer() }
            guard case .wrongVersion(let had, let programs) = error?.kind else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(had == "9.6")
            #expect(Int(programs) != nil)
            for way in ["postgresql-9.6", "pg_upgrade", "dump", "BERTH_PG_BIN"] {
                #expect(error?.message.contains(way) == true)
            }
            #expect(Files.text(data + "/PG_VERSION") == "9.6\n")
        }
    }

    @Test("a data folder that holds something else is left alone")
    func strangeFolder() async throws {
        try await withTemporaryServer { server in
            let file = server.location.data + "/letter.txt"
            try FileManager.default.createDirectory(
                atPath: server.location.data, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: URL(filePath: file))
            let error = await #expect(throws: ServerError.self) { try await server.startServer() }
            #expect(error?.kind == .file)
            #expect(Files.text(file) == "mine")
            try FileManager.default.removeItem(atPath: server.location.data)
        }
    }

    @Test("a home too deep for a socket gets its socket under /tmp")
    func longPath() async throws {
        let deep = "/" + String(repeating: "d", count: 120)
        try await withTemporaryServer(subfolder: deep) { server in
            try await server.startServer()
            #expect(server.socketDirectory.hasPrefix("/tmp/berth-"))
            #expect(Files.exists(server.socketDirectory + "/.s.PGSQL.5432"))
            let rights = try FileManager.default.attributesOfItem(atPath: server.socketDirectory)
            #expect(rights[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test("a home the server's user cannot enter sends the data elsewhere", .enabled(if: geteuid() == 0))
    func unreachableHome() async throws {
        try await withTemporaryServer(mode: 0o700) { server in
            try await server.startServer()
            _ = try await server.runningProcess()
            #expect(server.location.base.hasPrefix("/var/lib/berth/"))
            #expect(Files.text(server.location.note)?.contains(server.location.base) == true)
            try await server.stop()
            try await server.startServer()
            _ = try await server.runningProcess()
        }
    }

    @Test("missing programs are named with the package that has them")
    func missingPrograms() async throws {
        let server = LocalServer(
            location: ServerLocation(home: "/tmp/berth-nothing-\(getpid())"), logger: .init(label: "test"),
            environment: ["BERTH_PG_BIN": "/nonexistent"])
        let error = await #expect(throws: ServerError.self) { try await server.startServer() }
        #expect(error?.kind == .programsMissing)
        #expect(error?.message.contains("postgresql-15") == true)
        try FileManager.default.removeItem(atPath: server.location.home)
    }
}
