import Foundation
import Postgres
import Synchronization

/// The names of the databases of tests; each holds the number of the process that made it.
enum TestDatabaseNames {
    private static let counter = Atomic(0)

    static func next() -> String {
        let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
        return "berth_test_\(getpid())_\(number)"
    }

    /// Drops the databases of processes that have ended without doing so.
    static func dropLeftovers(_ db: isolated PostgresConnection) throws {
        let names = try db.query(
            "select datname from pg_database where datname like 'berth\\_test\\_%'", as: String.self)
        for name in names {
            let parts = name.split(separator: "_")
            // Our own number is among them if the system used it before.
            guard parts.count == 4, let pid = Int32(parts[2]),
                pid == getpid() || kill(pid, 0) != 0 && errno == ESRCH
            else { continue }
            // Two test processes may clean up at once; the second finds nothing.
            try? db.script("drop database if exists \"\(name)\" with (force)")
        }
    }
}
