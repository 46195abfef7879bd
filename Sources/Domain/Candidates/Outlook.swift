/// Whether a candidate will have reached the counting milestone by the round's due date.
public enum Outlook: String, Sendable, Hashable, Codable, CaseIterable {
    /// Reached it by the due date.
    case achieved
    /// Expected by the due date with slack to spare.
    case onCourse = "on_course"
    /// Expected by the due date, with little slack or behind on the critical path.
    case atRisk = "at_risk"
    /// Expected after the due date, or reached it after that.
    case willMiss = "will_miss"
    /// Withdrew or was rejected before reaching it.
    case lost

    /// The outlook as a person reads it.
    public var displayName: String {
        switch self {
        case .achieved: "Achieved"
        case .onCourse: "On course"
        case .atRisk: "At risk"
        case .willMiss: "Will miss"
        case .lost: "Lost"
        }
    }
}
