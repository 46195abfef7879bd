/// What the server writes into `postmaster.pid` while it runs.
struct PostmasterFile: Equatable {
    /// Number of the main process.
    var pid: Int32
    /// Folder of its socket, if it got as far as opening one.
    var socketDirectory: String?
    /// `starting`, `ready`, `stopping` or `standby`, if it got as far as saying.
    var state: String?

    /// Reads the lines of the file; nil if the first is no process number (empty after a full disk, for example).
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, let pid = Int32(first.filter { $0 != " " }), pid > 0 else {
            return nil
        }
        self.pid = pid
        if lines.count > 4, !lines[4].isEmpty { socketDirectory = String(lines[4]) }
        if lines.count > 7 {
            let word = lines[7].filter { $0 != " " }
            if !word.isEmpty { state = String(word) }
        }
    }

    /// Whether that process lives and is a server of these data. A process number is used again after a crash or a
    /// restart of the machine, and the server itself would then refuse to start.
    func isAlive(data: String) -> Bool {
        guard SystemCall.processExists(pid), !SystemCall.isZombie(pid) else { return false }
        guard let folder = SystemCall.linkTarget("/proc/\(pid)/cwd") else {
            // No /proc here, or not ours to read: believe the number.
            return true
        }
        return folder == data || folder == SystemCall.realPath(data)
    }
}
