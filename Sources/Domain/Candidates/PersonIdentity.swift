/// What is compared to find out whether two candidates are one person.
public struct PersonIdentity: Sendable, Hashable {
    /// The folded words of the name, sorted.
    public let nameTokens: [String]

    /// Given and family name each folded and without gaps, sorted: O'Brien and OBrien are one here.
    public let closedNames: [String]

    /// The date of birth, if known.
    public let birthDate: CalendarDate?

    /// The e-mail address in lower case without space around it, if known.
    public let email: String?

    /// Folds what was typed; an empty e-mail address counts as unknown.
    public init(givenName: String, familyName: String, birthDate: CalendarDate?, email: String?) {
        nameTokens = CandidateName.tokens(givenName, familyName)
        closedNames = [givenName, familyName].map { CandidateName.folded($0).filter { $0 != " " } }.sorted()
        self.birthDate = birthDate
        let folded = email.map { String($0.lowercased().filter { !$0.isWhitespace }) } ?? ""
        self.email = folded.isEmpty ? nil : folded
    }
}
