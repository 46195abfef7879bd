public import Domain
import FoundationEssentials
public import Postgres

/// Imports a file of preferences: also for a university, which imports nothing else, and this for its own students only.
public struct ImportPreferences: Verb {
    /// Those who set preferences.
    public static var action: Action { .setPreferences }

    let file: ImportFile

    /// - Parameters: as for ``ImportFile``.
    public init(
        source: ImportSource, ignoreUnknown: Bool = false, dryRun: Bool = false, replace: Bool = false
    ) {
        file = ImportFile(
            kind: PreferencesFile.name, source: source, ignoreUnknown: ignoreUnknown, dryRun: dryRun,
            replace: replace)
    }

    /// Stores the file, as ``ImportFile`` does.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ImportResult {
        try file.perform(work, on: db)
    }
}
