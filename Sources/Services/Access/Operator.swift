public import Domain
public import FoundationEssentials

/// Somebody signed in, with what they may do in each of their partnerships.
public struct Operator: Sendable, Hashable {
    /// A role held, for one organisation or, when there is none, for the whole partnership.
    public struct Grant: Sendable, Hashable {
        /// The partnership.
        public let partnership: PartnershipContext
        /// The role.
        public let role: Role
        /// The organisation that the role is limited to.
        public let organisationID: UUID?
    }

    /// The key of the account.
    public let accountID: UUID
    /// The name to sign in with.
    public let login: String
    /// The name for people.
    public let fullName: String
    /// May make partnerships.
    public let isInstallationAdmin: Bool
    /// What the account holds, by partnership and role.
    public let grants: [Grant]
    /// The partnership chosen, or the only one; nil where there is a choice and none was made.
    public let partnership: PartnershipContext?

    /// The partnerships in which the operator holds a role, by code.
    public var partnerships: [PartnershipContext] {
        var seen: Set<UUID> = []
        return grants.map(\.partnership).filter { seen.insert($0.id).inserted }
    }

    /// The same person at work in another of their partnerships.
    public func working(in partnership: PartnershipContext) -> Operator {
        Operator(
            accountID: accountID, login: login, fullName: fullName, isInstallationAdmin: isInstallationAdmin,
            grants: grants, partnership: partnership)
    }

    /// How far an action reaches for this operator in a partnership, and over which organisations.
    func reach(of action: Action, in partnership: PartnershipContext) -> Reach {
        let here = grants.filter { $0.partnership.id == partnership.id }
        var organisations: Set<UUID> = []
        for grant in here {
            switch Permissions.scope(of: [grant.role], for: action) {
            case .none:
                continue
            case .partnership where grant.organisationID == nil:
                return .everyOrganisation
            case .partnership, .ownOrganisation:
                if let organisation = grant.organisationID { organisations.insert(organisation) }
            }
        }
        return organisations.isEmpty
            ? .nothing : .organisations(organisations.sorted { $0.uuidString < $1.uuidString })
    }

    /// Over whom an action reaches.
    enum Reach: Equatable {
        case nothing
        case organisations([UUID])
        case everyOrganisation
    }
}
