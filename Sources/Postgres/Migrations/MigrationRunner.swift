public import Logging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Brings a database to the state that a folder of numbered SQL files describes.
///
/// Files are named `0001_name.sql`, without a gap. Each runs in a transaction of its own, whose first statement notes it in
/// `berth_migrations.migration` with a hash of its text. There is no way back: a mistake is corrected by a further file.
public struct MigrationRunner: Sendable {
    /// The migrations, in their order.
    public let migrations: [Migration]
    private let logger: Logger

    /// A migration as the database remembers it.
    struct Applied: Sendable {
        var number: Int
        var name: String
        var hash: String
    }

    /// A migration and whether the database has it.
    public struct Status: Sendable, Hashable {
        /// Its place in the order, from 1.
        public var number: Int
        /// Its name.
        public var name: String
        /// When and by whom it was applied, or nil if it is still to be.
        public var applied: String?
    }

    /// Reads the `.sql` files of a folder.
    /// - Throws: `MigrationError` if the folder cannot be read or its files are not in order.
    public init(folder: String, logger: Logger) throws(MigrationError) {
        var migrations: [Migration] = []
        for script in try MigrationFolder.scripts(in: folder) {
            migrations.append(try Migration(file: script.file, sql: script.text))
        }
        try self.init(migrations: migrations, logger: logger)
    }

    /// Takes migrations as they are, in any order.
    /// - Throws: `MigrationError` of kind `duplicateNumber` or `gap`.
    public init(migrations: [Migration], logger: Logger) throws(MigrationError) {
        let sorted = migrations.sorted { ($0.number, $0.name) < ($1.number, $1.name) }
        for (previous, next) in zip(sorted, sorted.dropFirst()) where previous.number == next.number {
            throw MigrationError(
                .duplicateNumber, file: next.file,
                "\(previous.file) and \(next.file) have the same number: give one of them the next free one.")
        }
        for (index, migration) in sorted.enumerated() where migration.number != index + 1 {
            throw MigrationError(
                .gap, file: migration.file, "Migration \(index + 1) is missing before \(migration.file).")
        }
        self.migrations = sorted
        self.logger = logger
    }

    /// Applies what is missing and says what that was. Safe to call from several programs at once.
    /// - Throws: `MigrationError`; what was applied before the one that failed stays.
    @discardableResult
    public func migrate(_ connection: PostgresConnection) async throws -> [Migration] {
        try await connection.perform { db in
            try locked(db) { () throws(MigrationError) in try apply(db) }
        }
    }

    /// All migrations, and when each was applied.
    /// - Throws: `MigrationError` under the same rules as `migrate`, so a database that is newer or changed is refused.
    public func status(_ connection: PostgresConnection) async throws -> [Status] {
        try await connection.perform { db in
            let applied = try history(db)
            try check(applied, hashes: try hashes(db))
            let when: [(Int, String)] =
                applied.isEmpty
                ? []
                : try db.query(
                    """
                    select number, to_char(applied_at, 'YYYY-MM-DD"T"HH24:MI:SSOF') || ' ' || applied_by
                    from berth_migrations.migration order by number
                    """, as: (Int, String).self)
            let byNumber = Dictionary(when, uniquingKeysWith: { first, _ in first })
            return migrations.map { Status(number: $0.number, name: $0.name, applied: byNumber[$0.number]) }
        }
    }
}

extension MigrationRunner {
    /// The key of the advisory lock, "berth" in ASCII.
    private static let lockKey = 0x62_6572_7468

    private func locked<Value>(
        _ db: isolated PostgresConnection, _ body: () throws(MigrationError) -> Value
    ) throws(MigrationError) -> Value {
        try asked { () throws(PostgresError) in
            // Asked again and again: a statement that waited for the lock would hold a snapshot, and
            // `create index concurrently` in the program that has the lock waits for all of those.
            while try !db.one("select pg_try_advisory_lock(\(Self.lockKey))", as: Bool.self) {
                usleep(100_000)
            }
        }
        let result: Result<Value, MigrationError>
        do throws(MigrationError) {
            result = .success(try body())
        } catch {
            result = .failure(error)
        }
        // A migration may have changed settings of the session that its successor must not see. Shielded, because a
        // cancelled task must give the lock back too; if this fails the connection is gone, and the lock with it.
        _ = try? db.requireCore().runSimple(
            "reset all; select pg_advisory_unlock(\(Self.lockKey))", shielded: true)
        return try result.get()
    }

    private func apply(_ db: isolated PostgresConnection) throws(MigrationError) -> [Migration] {
        let applied = try history(db)
        let hashes = try hashes(db)
        try check(applied, hashes: hashes)
        let role = try asked { () throws(PostgresError) in
            try db.one("select current_setting('role')", as: String.self)
        }
        let missing = Array(migrations.dropFirst(applied.count))
        guard !missing.isEmpty else { return [] }
        if applied.isEmpty { try makeTable(db) }
        for migration in missing {
            let hash = hashes[migration.number - 1]
            if migration.isTransactional {
                try applyInTransaction(db, migration, hash: hash, role: role)
            } else {
                try applyByStatement(db, migration, hash: hash, role: role)
            }
            logger.info("migration applied", metadata: ["file": "\(migration.file)"])
        }
        return missing
    }

    private func makeTable(_ db: isolated PostgresConnection) throws(MigrationError) {
        try asked { () throws(PostgresError) in
            try db.script(
                """
                create schema if not exists berth_migrations;
                create table if not exists berth_migrations.migration (
                    number integer not null,
                    name text not null,
                    hash text not null,
                    applied_at timestamptz not null default clock_timestamp(),
                    applied_by text not null default session_user,
                    took_ms bigint,
                    constraint migration_pk primary key (number),
                    constraint migration_number_positive check (number > 0),
                    constraint migration_hash_sha256 check (hash ~ '^[0-9a-f]{64}$')
                );
                """)
        }
    }

    private func applyInTransaction(
        _ db: isolated PostgresConnection, _ migration: Migration, hash: String, role: String
    ) throws(MigrationError) {
        do {
            try db.transaction { db in
                try note(db, migration, hash: hash)
                try db.script(migration.sql)
                try db.execute(
                    """
                    update berth_migrations.migration
                    set took_ms = extract(epoch from clock_timestamp() - applied_at) * 1000
                    where number = \(migration.number)
                    """)
            }
        } catch {
            throw failure(error, migration)
        }
        try resetSession(db, role)
    }

    private func applyByStatement(
        _ db: isolated PostgresConnection, _ migration: Migration, hash: String, role: String
    ) throws(MigrationError) {
        for statement in SQLSplitter.split(migration.sql) {
            do throws(PostgresError) {
                try db.script(statement.text)
            } catch {
                throw MigrationError(
                    .failed, file: migration.file, line: statement.line,
                    "The migration \(migration.file), line \(statement.line), failed"
                        + "\(error.sqlState.map { " with \($0)" } ?? ""); it has no transaction, so what came before "
                        + "that line was kept, and all of it is run again next time.", underlying: error)
            }
        }
        try resetSession(db, role)
        try asked { () throws(PostgresError) in try note(db, migration, hash: hash) }
    }

    /// Undoes what a migration `set`, which outlives its transaction; `reset all` leaves user and role as they are.
    private func resetSession(_ db: isolated PostgresConnection, _ role: String) throws(MigrationError) {
        try asked { () throws(PostgresError) in
            try db.script(
                "reset all; reset session authorization; set role \(SQL.quotedIdentifier(role))")
        }
    }

    private func note(
        _ db: isolated PostgresConnection, _ migration: Migration, hash: String
    ) throws(PostgresError) {
        try db.execute(
            """
            insert into berth_migrations.migration (number, name, hash)
            values (\(migration.number), \(migration.name), \(hash))
            """)
    }

    private func history(_ db: isolated PostgresConnection) throws(MigrationError) -> [Applied] {
        try asked { () throws(PostgresError) in
            let exists = try db.one(
                "select to_regclass('berth_migrations.migration') is not null", as: Bool.self)
            guard exists else { return [] }
            return try db.query(
                "select number, name, hash from berth_migrations.migration order by number",
                as: (Int, String, String).self
            ).map { Applied(number: $0.0, name: $0.1, hash: $0.2) }
        }
    }

    /// The server makes the hashes: then one definition holds for every client, `psql` included.
    private func hashes(_ db: isolated PostgresConnection) throws(MigrationError) -> [String] {
        try asked { () throws(PostgresError) in
            try db.query(
                """
                select encode(sha256(convert_to(file.sql, 'UTF8')), 'hex')
                from unnest(\(migrations.map(\.sql))) with ordinality as file (sql, number) order by file.number
                """, as: String.self)
        }
    }

    private func check(_ applied: [Applied], hashes: [String]) throws(MigrationError) {
        if let last = applied.last, last.number > migrations.count {
            throw MigrationError(
                .databaseNewer,
                "The database is at migration \(last.number), this Berth knows \(migrations.count): upgrade Berth."
            )
        }
        for (index, row) in applied.enumerated() {
            guard row.number == index + 1 else {
                throw MigrationError(
                    .gap,
                    "The database lacks migration \(index + 1) but has \(row.number): restore it from a backup."
                )
            }
            let migration = migrations[index]
            guard row.name == migration.name, row.hash == hashes[index] else {
                throw MigrationError(
                    .changed, file: migration.file,
                    "\(migration.file) is not what was applied as number \(row.number) (\(row.name)): put the old file "
                        + "back and make the change in a further one.")
            }
        }
    }

    private func failure(_ error: any Error, _ migration: Migration) -> MigrationError {
        guard let error = error as? PostgresError else {
            return MigrationError(.failed, file: migration.file, "The migration \(migration.file) failed.")
        }
        return MigrationError(.failed, file: migration.file, text: migration.sql, error: error)
    }

    /// Turns an error of the server outside a migration into ours.
    private func asked<Value>(_ body: () throws(PostgresError) -> Value) throws(MigrationError) -> Value {
        do throws(PostgresError) {
            return try body()
        } catch {
            throw MigrationError(
                .database, "The database could not be asked for its migrations: \(error).", underlying: error)
        }
    }
}
