#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Runs a program to its end with `posix_spawn` and collects what it wrote. Blocks the calling thread.
struct Subprocess {
    /// How a program ended and what it wrote.
    struct Outcome: Sendable {
        /// The exit code, or 128 plus the number of the signal that ended it.
        var status: Int32
        /// What it wrote to standard output.
        var output: String
        /// What it wrote to standard error.
        var errors: String

        /// Whether it ended with exit code 0.
        var succeeded: Bool { status == 0 }
        /// Both streams, errors last, for a log.
        var everything: String { [output, errors].filter { !$0.isEmpty }.joined(separator: "\n") }
    }

    /// Absolute path of the program.
    var executable: String
    /// Arguments without the program's own name.
    var arguments: [String]
    /// The whole environment of the child; nothing is inherited.
    var environment: [String: String] = Subprocess.plainEnvironment

    /// English messages, the usual folders, and none of the caller's `PG…` variables.
    static var plainEnvironment: [String: String] {
        [
            "LC_ALL": "C", "LANG": "C", "HOME": "/",
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/homebrew/bin",
        ]
    }

    /// Runs the program and waits for its end.
    ///
    /// The child has no standard input, no other open files, no signal blocked or ignored, and `/` as its folder, which
    /// every user can enter.
    func run() throws(ServerError) -> Outcome {
        guard Files.isExecutable(executable) else {
            throw ServerError(.program, "The program \(executable) is not there or may not be run.")
        }
        let output = try Self.pipe()
        let errors: (read: Int32, write: Int32)
        do throws(ServerError) {
            errors = try Self.pipe()
        } catch {
            close(output.read)
            close(output.write)
            throw error
        }
        let pid: pid_t
        do throws(ServerError) {
            pid = try spawn(output: output.write, errors: errors.write)
        } catch {
            for descriptor in [output.read, output.write, errors.read, errors.write] { close(descriptor) }
            throw error
        }
        close(output.write)
        close(errors.write)
        let (first, second) = Self.drain(output.read, errors.read)
        close(output.read)
        close(errors.read)
        var state: Int32 = 0
        var ended: pid_t
        repeat { ended = waitpid(pid, &state, 0) } while ended == -1 && errno == EINTR
        // A host that ignores SIGCHLD loses its children's ends; no end must not pass for a good one.
        guard ended == pid else {
            throw ServerError(
                .program, "How \(executable) ended is not known: \(SystemCall.message()).",
                details: String(decoding: first + second, as: UTF8.self))
        }
        let signal = state & 0x7f
        let status = signal == 0 ? (state >> 8) & 0xff : 128 + signal
        return Outcome(
            status: status, output: String(decoding: first, as: UTF8.self),
            errors: String(decoding: second, as: UTF8.self))
    }

    private func spawn(output: Int32, errors: Int32) throws(ServerError) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        // Signals that the host program ignores (a service that handles SIGINT itself) would stay ignored in the server.
        var nothing = sigset_t()
        var everything = sigset_t()
        sigemptyset(&nothing)
        sigfillset(&everything)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        posix_spawnattr_setsigdefault(&attributes, &everything)
        var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        #if canImport(Darwin)
            flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
        #else
            // A server that outlives us must not hold our sockets or locks open.
            let open = Files.names(in: "/proc/self/fd").compactMap { Int32($0) }.max() ?? 255
            let limit = Int32(clamping: sysconf(Int32(_SC_OPEN_MAX)) - 1)
            for descriptor in 3...max(3, min(open + 32, limit)) {
                posix_spawn_file_actions_addclose(&actions, descriptor)
            }
        #endif
        posix_spawnattr_setflags(&attributes, Int16(flags))

        // Every user may enter "/", while a child that cannot enter the folder it is in fails to find its own parts.
        let shell = ["/bin/sh", "-c", "cd / && exec \"$0\" \"$@\"", executable]
        var argv: [UnsafeMutablePointer<CChar>?] = (shell + arguments).map { strdup($0) }
        var envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") }
        defer { for pointer in argv + envp { free(pointer) } }
        argv.append(nil)
        envp.append(nil)
        var pid: pid_t = 0
        let code = posix_spawn(&pid, shell[0], &actions, &attributes, argv, envp)
        guard code == 0 else {
            throw ServerError(
                .program, "The program \(executable) could not be run: \(SystemCall.message(code)).")
        }
        return pid
    }

    private static func pipe() throws(ServerError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        let code = makePipe(&ends)
        for end in ends where end >= 0 { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        guard code == 0 else {
            throw ServerError(.program, "No pipe could be opened: \(SystemCall.message()).")
        }
        return (ends[0], ends[1])
    }

    /// Reads two pipes to their ends, together: a child that fills one while we wait for the other would hang.
    private static func drain(_ first: Int32, _ second: Int32) -> ([UInt8], [UInt8]) {
        var collected: ([UInt8], [UInt8]) = ([], [])
        var open = [
            pollfd(fd: first, events: Int16(POLLIN), revents: 0),
            pollfd(fd: second, events: Int16(POLLIN), revents: 0),
        ]
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while open.contains(where: { $0.fd >= 0 }) {
            guard poll(&open, nfds_t(open.count), -1) >= 0 else {
                if errno == EINTR { continue }
                break
            }
            for index in open.indices where open[index].fd >= 0 && open[index].revents != 0 {
                let count = read(open[index].fd, &buffer, buffer.count)
                if count > 0 {
                    if index == 0 {
                        collected.0 += buffer[..<count]
                    } else {
                        collected.1 += buffer[..<count]
                    }
                } else if count == 0 || errno != EINTR {
                    open[index].fd = -1
                }
            }
        }
        return collected
    }
}

/// The system's `pipe`, which the static method of the same name would hide.
private func makePipe(_ ends: inout [Int32]) -> Int32 {
    pipe(&ends)
}
