/// Who has to agree to the training before it begins.
public enum TrainingParty: String, Sendable, Hashable, Codable, CaseIterable {
    /// The employer.
    case employer
    /// The training provider.
    case provider
}
