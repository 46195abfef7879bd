public import Domain
import FoundationEssentials
public import Postgres

/// Gives an account a role in the partnership, for all of it or for one organisation, or takes it away.
public struct GrantRole: Verb {
    /// Only who manages staff.
    public static var action: Action { .manageStaff }

    let login: String
    let role: Role
    let organisationCode: String?
    let isRevoked: Bool

    /// - Parameters:
    ///   - organisationCode: the organisation the role is limited to; `panel` and `partner` need one.
    ///   - revoke: takes the role away instead.
    public init(login: String, role: Role, organisationCode: String?, revoke: Bool = false) {
        self.login = login
        self.role = role
        self.organisationCode = organisationCode
        self.isRevoked = revoke
    }

    /// Grants or revokes.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        // sign_in finds an account that has no role here yet, which row security would hide.
        guard
            let account = try db.first(
                "select staff_account_id from berth.sign_in(\(login)) limit 1", as: UUID.self)
        else {
            throw ServiceError.notFound("There is no account named \(login); add it with berth user add.")
        }
        if !isRevoked { try refuseStranger(account, work, on: db) }
        var organisation: UUID?
        if let organisationCode {
            organisation = try work.organisation(organisationCode, on: db).id
        } else if role == .panel || role == .partner {
            throw ServiceError.badData(
                "The role \(role.rawValue) is for one organisation; name it with --organisation.")
        }
        if isRevoked {
            try revoke(account, organisation, work, on: db)
        } else {
            try db.execute(
                """
                insert into berth.staff_role (
                    partnership_id, staff_role_id, staff_account_id, role, organisation_id, granted_at)
                values (\(work.partnership.id), \(work.newID()), \(account), \(role.rawValue), \(organisation),
                        \(work.now))
                """)
        }
        try work.audit(
            isRevoked ? "role_revoked" : "role_granted", of: "staff", account,
            after: ["login": login, "role": role.rawValue, "organisation": organisationCode], on: db)
    }

    /// An account that works elsewhere and not here is brought in by the administrator of the installation only: a
    /// role here would show its holder's particulars to whoever grants it.
    private func refuseStranger(_ account: UUID, _ work: Work, on db: isolated PostgresConnection) throws {
        if work.actor.isInstallationAdmin { return }
        let isStranger = try db.one(
            """
            select berth.works_elsewhere(\(account)) and not exists (
                select from berth.staff_role as held
                where held.partnership_id = \(work.partnership.id) and held.staff_account_id = \(account)
            )
            """, as: Bool.self)
        if isStranger {
            throw ServiceError(
                .notAllowed,
                "\(login) works in another partnership; the administrator of the installation can give them a role in \(work.partnership.name)."
            )
        }
    }

    private func revoke(
        _ account: UUID, _ organisation: UUID?, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if account == work.actor.accountID && role == .admin {
            throw ServiceError.conflict(
                "\(login) cannot revoke their own administrator's role; another administrator can.")
        }
        let count = try db.execute(
            """
            update berth.staff_role
            set revoked_at = \(work.now)
            where partnership_id = \(work.partnership.id) and staff_account_id = \(account)
              and role = \(role.rawValue) and organisation_id is not distinct from \(organisation)
              and revoked_at is null
            """)
        if count == 0 {
            throw ServiceError.notFound(
                "\(login) does not hold the role \(role.rawValue)\(organisationCode.map { " for \($0)" } ?? "") in \(work.partnership.name)."
            )
        }
    }
}
