public import Domain
import FoundationEssentials
public import Postgres

/// What ``ExportData`` wrote.
public struct ExportResult: Sendable, Codable, Hashable {
    /// The kind of file.
    public let kind: String
    /// Rows below the header.
    public let rows: Int
}

/// Exports the records of a kind as a file that can be imported again.
///
/// All rows are of one moment and come in the order of their references. The audit has the export before its first
/// byte is written.
public struct ExportData: Verb {
    /// Those who export; each kind also asks for the permission to see its records.
    public static var action: Action { .exportData }

    let kindName: String
    let write: @Sendable ([UInt8]) throws -> Void

    /// - Parameters:
    ///   - kind: one of ``Interchange/kinds``.
    ///   - write: takes the bytes of the file, piece after piece, while the transaction runs.
    public init(kind: String, write: @escaping @Sendable ([UInt8]) throws -> Void) {
        kindName = kind
        self.write = write
    }

    /// Writes the file.
    ///
    /// - Throws: `usage` for an unknown kind, `notAllowed` without the permission to see such records, or
    ///   whatever `write` throws.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ExportResult {
        let kind = try Interchange.kind(kindName)
        if work.actor.reach(of: kind.view, in: work.partnership) == .nothing {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(kind.view.phrase), so they cannot export \(kindName); ask an administrator for the role."
            )
        }
        let cursor = "export_\(kind.name)"
        // A cursor sees one moment, however long the reading takes, and `scroll` lets it be counted first.
        try db.execute("declare \(identifier: cursor) scroll cursor for \(kind.exportQuery(for: work))")
        let rows = try db.execute("move forward all from \(identifier: cursor)")
        try db.execute("move absolute 0 from \(identifier: cursor)")
        try auditInTurn(ExportedFile(kind: kind.name, rows: rows), work, on: db)

        var writer = CSVWriter(columns: kind.exportColumns(for: work).map(\.name))
        try write(writer.take())
        var isComplete = false
        while !isComplete {
            let chunk = try db.query(
                "fetch forward 1000 from \(identifier: cursor)", as: [String?].self)
            for row in chunk { try writer.append(row) }
            isComplete = chunk.isEmpty
            if !chunk.isEmpty { try write(writer.take()) }
        }
        try db.execute("close \(identifier: cursor)")
        return ExportResult(kind: kind.name, rows: rows)
    }

    /// What the audit keeps of an export.
    private struct ExportedFile: Encodable {
        let kind: String
        let rows: Int
    }

    /// Two exports at once meet at the same number of the partnership's events: the later one takes the next.
    private func auditInTurn(_ exported: ExportedFile, _ work: Work, on db: isolated PostgresConnection)
        throws
    {
        for attempt in 1...10 {
            do {
                return try db.transaction { db in
                    try work.audit(
                        "exported", of: "partnership", work.partnership.id, after: exported, on: db)
                }
            } catch let error as PostgresError
                where error.constraintName == "audit_event_pkey" && attempt < 10
            {
                continue
            }
        }
    }
}
