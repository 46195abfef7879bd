import Postgres

/// A migrated database that is filled once in a process and then cloned for each test that wants it.
///
/// It bears the name of a test's database, so the next run drops it, and what an older program filled it with never
/// stays.
public actor PreparedDatabase {
    private let fill: @Sendable (TestDatabase) async throws -> Void
    private var made: Task<String, any Error>?

    /// - Parameter fill: puts the rows in; what it throws fails every test that wants the database.
    public init(_ fill: @escaping @Sendable (TestDatabase) async throws -> Void) {
        self.fill = fill
    }

    /// The name of the database to clone.
    func template() async throws -> String {
        if let made { return try await made.value }
        let fill = self.fill
        let task = Task {
            let server = TestServer.shared
            let administration = try await server.administration()
            let template = try await server.migratedTemplate()
            let name = TestDatabaseNames.next()
            try await server.administer { db in
                try db.script("create database \"\(name)\" template \"\(template)\" owner \"berth_owner\"")
            }
            let database = TestDatabase(
                name: name, administration: administration, isLocal: server.local != nil)
            do {
                try await fill(database)
            } catch {
                await database.close()
                throw error
            }
            await database.close()
            return name
        }
        made = task
        return try await task.value
    }
}
