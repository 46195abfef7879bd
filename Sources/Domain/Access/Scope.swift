/// How far a permission reaches; a wider scope is the greater one.
public enum Scope: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Not allowed at all.
    case none
    /// Only what belongs to the person's own organisation.
    case ownOrganisation = "own_organisation"
    /// Everything in the partnership.
    case partnership

    /// True when the left scope reaches less far.
    public static func < (left: Scope, right: Scope) -> Bool { left.reach < right.reach }

    private var reach: Int {
        switch self {
        case .none: 0
        case .ownOrganisation: 1
        case .partnership: 2
        }
    }
}
