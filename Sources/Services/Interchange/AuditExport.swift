import Domain
import Postgres

/// Writes into the audit that somebody exports a kind of record.
struct AuditExport: Verb {
    static var action: Action { .exportData }

    let kindName: String

    func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        let kind = try Interchange.exportedKind(kindName, work)
        try work.auditPartnershipInTurn(
            "exported",
            after: ExportedFile(
                kind: kind.name,
                specialCategory: kind.exportsSpecialCategory(for: work) ? true : nil), on: db)
    }

    /// What the audit keeps of an export.
    private struct ExportedFile: Encodable {
        let kind: String
        let specialCategory: Bool?
    }
}

extension Interchange {
    /// The kind with a name, for somebody who may see its records.
    static func exportedKind(_ name: String, _ work: Work) throws(ServiceError) -> any InterchangeKind.Type {
        let kind = try kind(name)
        if work.actor.reach(of: kind.view, in: work.partnership) == .nothing {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) may not \(kind.view.phrase), so they cannot export \(name); \(kind.view.instead)."
            )
        }
        return kind
    }
}
