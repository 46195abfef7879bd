/// Whose move a milestone waits for; pathways are data, so seeds may name kinds that have no constant here.
public struct ActorKind: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The code as the pathway's rows have it.
    public let rawValue: String

    /// Makes a kind from its code.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Makes a kind from its code.
    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// The code.
    public var description: String { rawValue }

    /// The employing council or trust.
    public static let council: ActorKind = "council"
    /// The candidate.
    public static let candidate: ActorKind = "candidate"
    /// The recruitment agency or other supplier.
    public static let supplier: ActorKind = "supplier"
    /// The professional regulator; the milestone says which.
    public static let regulator: ActorKind = "regulator"
    /// The Home Office, which grants certificates and visas.
    public static let homeOffice: ActorKind = "home_office"
    /// The Disclosure and Barring Service.
    public static let dbs: ActorKind = "dbs"
    /// Occupational health.
    public static let occupationalHealth: ActorKind = "occupational_health"
    /// A university.
    public static let university: ActorKind = "university"
    /// A police force.
    public static let police: ActorKind = "police"
    /// The landlord or host who offers a home.
    public static let landlord: ActorKind = "landlord"

    /// The kind as a person reads it; an unknown code is shown with spaces for its underscores.
    public var displayName: String {
        switch self {
        case .council: "Council"
        case .candidate: "Candidate"
        case .supplier: "Supplier"
        case .regulator: "Regulator"
        case .homeOffice: "Home Office"
        case .dbs: "Disclosure and Barring Service"
        case .occupationalHealth: "Occupational health"
        case .university: "University"
        case .police: "Police"
        case .landlord: "Landlord or host"
        default: String(rawValue.map { $0 == "_" ? " " : $0 })
        }
    }
}
