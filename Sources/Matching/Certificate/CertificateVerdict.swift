/// What checking a certificate found.
public enum CertificateVerdict: Sendable, Hashable {
    /// The assignment is best, with this objective.
    case valid(Objective)
    /// The first condition that fails.
    case invalid(CertificateFault)

    /// Whether the assignment is proved best.
    public var isValid: Bool {
        if case .valid = self { true } else { false }
    }
}
