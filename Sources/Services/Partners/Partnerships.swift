import Domain
import FoundationEssentials
import Postgres

/// Makes a partnership and gives its maker the administrator's role in it.
///
/// Run by ``Workspace/addPartnership(code:name:prefix:as:)``, since there is no partnership to hold a role in yet.
struct AddPartnership: Verb {
    static var action: Action { .managePartnership }

    func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        let place = work.partnership
        try db.execute(
            """
            insert into berth.partnership (partnership_id, code, name, prefix)
            values (\(place.id), \(place.code), \(place.name), \(place.prefix))
            """)
        try db.execute(
            """
            insert into berth.staff_role (
                partnership_id, staff_role_id, staff_account_id, role, granted_at)
            values (\(place.id), \(work.newID()), \(work.actor.accountID), \(Role.admin.rawValue), \(work.now))
            """)
        try work.audit(
            "partnership_added", of: "partnership", place.id,
            after: ["code": place.code, "name": place.name, "prefix": place.prefix], on: db)
    }
}

extension Workspace {
    /// Makes a partnership; its maker becomes its first administrator.
    ///
    /// - Parameters:
    ///   - code: lower-case words with underscores.
    ///   - prefix: two to five capital letters that its references begin with.
    /// - Throws: `notAllowed` unless the operator administers the installation; `conflict` for a code or prefix
    ///   that is taken.
    public func addPartnership(
        code: String, name: String, prefix: String, as actor: Operator
    ) async throws(ServiceError) {
        guard actor.isInstallationAdmin else {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not make a partnership; the administrator of this installation can.")
        }
        let place = PartnershipContext(id: ids.next(), code: code, name: name, prefix: prefix)
        try await run(
            AddPartnership(), as: actor.working(in: place), in: place, reach: .everyOrganisation)
    }
}
