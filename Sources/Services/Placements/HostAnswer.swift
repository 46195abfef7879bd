/// What a host says to a request for places.
public enum HostAnswer: String, Sendable, Codable, CaseIterable {
    /// It offers places.
    case willing
    /// It offers none.
    case unwilling
    /// It will say later.
    case later
}
