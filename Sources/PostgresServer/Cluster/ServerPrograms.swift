/// The installed programs of a PostgreSQL server of one major version.
public struct ServerPrograms: Sendable, Equatable {
    /// The folder that holds `postgres`, `initdb`, `pg_ctl` and `pg_dump`.
    public let folder: String
    /// The major version, such as `15`.
    public let version: String

    /// The absolute path of one program.
    public func path(_ program: String) -> String { "\(folder)/\(program)" }

    /// Finds server programs; blocks while it asks each for its version.
    ///
    /// The folder `BERTH_PG_BIN` names is the only one looked at if it is set. Otherwise `pg_config --bindir`, the folders
    /// of Debian (newest first), Fedora and Homebrew, and the folders of `PATH`, in this order.
    /// - Parameters:
    ///   - version: the major version wanted; nil takes the first found.
    ///   - environment: the environment with `BERTH_PG_BIN` and `PATH`.
    /// - Throws: `ServerError` of kind `programsMissing` naming the package to install, or `wrongVersion`.
    public static func find(
        version: String? = nil, environment: [String: String]
    ) throws(ServerError) -> ServerPrograms {
        var other: ServerPrograms?
        for folder in folders(environment) {
            guard let programs = try look(in: folder) else { continue }
            if version == nil || programs.version == version { return programs }
            if other == nil { other = programs }
        }
        if let version, let other {
            throw ServerError(
                .wrongVersion(data: version, programs: other.version),
                "The data were made by PostgreSQL \(version), but the programs in \(other.folder) are version "
                    + "\(other.version): install postgresql-\(version) (or set BERTH_PG_BIN to it), upgrade the data "
                    + "with pg_upgrade, or dump them with version \(version) and restore into a new BERTH_HOME."
            )
        }
        throw ServerError(
            .programsMissing,
            "The PostgreSQL server programs were not found: install them (Debian and Ubuntu: postgresql-15 or newer; "
                + "Fedora: postgresql-server; Homebrew: postgresql@15), set BERTH_PG_BIN to their folder, or set "
                + "DATABASE_URL to use a server elsewhere.")
    }

    private static func folders(_ environment: [String: String]) -> [String] {
        if let chosen = environment["BERTH_PG_BIN"], !chosen.isEmpty { return [chosen] }
        let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter {
            $0.hasPrefix("/")
        }
        var found: [String] = []
        if let configuration = path.map({ $0 + "/pg_config" }).first(where: Files.exists),
            let outcome = try? Subprocess(executable: configuration, arguments: ["--bindir"]).run(),
            outcome.succeeded
        {
            found.append(String(outcome.output.prefix { !$0.isNewline }))
        }
        let debian = Files.names(in: "/usr/lib/postgresql").sorted { (Int($0) ?? 0) > (Int($1) ?? 0) }
        found += debian.map { "/usr/lib/postgresql/\($0)/bin" }
        for prefix in ["/opt/homebrew/opt", "/usr/local/opt", "/home/linuxbrew/.linuxbrew/opt"] {
            let formulas = Files.names(in: prefix).filter { $0.hasPrefix("postgresql") }
            found += formulas.sorted(by: >).map { "\(prefix)/\($0)/bin" }
        }
        return found + path
    }

    private static func look(in folder: String) throws(ServerError) -> ServerPrograms? {
        for program in ["postgres", "initdb", "pg_ctl"] where !Files.exists("\(folder)/\(program)") {
            return nil
        }
        let outcome = try Subprocess(executable: "\(folder)/postgres", arguments: ["--version"]).run()
        // "postgres (PostgreSQL) 15.19 (Debian 15.19-0+deb12u1)", "postgres (PostgreSQL) 19beta1"
        guard outcome.succeeded,
            let number = outcome.output.split(separator: " ").first(where: { $0.first?.isNumber == true })
        else { return nil }
        return ServerPrograms(folder: folder, version: String(number.prefix { $0.isNumber }))
    }
}
