public import Postgres

/// Reads the structure of a database by `pg_dump`.
public struct StructureDump: Sendable {
    private let program: String

    /// Uses a `pg_dump`, whose version must not be older than the server's.
    public init(program: String) { self.program = program }

    /// The definitions of everything in the database but the migrations' own table, in a form that does not depend on the
    /// machine.
    /// - Throws: `ServerError` of kind `program`.
    public func structure(of configuration: PostgresConfiguration) async throws(ServerError) -> String {
        // By environment: the arguments of a process are for everybody to see, and one of these may be a password.
        let variables = [
            "host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER",
            "password": "PGPASSWORD",
            "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT",
            "sslkey": "PGSSLKEY",
            "passfile": "PGPASSFILE", "service": "PGSERVICE", "target_session_attrs": "PGTARGETSESSIONATTRS",
        ]
        var environment = Subprocess.plainEnvironment
        for (keyword, variable) in variables {
            if let value = configuration[keyword] { environment[variable] = value }
        }
        let process = Subprocess(
            executable: program,
            arguments: [
                "--schema-only", "--no-password", "--encoding=UTF8", "--exclude-schema=berth_migrations",
            ]
                + (configuration.role.map { ["--role=\($0)"] } ?? []),
            environment: environment)
        let outcome = try await BlockingQueue.run { () throws(ServerError) in try process.run() }
        guard outcome.succeeded else {
            throw ServerError(
                .program, "The structure of the database could not be read with \(program).",
                details: outcome.errors)
        }
        return StructureText.normalised(outcome.output)
    }
}
