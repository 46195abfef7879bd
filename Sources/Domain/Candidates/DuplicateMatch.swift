/// How likely two candidates are one person, for a warning that a human answers.
public struct DuplicateMatch: Sendable, Hashable {
    /// How sure the match is; a surer one is the greater.
    public enum Certainty: Int, Sendable, Hashable, Comparable, CaseIterable {
        /// Nothing to warn of.
        case none
        /// Worth a look.
        case possible
        /// Probably one person.
        case likely
        /// One person, unless somebody made an effort.
        case certain

        /// True when the left is the less sure.
        public static func < (left: Certainty, right: Certainty) -> Bool { left.rawValue < right.rawValue }

        /// The certainty as files and commands name it.
        public var code: String {
            switch self {
            case .none: "none"
            case .possible: "possible"
            case .likely: "likely"
            case .certain: "certain"
            }
        }
    }

    /// Something the two have in common.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        /// The same words in the name, in any order.
        case sameName = "same_name"
        /// Names that differ by a letter in some words, or one has words that the other lacks.
        case similarName = "similar_name"
        /// The same date of birth.
        case sameBirthDate = "same_birth_date"
        /// The same e-mail address.
        case sameEmail = "same_email"

        /// The reason as a person reads it.
        public var displayName: String {
            switch self {
            case .sameName: "the same name"
            case .similarName: "a similar name"
            case .sameBirthDate: "the same date of birth"
            case .sameEmail: "the same e-mail address"
            }
        }
    }

    /// How sure the match is.
    public let certainty: Certainty

    /// What the two have in common.
    public let reasons: [Reason]

    /// Compares two people.
    ///
    /// Certain: the same or a similar name with the same e-mail address, or the same name and date of
    /// birth. Likely: the same e-mail address alone, or a similar name and the same date of birth.
    /// Possible: the same name, whatever the dates of birth say, or a similar one unless they differ.
    /// A date of birth alone is no match.
    public init(_ one: PersonIdentity, _ other: PersonIdentity) {
        let likeness = NameLikeness(one, other)
        let sameEmail = one.email != nil && one.email == other.email
        let sameBirth = one.birthDate != nil && one.birthDate == other.birthDate
        let differentBirth = !sameBirth && one.birthDate != nil && other.birthDate != nil

        var reasons: [Reason] = []
        if likeness == .same { reasons.append(.sameName) }
        if likeness == .similar { reasons.append(.similarName) }
        if sameBirth { reasons.append(.sameBirthDate) }
        if sameEmail { reasons.append(.sameEmail) }

        let certainty: Certainty
        switch likeness {
        case .same: certainty = sameEmail || sameBirth ? .certain : .possible
        case .similar:
            certainty = sameEmail ? .certain : sameBirth ? .likely : differentBirth ? .none : .possible
        case .different: certainty = sameEmail ? .likely : .none
        }
        self.certainty = certainty
        self.reasons = certainty == .none ? [] : reasons
    }
}
