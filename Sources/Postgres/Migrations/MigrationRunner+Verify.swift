extension MigrationRunner {
    /// Runs every `.sql` file of a folder in a transaction that is rolled back; one that raises an error fails the check.
    /// - Returns: the names of the files.
    /// - Throws: `MigrationError` of kind `verifyFailed` for the first that fails.
    @discardableResult
    public func verify(_ connection: PostgresConnection, folder: String) async throws -> [String] {
        let scripts = try MigrationFolder.scripts(in: folder)
        for script in scripts {
            try Migration.refuseTransactionStatements(script.text, file: script.file, what: "check")
        }
        return try await connection.perform { db in
            for script in scripts {
                do {
                    try db.transaction { db in
                        try db.script(script.text)
                        throw Undo()
                    }
                } catch is Undo {
                    continue
                } catch let error as PostgresError {
                    throw MigrationError(.verifyFailed, file: script.file, text: script.text, error: error)
                }
            }
            return scripts.map { $0.file }
        }
    }

    /// Thrown to roll back a transaction in which nothing went wrong.
    private struct Undo: Error {}
}
