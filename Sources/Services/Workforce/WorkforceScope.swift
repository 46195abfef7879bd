/// Which posts a report is about; everything of what the operator may see where nothing is named.
public struct WorkforceScope: Sendable, Codable, Hashable {
    /// Of one organisation, by its code.
    @ExplicitNull public var organisation: String?
    /// Of one role.
    @ExplicitNull public var role: String?
    /// Of one team.
    @ExplicitNull public var team: String?

    /// Makes a scope.
    public init(organisation: String? = nil, role: String? = nil, team: String? = nil) {
        self.organisation = organisation
        self.role = role
        self.team = team
    }

    /// The scope in words, such as `social_worker of plymouth_city_council`; empty for everything.
    public var words: String {
        let parts = [role, team.map { "team \($0)" }, organisation.map { "of \($0)" }]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    /// Whether somebody may leave it for another post of the same organisation.
    public var isPartOfOrganisation: Bool { role != nil || team != nil }

    func holds(organisation: String, role: String, team: String?) -> Bool {
        (self.organisation.map { $0 == organisation } ?? true) && (self.role.map { $0 == role } ?? true)
            && (self.team.map { $0 == team } ?? true)
    }
}
