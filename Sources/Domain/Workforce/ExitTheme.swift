/// What an exit interview was about, in the six findings of the local review of recruitment and retention that
/// Plymouth presented in 2022.
public enum ExitTheme: String, Sendable, Hashable, Codable, CaseIterable {
    /// The impact of the pandemic: digital ways of working, fewer personal connections.
    case pandemic
    /// A shortage of social workers.
    case shortage
    /// The availability of interim staff.
    case interimStaff = "interim_staff"
    /// Occupational burnout.
    case burnout
    /// Bureaucratic frustrations.
    case bureaucracy
    /// Culture.
    case culture

    /// The finding as a person reads it.
    public var displayName: String {
        switch self {
        case .pandemic: "Impact of the pandemic"
        case .shortage: "Shortage of social workers"
        case .interimStaff: "Availability of interim staff"
        case .burnout: "Occupational burnout"
        case .bureaucracy: "Bureaucratic frustrations"
        case .culture: "Culture"
        }
    }
}
