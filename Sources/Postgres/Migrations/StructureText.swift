/// Brings the output of `pg_dump --schema-only` into a form that is the same on every machine.
public enum StructureText {
    /// Settings that pg_dump puts before and between the definitions.
    private static let settings = [
        "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "transaction_timeout",
        "client_encoding", "standard_conforming_strings", "check_function_bodies", "xmloption",
        "client_min_messages",
        "row_security", "default_tablespace", "default_table_access_method",
    ]

    /// Drops versions, session settings, `\restrict` lines and the ownership of `owner`; ends with one line break.
    public static func normalised(_ dump: String, owner: String = "berth_owner") -> String {
        var lines: [Substring] = []
        for line in dump.split(separator: "\n", omittingEmptySubsequences: false)
        where !isNoise(line, owner: owner) {
            if line.isEmpty, lines.last?.isEmpty ?? true { continue }
            // The rules of a comment that has lost its text go too.
            if line == "--", lines.last == "--" {
                lines.removeLast()
                continue
            }
            lines.append(line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func isNoise(_ line: Substring, owner: String) -> Bool {
        if line.hasPrefix("-- Dumped ") || line.hasPrefix("\\restrict ") || line.hasPrefix("\\unrestrict ") {
            return true
        }
        if line.hasPrefix("-- PostgreSQL database dump") { return true }
        if line == "SELECT pg_catalog.set_config('search_path', '', false);" { return true }
        if line.hasPrefix("ALTER ") && line.hasSuffix(" OWNER TO \(owner);") { return true }
        return settings.contains { line.hasPrefix("SET \($0) = ") }
    }
}
