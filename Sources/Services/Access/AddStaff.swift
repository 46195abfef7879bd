public import Domain
import FoundationEssentials
public import Postgres

/// Adds somebody's account; what they may do is granted next, with ``GrantRole``.
public struct AddStaff: Verb {
    /// Only who manages staff.
    public static var action: Action { .manageStaff }

    let login: String
    let fullName: String
    let email: String?

    /// - Parameters:
    ///   - login: lower-case name to sign in with.
    ///   - fullName: the name that others see.
    public init(login: String, fullName: String, email: String?) {
        self.login = login
        self.fullName = fullName
        self.email = email
    }

    /// Adds the account.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws {
        let id = work.newID()
        try db.execute(
            """
            insert into berth.staff_account (staff_account_id, login, full_name, email)
            values (\(id), \(login), \(fullName), \(email))
            """)
        try work.audit(
            "staff_added", of: "staff", id, after: ["login": login, "full_name": fullName], on: db)
    }
}
