/// What kind of body a partner organisation is; the raw values are those of the interchange format.
public enum OrganisationKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A county, unitary or city council with social work duties.
    case council
    /// An NHS provider trust.
    case nhsTrust = "nhs_trust"
    /// An NHS body that commissions care, such as an integrated care board.
    case nhsCommissioner = "nhs_commissioner"
    /// A police force.
    case police
    /// A district or borough council.
    case district
    /// A university or college.
    case university
    /// A charity or community group.
    case voluntary
    /// A company, such as a recruitment agency.
    case business

    /// The kind as a person reads it, such as `NHS trust`.
    public var displayName: String {
        switch self {
        case .council: "Council"
        case .nhsTrust: "NHS trust"
        case .nhsCommissioner: "NHS commissioner"
        case .police: "Police"
        case .district: "District council"
        case .university: "University"
        case .voluntary: "Voluntary organisation"
        case .business: "Business"
        }
    }
}
