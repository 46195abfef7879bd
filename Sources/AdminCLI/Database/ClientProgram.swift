#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif
import FoundationEssentials
import Postgres
import PostgresServer
import Services

/// PostgreSQL's own programs, run in the place of this process.
enum ClientProgram {
    /// Becomes `psql` or `pg_dump` on a database; returns only when it cannot.
    static func replaceProcess(
        _ program: String, _ arguments: [String], configuration: PostgresConfiguration,
        _ context: CommandContext
    ) throws {
        let path = try ServerPrograms.find(environment: context.environment).path(program)
        // The password, where there is one, goes by the environment: arguments are for everybody to see.
        if let password = configuration["password"] { setenv("PGPASSWORD", password, 1) }
        if let role = configuration.role { setenv("PGOPTIONS", "-c role=\(role)", 1) }
        let words =
            [program] + arguments.filter { $0 != "--" } + ["--dbname", DatabaseAddress.text(configuration)]
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        pointers.append(nil)
        execv(path, pointers)
        let reason = String(cString: strerror(errno))
        for pointer in pointers { free(pointer) }
        throw ServiceError(.unavailable, "\(path) could not be run: \(reason).")
    }
}
