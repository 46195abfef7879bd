/// How a student gets to a placement.
public enum TravelMode: String, Sendable, Hashable, Codable, CaseIterable {
    /// By car, the student's own.
    case car
    /// By bus and train.
    case publicTransport = "public_transport"
}
