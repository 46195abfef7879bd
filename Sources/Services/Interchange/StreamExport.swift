import Domain
import Postgres

/// Writes the records of a kind as a file. It reads one moment and locks nothing, so a slow reader keeps nobody waiting.
struct StreamExport: Verb {
    static var action: Action { .exportData }
    static var isReadOnly: Bool { true }

    let kindName: String
    let write: @Sendable ([UInt8]) throws -> Void

    func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ExportResult {
        let kind = try Interchange.exportedKind(kindName, work)
        let cursor = "export_\(kind.name)"
        try db.execute("declare \(identifier: cursor) no scroll cursor for \(kind.exportQuery(for: work))")
        var writer = CSVWriter(columns: kind.exportColumns(for: work).map(\.name))
        try write(writer.take())
        var rows = 0
        var isComplete = false
        while !isComplete {
            let chunk = try db.query(
                "fetch forward 1000 from \(identifier: cursor)", as: [String?].self)
            for row in chunk { try writer.append(row) }
            rows += chunk.count
            isComplete = chunk.isEmpty
            if !chunk.isEmpty { try write(writer.take()) }
        }
        try db.execute("close \(identifier: cursor)")
        return ExportResult(kind: kind.name, rows: rows)
    }
}
