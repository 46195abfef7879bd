import Foundation
import Testing

@testable import PostgresServer

@Suite("Parts of the server module")
struct ServerPartsTests {
    @Test("a child's streams, exit code and arguments come back as they are")
    func subprocess() throws {
        let outcome = try Subprocess(
            executable: "/bin/sh",
            arguments: ["-c", "printf '%s|' \"$@\"; echo bad >&2; exit 7", "-", "a b", "$HOME", ""]
        ).run()
        #expect(outcome.output == "a b|$HOME||")
        #expect(outcome.errors == "bad\n")
        #expect(outcome.status == 7)
    }

    @Test("a child that floods both streams does not hang")
    func flood() throws {
        let outcome = try Subprocess(
            executable: "/bin/sh",
            arguments: [
                "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2",
            ]
        ).run()
        #expect(outcome.output.utf8.count == 300_000)
        #expect(outcome.errors.utf8.count == 600_000)
    }

    @Test("a child inherits neither our files nor our environment")
    func nothingInherited() throws {
        let descriptor = open("/dev/null", O_RDONLY)
        defer { close(descriptor) }
        let outcome = try Subprocess(
            executable: "/bin/sh", arguments: ["-c", "[ -e /dev/fd/\(descriptor) ] && echo open; env; pwd"]
        ).run()
        #expect(!outcome.output.contains("open"))
        #expect(outcome.output.split(separator: "\n").last == "/")
        #expect(!outcome.output.contains("USER="))
    }

    @Test("a signal that ended a child shows in its status")
    func signal() throws {
        #expect(try Subprocess(executable: "/bin/sh", arguments: ["-c", "kill -9 $$"]).run().status == 137)
    }

    @Test("a process that has ended but has not been collected counts as gone")
    func zombie() throws {
        var pid: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
        defer { free(arguments[0]) }
        #expect(posix_spawn(&pid, "/bin/true", nil, nil, &arguments, nil) == 0)
        var state = siginfo_t()
        // Waits for its end without collecting it.
        #expect(waitid(P_PID, id_t(pid), &state, WEXITED | WNOWAIT) == 0)
        #expect(SystemCall.processExists(pid))
        #expect(SystemCall.isZombie(pid))
        #expect(PostmasterFile(text: "\(pid)\n")?.isAlive(data: "/data") == false)
        waitpid(pid, nil, 0)
        #expect(!SystemCall.isZombie(getpid()))
    }

    @Test("a missing program is an error")
    func missing() {
        #expect(throws: ServerError.self) { try Subprocess(executable: "/no/such", arguments: []).run() }
    }

    @Test("homes are made absolute without asking the file system")
    func homes() {
        #expect(ServerLocation(home: "/a/./b/../c//").home == "/a/c")
        #expect(ServerLocation(home: "x").home == FileManager.default.currentDirectoryPath + "/x")
        #expect(ServerLocation(environment: ["BERTH_HOME": "/h"]).home == "/h")
        #expect(ServerLocation(environment: [:]).home.hasSuffix("/.berth"))
        #expect(ServerLocation(home: "/a").fingerprint != ServerLocation(home: "/b").fingerprint)
    }

    @Test("the longest usual socket path is 100 bytes")
    func socketLimit() {
        // "/" + name + "/postgres/run" + "/.s.PGSQL.5432"
        let fits = ServerLocation(home: "/" + String(repeating: "x", count: 100 - 28))
        let over = ServerLocation(home: "/" + String(repeating: "x", count: 101 - 28))
        #expect((fits.socketDirectory + "/.s.PGSQL.5432").utf8.count == 100)
        #expect(over.socketDirectory.hasPrefix("/tmp/berth-"))
    }

    @Test("the server's own lock file is read in all its states")
    func postmasterFile() {
        let whole = "81\n/data\n17000\n5432\n/run/x\n\n  1 2\nready   \n"
        let file = PostmasterFile(text: whole)
        #expect(file?.pid == 81)
        #expect(file?.socketDirectory == "/run/x")
        #expect(file?.state == "ready")
        #expect(PostmasterFile(text: "81\n/data\n17000\n5432\n")?.state == nil)
        #expect(PostmasterFile(text: "") == nil)
        #expect(PostmasterFile(text: "-3\n") == nil)
        #expect(PostmasterFile(text: "x\n") == nil)
    }

    @Test("settings are quoted and the last one wins; identities name each user once")
    func texts() {
        let text = ClusterSettings(socketDirectory: "/it's", extra: ["fsync": "off"]).configuration
        #expect(text.contains("unix_socket_directories = '/it''s'"))
        #expect(text.contains("listen_addresses = ''"))
        #expect(
            text.range(of: "fsync = 'off'", options: .backwards)!.lowerBound
                > text.range(of: "fsync = 'on'")!.lowerBound)
        let map = ClusterSettings.identities(["ann", "ann"]).split(separator: "\n").filter {
            $0.hasPrefix("berth")
        }
        #expect(map == ClusterSettings.roles.map { "berth \"ann\" \($0)" })
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "berth-parts-\(UUID().uuidString)"
        ).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test("a file is not written through a link that somebody has left where it is prepared")
    func links() throws {
        try withFolder { folder in
            let (victim, file) = ("\(folder)/victim", "\(folder)/berth.conf")
            try Data("kept".utf8).write(to: URL(filePath: victim))
            try FileManager.default.createSymbolicLink(atPath: file + ".new", withDestinationPath: victim)
            #expect(try Files.write("mine", to: file, owner: .current))
            #expect(Files.text(victim) == "kept")
            #expect(Files.text(file) == "mine")
            #expect(SystemCall.linkTarget(file) == nil)
        }
    }

    @Test("a private folder is no link and no file")
    func privateFolders() throws {
        try withFolder { folder in
            let (real, link) = ("\(folder)/real", "\(folder)/link")
            try Files.makePrivateFolder(real, owner: .current)
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: real)
            #expect(throws: ServerError.self) { try Files.makePrivateFolder(link, owner: .current) }
            try Data().write(to: URL(filePath: "\(folder)/file"))
            #expect(throws: ServerError.self) {
                try Files.makePrivateFolder("\(folder)/file", owner: .current)
            }
            chmod(real, 0o777)
            try Files.makePrivateFolder(real, owner: .current)
            var status = stat()
            #expect(stat(real, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700)
        }
    }

    @Test(
        "root takes over no folder of another user's", .enabled(if: geteuid() == 0, "needs root to make one"))
    func foreignFolders() throws {
        let server = SystemUser(name: "server", id: 23_456, group: 23_456)
        try withFolder { folder in
            let (foreign, own) = ("\(folder)/foreign", "\(folder)/own")
            for path in [foreign, own] { #expect(mkdir(path, 0o755) == 0) }
            #expect(chown(foreign, 12_345, 12_345) == 0)
            #expect(throws: ServerError.self) { try Files.makePrivateFolder(foreign, owner: server) }
            try Files.makePrivateFolder(own, owner: server)
            var status = stat()
            #expect(stat(foreign, &status) == 0 && status.st_uid == 12_345 && status.st_mode & 0o777 == 0o755)
            #expect(stat(own, &status) == 0 && status.st_uid == 23_456 && status.st_mode & 0o777 == 0o700)
            #expect(try Files.write("x", to: "\(own)/file", owner: server))
            #expect(stat("\(own)/file", &status) == 0 && status.st_uid == 23_456)
        }
    }
}
