import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Thin, typed wrappers of the system calls the server needs.
enum SystemCall {
    /// The text the system gives for an error number.
    static func message(_ number: Int32 = errno) -> String {
        guard let text = strerror(number) else { return "error \(number)" }
        return String(cString: text)
    }

    /// The numeric id of the user who runs this process.
    static var effectiveUser: UInt32 { geteuid() }

    /// Whether a process of that number exists and is one that this user may signal.
    ///
    /// Somebody else's process is none of our servers, whose number has then been used again.
    static func processExists(_ pid: Int32) -> Bool {
        guard pid > 0 else { return false }
        return kill(pid, 0) == 0
    }

    /// Whether a process has ended and only waits for its parent to notice, as happens in containers without an init.
    static func isZombie(_ pid: Int32) -> Bool {
        // "81 (a name with ) in it) Z 1 …"
        guard let text = Files.text("/proc/\(pid)/stat"), let name = text.lastIndex(of: ")") else {
            return false
        }
        return text[text.index(after: name)...].first { $0 != " " } == "Z"
    }

    /// Where a symbolic link points, or nil if it cannot be read.
    static func linkTarget(_ path: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }

    /// The real path behind symbolic links, or nil if there is no such file.
    static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Blocks the calling thread, which must not belong to the cooperative pool.
    static func pause(milliseconds: Int) {
        usleep(UInt32(milliseconds * 1000))
    }

    /// Seconds on a clock that is never set back.
    static func monotonicSeconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1_000_000_000
    }
}
