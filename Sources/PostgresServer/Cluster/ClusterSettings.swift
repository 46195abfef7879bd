/// The texts of the server's own configuration files.
struct ClusterSettings: Sendable {
    /// Folder of the socket.
    var socketDirectory: String
    /// Settings on top of ours; a later one wins.
    var extra: [String: String] = [:]

    /// `berth.conf`: a server for a small machine, reached by its socket only.
    var configuration: String {
        var settings: [(String, String)] = [
            ("listen_addresses", ""),
            ("unix_socket_directories", socketDirectory),
            ("unix_socket_permissions", "0700"),
            ("port", "5432"),
            ("max_connections", "60"),
            ("shared_buffers", "256MB"),
            ("effective_cache_size", "1GB"),
            ("work_mem", "16MB"),
            ("maintenance_work_mem", "128MB"),
            ("max_wal_size", "1GB"),
            ("wal_compression", "on"),
            ("checkpoint_timeout", "15min"),
            ("random_page_cost", "1.1"),
            ("jit", "off"),
            ("fsync", "on"),
            ("full_page_writes", "on"),
            ("password_encryption", "scram-sha-256"),
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
            ("lc_messages", "C"),
            ("log_line_prefix", "%m [%p] %q%u@%d "),
            ("log_min_messages", "warning"),
            // A statement's text may hold personal data, and the log is kept: errors are logged without it.
            ("log_min_error_statement", "panic"),
            ("log_error_verbosity", "terse"),
            ("log_checkpoints", "off"),
            ("log_autovacuum_min_duration", "-1"),
        ]
        settings += extra.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        let lines = settings.map { "\($0.0) = '\(Self.quote($0.1))'" }
        return "# Written by Berth at every start; changes here are lost.\n" + lines.joined(separator: "\n")
            + "\n"
    }

    /// `pg_hba.conf`: whoever the operating system says is at the other end of the socket, and nobody else.
    static let access = """
        # Written by Berth at every start; changes here are lost.
        local all all peer map=berth

        """

    /// The roles that may log in.
    static let roles = ["postgres", "berth_owner", "berth_app", "berth_report", "berth_backup"]

    /// `pg_ident.conf`: the starter and the server's own user may be any of Berth's roles.
    static func identities(_ users: [String]) -> String {
        var seen: Set<String> = []
        var lines = ["# Written by Berth at every start; changes here are lost."]
        for user in users where seen.insert(user).inserted {
            // Quotes keep a name with a blank, a slash or a hash literal.
            let name = "\"" + user.split(separator: "\"").joined(separator: "\"\"") + "\""
            lines += roles.map { "berth \(name) \($0)" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quote(_ value: String) -> String {
        value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
    }
}
