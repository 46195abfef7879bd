import CLibPQ

/// Where the server is, who connects, and how the session behaves.
///
/// Connections are made from keyword pairs, never from a string put together by hand.
public struct PostgresConfiguration: Sendable {
    /// libpq's keywords and their values; the properties below read and write the common ones.
    ///
    /// From the start they hold limits that notice a dead network within a minute.
    ///
    /// Source: PostgreSQL 15 manual, 34.1.2.
    public private(set) var keywords: [String: String] = [
        // A network that has gone is noticed within a minute, in seconds and, for `tcp_user_timeout`, milliseconds.
        // Without them the operating system may take two hours; Unix sockets have no need of them.
        "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
        "tcp_user_timeout": "30000",
    ]

    /// A role that the session takes on right after it starts.
    public var role: String?
    /// After how many milliseconds the server ends a statement; nil leaves it to the server.
    public var statementTimeout: Int?
    /// After how many milliseconds the server gives up waiting for a lock; nil leaves it to the server.
    public var lockTimeout: Int?
    /// After how many milliseconds the server ends a session idle in a transaction; nil leaves it to the server.
    public var idleInTransactionTimeout: Int?
    /// Whether statements are prepared and kept.
    public var preparedStatements: PreparedStatements = .cached(limit: 256)

    /// Whether statements are prepared and kept by a connection.
    public enum PreparedStatements: Hashable, Sendable {
        /// At most so many, the least recently used goes first.
        case cached(limit: Int)
        /// None; for poolers that give every transaction another session.
        case disabled
    }

    /// A configuration from its parts; what is nil is left to libpq and its environment variables.
    ///
    /// - Parameters:
    ///   - host: a name, an address, the folder of a Unix socket, or several of them with commas.
    ///   - connectTimeout: seconds to wait for each host.
    public init(
        host: String? = nil, port: Int? = nil, database: String? = nil, user: String? = nil,
        password: String? = nil, applicationName: String? = "berth", connectTimeout: Int = 10,
        tls: PostgresTLS? = nil
    ) {
        self.host = host
        self.port = port
        self.database = database
        self.user = user
        self.password = password
        self.applicationName = applicationName
        self.connectTimeout = connectTimeout
        if let tls { self.tls = tls }
    }

    /// Reads `postgresql://…` or `key=value …` as libpq does.
    ///
    /// - Throws: `.invalidConfiguration`; the message does not repeat the string, which may hold a password.
    public init(url: String) throws(PostgresError) {
        self.init()
        guard !url.utf8.contains(0) else {
            throw PostgresError(.invalidConfiguration, "the connection string holds a NUL character")
        }
        var complaint: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(url, &complaint) else {
            PQfreemem(complaint)
            throw PostgresError(.invalidConfiguration, "the connection string cannot be read")
        }
        defer { PQconninfoFree(options) }
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { keywords[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
    }

    /// Any libpq keyword.
    public subscript(keyword: String) -> String? {
        get { keywords[keyword] }
        set { keywords[keyword] = newValue }
    }

    /// A name, an address, the folder of a Unix socket, or several of them with commas.
    public var host: String? {
        get { keywords["host"] }
        set { keywords["host"] = newValue }
    }
    /// The port; nil also when there are several.
    public var port: Int? {
        get { keywords["port"].flatMap { Int($0) } }
        set { keywords["port"] = newValue.map { String($0) } }
    }
    /// The database.
    public var database: String? {
        get { keywords["dbname"] }
        set { keywords["dbname"] = newValue }
    }
    /// The user that logs in.
    public var user: String? {
        get { keywords["user"] }
        set { keywords["user"] = newValue }
    }
    /// The user's password.
    public var password: String? {
        get { keywords["password"] }
        set { keywords["password"] = newValue }
    }
    /// Start-up options such as `-c work_mem=64MB`; the session's own settings are added to them.
    public var options: String? {
        get { keywords["options"] }
        set { keywords["options"] = newValue }
    }
    /// The name shown in `pg_stat_activity`.
    public var applicationName: String? {
        get { keywords["application_name"] }
        set { keywords["application_name"] = newValue }
    }
    /// Seconds to wait for each host.
    public var connectTimeout: Int? {
        get { keywords["connect_timeout"].flatMap { Int($0) } }
        set { keywords["connect_timeout"] = newValue.map { String($0) } }
    }
    /// Which of several hosts will do: `any`, `read-write`, `read-only`, `primary`, `standby`, `prefer-standby`.
    public var targetSessionAttributes: String? {
        get { keywords["target_session_attrs"] }
        set { keywords["target_session_attrs"] = newValue }
    }
    /// Encryption; nil when nothing was said, which libpq takes as `prefer`.
    public var tls: PostgresTLS? {
        get {
            guard let mode = keywords["sslmode"].flatMap({ PostgresTLS.Mode(rawValue: $0) }) else {
                return nil
            }
            return PostgresTLS(
                mode: mode, rootCertificate: keywords["sslrootcert"], certificate: keywords["sslcert"],
                privateKey: keywords["sslkey"])
        }
        set {
            keywords["sslmode"] = newValue?.mode.rawValue
            keywords["sslrootcert"] = newValue?.rootCertificate
            keywords["sslcert"] = newValue?.certificate
            keywords["sslkey"] = newValue?.privateKey
        }
    }
}

extension PostgresConfiguration {
    /// The settings that every session is pinned to, so that text forms never depend on the server's defaults.
    static let pinnedSettings = [
        ("datestyle", "ISO"), ("intervalstyle", "iso_8601"), ("timezone", "UTC"), ("bytea_output", "hex"),
        ("standard_conforming_strings", "on"),
    ]

    /// The pairs that libpq is given.
    var connectionKeywords: [(String, String)] {
        var pairs = keywords.filter { $0.key != "options" && $0.key != "client_encoding" }
            .map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
        pairs.append(("client_encoding", "UTF8"))
        pairs.append(("options", startUpOptions))
        return pairs
    }

    /// Asks for the role and the time-outs in SQL; nil when none is configured.
    ///
    /// A pooler may drop the start-up options, and the server reports neither the role nor the time-outs. A session
    /// that lacks its role would pass row security by, so it is asked for again and the server has to agree.
    var sessionLimits: String? {
        var settings = timeOuts.map { "set \($0.0) = \($0.1)" }
        if let role { settings.append("set role \(SQL.quotedIdentifier(role))") }
        guard !settings.isEmpty else { return nil }
        return (["set bytea_output = 'hex'"] + settings).joined(separator: "; ")
    }

    private var startUpOptions: String {
        var settings = PostgresConfiguration.pinnedSettings
        if let role { settings.append(("role", role)) }
        settings += timeOuts
        let own = settings.map { "-c \($0.0)=\(PostgresConfiguration.escapedOption($0.1))" }
        return ([options ?? ""] + own).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private var timeOuts: [(String, String)] {
        var settings: [(String, String)] = []
        if let statementTimeout { settings.append(("statement_timeout", String(statementTimeout))) }
        if let lockTimeout { settings.append(("lock_timeout", String(lockTimeout))) }
        if let idleInTransactionTimeout {
            settings.append(("idle_in_transaction_session_timeout", String(idleInTransactionTimeout)))
        }
        return settings
    }

    /// The server splits options at spaces; a backslash keeps one together.
    static func escapedOption(_ value: String) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            if scalar.properties.isWhitespace || scalar == "\\" { escaped += "\\" }
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }
}

extension PostgresConfiguration: CustomStringConvertible {
    /// Where and who, without secrets.
    public var description: String {
        let shown = ["host", "port", "dbname", "user", "sslmode", "target_session_attrs"]
        return shown.compactMap { name in keywords[name].map { "\(name)=\($0)" } }.joined(separator: " ")
    }
}
