/// What a member of staff is in a partnership; one person may hold several.
public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// Runs the partnership: staff, settings and everything else.
    case admin
    /// Does the daily work on contracts, rounds and candidates.
    case coordinator
    /// Answers for the results: sees everything, exports, decides the option.
    case manager
    /// Sits on interview panels.
    case panel
    /// Looks and changes nothing.
    case viewer
    /// Works for a partner, such as the agency, and sees that organisation's people only.
    case partner

    /// The role as a person reads it.
    public var displayName: String {
        switch self {
        case .admin: "Administrator"
        case .coordinator: "Coordinator"
        case .manager: "Manager"
        case .panel: "Panel member"
        case .viewer: "Viewer"
        case .partner: "Partner"
        }
    }
}
