import FoundationEssentials

/// The folders of Berth's own PostgreSQL server.
///
/// Everything is under one home folder: `postgres/data`, `postgres/run` (the socket), `postgres/log` and
/// `postgres/lock`. Where the server must run as a user who cannot enter the home folder, the data, socket and log are
/// under `/var/lib/berth`, and the file `postgres/location` says so.
public struct ServerLocation: Sendable, Hashable {
    /// Absolute path of the home folder.
    public let home: String

    /// Uses a home folder; a relative path is taken from the folder the process is in.
    public init(home: String) {
        var path = home.isEmpty ? ".berth" : home
        if !path.hasPrefix("/") {
            path = FileManager.default.currentDirectoryPath + "/" + path
        }
        self.home = Self.tidy(path)
    }

    /// Uses `BERTH_HOME` of the environment given, else `.berth` in the folder the process is in.
    public init(environment: [String: String]) {
        self.init(home: environment["BERTH_HOME"] ?? ".berth")
    }

    /// The folder that belongs to the server within home; it holds the lock and, if the data are elsewhere, the note.
    public var folder: String { home + "/postgres" }
    /// The file two starters lock against each other.
    var lock: String { folder + "/lock" }
    /// The note that says where the data are, if they are not here.
    var note: String { folder + "/location" }
    /// Where the data go when the server's user cannot enter `home`.
    var elsewhere: String { "/var/lib/berth/\(fingerprint)" }

    /// The folder that holds data, run and log: `folder`, or the place the note names.
    public var base: String {
        guard let text = Files.text(note) else { return folder }
        let line = text.split(separator: "\n").first { $0.hasPrefix("/") }
        return line.map(String.init) ?? folder
    }

    /// The folder of the database files.
    public var data: String { base + "/data" }
    /// The server's log.
    public var log: String { base + "/log" }

    /// The folder of the socket: `run`, or a short one under `/tmp` if the socket's path would be over 100 bytes, which
    /// is near the limit of the operating system (104 to 108).
    public var socketDirectory: String {
        let usual = base + "/run"
        return "\(usual)/.s.PGSQL.5432".utf8.count <= 100 ? usual : "/tmp/berth-\(fingerprint)"
    }

    /// Sixteen hexadecimal digits that stand for the home folder (FNV-1a, 64 bits).
    var fingerprint: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in home.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Drops `.` and empty parts and resolves `..`, without asking the file system: the folder may not exist yet.
    private static func tidy(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == ".." {
                _ = parts.popLast()
            } else {
                parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }
}
