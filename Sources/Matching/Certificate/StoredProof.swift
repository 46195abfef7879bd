/// The proof of a run in the form in which it is stored, whatever the run sought.
public enum StoredProof: Sendable, Hashable {
    /// Nothing costs less, under what was decided.
    case lexicographic(CertifiedAssignment)
    /// No rank profile is better.
    case profile(ProfileProof)
    /// Nobody's worst can be made better, and within that nothing costs less.
    case worstOff(WorstOffProof)

    /// The setting of each student, or −1.
    public var assignment: [Int32] {
        switch self {
        case .lexicographic(let proof): proof.assignment
        case .profile(let proof): proof.assignment
        case .worstOff(let proof): proof.assignment
        }
    }

    /// The instance it was made for.
    public var fingerprint: InstanceFingerprint {
        switch self {
        case .lexicographic(let proof): proof.certificate.fingerprint
        case .profile(let proof): proof.certificate.fingerprint
        case .worstOff(let proof): proof.fingerprint
        }
    }

    /// What was decided before the proof holds.
    public var restrictions: Restrictions {
        if case .lexicographic(let proof) = self { proof.certificate.restrictions } else { .none }
    }

    /// Checks the stored assignment against an instance in one pass for each thing that is proved.
    public func verify(for instance: MatchingInstance) -> CertificateVerdict {
        switch self {
        case .lexicographic(let proof): proof.verify(for: instance)
        case .profile(let proof): proof.verify(for: instance)
        case .worstOff(let proof): proof.verify(for: instance)
        }
    }

    /// The stored form, whose first line tells the kinds apart.
    public func encoded() -> [UInt8] {
        switch self {
        case .lexicographic(let proof): proof.encoded()
        case .profile(let proof): proof.encoded()
        case .worstOff(let proof): proof.encoded()
        }
    }

    /// Reads the stored form.
    ///
    /// - Throws: ``CertificateFormatError`` that names the line, counted from 1.
    public init(decoding bytes: [UInt8]) throws(CertificateFormatError) {
        if bytes.starts(with: "\(ProfileProof.title)\n".utf8) {
            self = .profile(try ProfileProof(decoding: bytes))
        } else if bytes.starts(with: "\(WorstOffProof.title)\n".utf8) {
            self = .worstOff(try WorstOffProof(decoding: bytes))
        } else {
            self = .lexicographic(try CertifiedAssignment(decoding: bytes))
        }
    }
}
