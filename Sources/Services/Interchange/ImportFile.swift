public import Domain
import FoundationEssentials
public import Postgres

/// Imports a file: all of it, or nothing and a list of every fault.
///
/// The file is read in pieces and stored by statements over arrays, all in one transaction, so memory does not
/// grow with the file. Importing the same file again changes nothing.
public struct ImportFile: Verb {
    /// Those who import; each kind also asks for the permission to change its records.
    public static var action: Action { .importData }

    /// Rows that go to the database together.
    static let chunkSize = 2_000

    let kindName: String
    let source: ImportSource
    let ignoresUnknownColumns: Bool
    let isDryRun: Bool
    let isReplacing: Bool

    /// - Parameters:
    ///   - kind: one of ``Interchange/kinds``.
    ///   - ignoreUnknown: leaves columns aside that the kind does not have, instead of refusing the file.
    ///   - dryRun: does everything and then undoes it.
    ///   - replace: makes the file the whole truth for the students or placements that it names: what is stored of them
    ///     and not in the file is removed. Only preferences, bands and travel can be replaced.
    public init(
        kind: String, source: ImportSource, ignoreUnknown: Bool = false, dryRun: Bool = false,
        replace: Bool = false
    ) {
        isReplacing = replace
        kindName = kind
        self.source = source
        ignoresUnknownColumns = ignoreUnknown
        isDryRun = dryRun
    }

    /// Stores the file.
    ///
    /// - Throws: `badData` with a detail for each fault, `usage` for an unknown kind, `notAllowed` without the
    ///   permission to change such records.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ImportResult {
        let kind = try Interchange.kind(kindName)
        if work.actor.reach(of: kind.change, in: work.partnership) == .nothing {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(kind.change.phrase), so they cannot import \(kindName); ask an administrator for the role."
            )
        }
        if isReplacing, !kind.canReplace {
            throw ServiceError(
                .usage,
                "--replace removes what the file leaves out, and there is no removing \(kindName); leave it away."
            )
        }
        // A file imported twice at once is added once and then found unchanged.
        try work.queueForReferences(on: db)
        if !isDryRun { return try load(kind, work, on: db) }
        do {
            return try db.transaction { db in
                throw Undone(result: try load(kind, work, on: db))
            }
        } catch let undone as Undone {
            return undone.result
        }
    }

    /// Carries the result of a dry run out of the savepoint that it gives up.
    private struct Undone: Error {
        let result: ImportResult
    }

    private func load<Kind: InterchangeKind>(
        _ kind: Kind.Type, _ work: Work, on db: isolated PostgresConnection
    ) throws -> ImportResult {
        var reader = ImportReader(source, columns: kind.columns, ignoreUnknown: ignoresUnknownColumns)
        var run: ImportRun?
        var importer: Kind?
        var rows: [ImportRow] = []
        var shapeFaults: [CSVError] = []
        var hasMore = true
        while hasMore {
            var fatal: CSVError?
            do {
                hasMore = try reader.next(rows: &rows, shapeFaults: &shapeFaults)
            } catch let error as CSVError {
                if case .wrongColumns = error.kind { throw Self.refusal(of: error, kind) }
                fatal = error
                hasMore = false
            }
            var current = run ?? ImportRun(columns: kind.columns, isPresent: reader.isPresent)
            current.isReplacing = isReplacing
            for fault in shapeFaults + (fatal.map { [$0] } ?? []) { current.fault(Self.detail(fault)) }
            current.rows += shapeFaults.count
            shapeFaults.removeAll()
            var start = 0
            while rows.count - start >= Self.chunkSize || (!hasMore && start < rows.count) {
                let end = min(start + Self.chunkSize, rows.count)
                var storing = try importer ?? Kind(&current, work, on: db)
                try store(rows[start..<end], &storing, &current, work, on: db)
                importer = storing
                start = end
            }
            rows.removeFirst(start)
            run = current
        }
        var ended = run ?? ImportRun(columns: kind.columns, isPresent: reader.isPresent)
        try importer?.finish(&ended, work, on: db)
        if !ended.isClean { throw ended.refusal(kind: kind.name) }
        let result = ImportResult(
            kind: kind.name, isDryRun: isDryRun, rows: ended.rows, added: ended.added, changed: ended.changed,
            unchanged: ended.unchanged, removed: ended.removed, warningCount: ended.warningCount,
            warnings: ended.warnings,
            sha256: reader.sha256)
        try work.auditPartnershipInTurn(
            "imported",
            after: ImportedFile(
                kind: result.kind, sha256: result.sha256, rowsAdded: result.added,
                rowsChanged: result.changed,
                rowsUnchanged: result.unchanged, rowsRemoved: isReplacing ? result.removed : nil), on: db)
        return result
    }

    /// What the audit keeps of an import.
    private struct ImportedFile: Encodable {
        let kind: String
        let sha256: String
        let rowsAdded: Int
        let rowsChanged: Int
        let rowsUnchanged: Int
        let rowsRemoved: Int?
    }

    private func store<Kind: InterchangeKind>(
        _ rows: ArraySlice<ImportRow>, _ importer: inout Kind, _ run: inout ImportRun, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        run.rows += rows.count
        let good = rows.filter { Self.check($0, &run) }
        if !good.isEmpty { try importer.store(good, &run, work, on: db) }
    }

    /// Checks every cell against its column; answers whether all are well.
    private static func check(_ row: ImportRow, _ run: inout ImportRun) -> Bool {
        var isGood = true
        for (index, column) in run.columns.enumerated() {
            let reason: String?
            if let value = row.cells[index], !(column.isRequired && isBlank(value)) {
                reason = column.type.fault(in: value)
            } else {
                reason = column.isRequired ? "The \(column.name) is missing." : nil
            }
            if let reason {
                isGood = false
                run.fault(
                    .init(line: row.line, column: column.name, value: row.cells[index], reason: reason))
            }
        }
        return isGood
    }

    private static func isBlank(_ value: String) -> Bool {
        guard let first = value.utf8.first, first <= 0x20 || first >= 0x80 else { return value.isEmpty }
        return value.allSatisfy(\.isWhitespace)
    }

    private static func detail(_ error: CSVError) -> ServiceError.Detail {
        .init(
            line: error.line, column: error.columnName, value: nil, reason: "\(error.descriptionWithoutLine)."
        )
    }

    private static func refusal(of error: CSVError, _ kind: any InterchangeKind.Type) -> ServiceError {
        var details: [ServiceError.Detail] = []
        if case .wrongColumns(let missing, let unknown) = error.kind {
            details += missing.map { .init(line: 1, column: $0, reason: "The column \($0) is missing.") }
            details += unknown.map {
                .init(
                    line: 1, column: $0,
                    reason: "The column \($0) is not known; remove it or use --ignore-unknown.")
            }
        }
        let names = kind.columns.map(\.name).joined(separator: ", ")
        return ServiceError(
            .badData,
            "Nothing was imported: line 1 has \(error); a file of \(kind.name) has the columns \(names).",
            details: details)
    }
}
