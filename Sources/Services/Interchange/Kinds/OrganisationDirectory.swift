import Domain
import FoundationEssentials
import Postgres

/// The organisations of a partnership by code, and for which of them somebody may import.
struct OrganisationDirectory: Sendable {
    private let known: [String: UUID]
    private let allowed: Set<UUID>?
    private let partnershipName: String

    init(_ work: Work, on db: isolated PostgresConnection) throws {
        let rows = try db.query(
            """
            select code, organisation_id
            from berth.organisation
            where partnership_id = \(work.partnership.id)
            """, as: (String, UUID).self)
        known = Dictionary(rows.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
        partnershipName = work.partnership.name
        if case .organisations(let ids) = work.actor.reach(of: .importData, in: work.partnership) {
            allowed = Set(ids)
        } else {
            allowed = nil
        }
    }

    /// The key of an organisation; nil, with the fault reported, for one that is unknown or out of reach.
    func id<Field: RawRepresentable>(
        in row: ImportRow, _ field: Field, _ run: inout ImportRun
    ) -> UUID? where Field.RawValue == Int {
        let code = row.text(field)
        guard let id = known[code] else {
            run.fault(
                row, field,
                "There is no organisation called \(code) in \(partnershipName); import the partners first or see berth organisation list."
            )
            return nil
        }
        if let allowed, !allowed.contains(id) {
            run.fault(
                row, field, "Your role does not reach the organisation \(code), so you cannot import for it.")
            return nil
        }
        return id
    }
}
