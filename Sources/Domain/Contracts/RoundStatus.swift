/// Whether a round will reach its target.
public enum RoundStatus: String, Sendable, Hashable, Codable, CaseIterable {
    /// Achieved and on course reach the target.
    case green
    /// The target is reached only with those at risk.
    case amber
    /// Even with all at risk the target is missed.
    case red

    /// The status as a person reads it, without relying on a colour.
    public var displayName: String {
        switch self {
        case .green: "On target"
        case .amber: "At risk"
        case .red: "Off target"
        }
    }
}
