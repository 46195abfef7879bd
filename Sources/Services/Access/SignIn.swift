import Domain
import FoundationEssentials
import Postgres

extension Workspace {
    /// Finds an account and the partnership it is to work in.
    ///
    /// - Parameters:
    ///   - login: the name of the account.
    ///   - partnershipCode: the partnership, where the operator works in several. Then only the roles held there are
    ///     read.
    /// - Throws: `notAllowed` for an unknown or archived account or a partnership it has no role in.
    public func signIn(_ login: String, partnership partnershipCode: String?) async throws(ServiceError)
        -> Operator
    {
        let rows = try await translating {
            try await pool.withConnection { db in
                try db.query(
                    """
                    select staff_account_id, full_name, is_installation_admin,
                           partnership_id, partnership_code, partnership_name, prefix, role, organisation_id
                    from berth.sign_in(\(login), \(partnershipCode))
                    """,
                    as: (UUID, String, Bool, UUID?, String?, String?, String?, String?, UUID?).self)
            }
        }
        guard let first = rows.first else {
            throw ServiceError(
                .notAllowed,
                "There is no account named \(login); ask an administrator, or name another with --as or BERTH_USER."
            )
        }
        var grants: [Operator.Grant] = []
        for row in rows {
            guard let id = row.3, let code = row.4, let name = row.5, let prefix = row.6,
                let role = row.7.flatMap(Role.init(rawValue:))
            else { continue }
            let partnership = PartnershipContext(id: id, code: code, name: name, prefix: prefix)
            grants.append(.init(partnership: partnership, role: role, organisationID: row.8))
        }
        let signedIn = Operator(
            accountID: first.0, login: login, fullName: first.1, isInstallationAdmin: first.2, grants: grants,
            partnership: nil)
        let places = signedIn.partnerships
        if let partnershipCode {
            guard let place = places.first(where: { $0.code == partnershipCode }) else {
                throw ServiceError(
                    .notAllowed, "\(login) has no role in a partnership called \(partnershipCode).")
            }
            return signedIn.working(in: place)
        }
        return places.count == 1 ? signedIn.working(in: places[0]) : signedIn
    }
}
