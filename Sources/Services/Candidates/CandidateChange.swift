public import Domain

/// What is to be different about a candidate's particulars; everything left nil stays as it is.
public struct CandidateChange: Sendable, Hashable {
    /// A particular that may be unknown, and can therefore be taken out.
    public enum Clearable: String, Sendable, CaseIterable {
        case dateOfBirth = "date_of_birth"
        case nationality
        case countryOfResidence = "country_of_residence"
        case countryOfTraining = "country_of_training"
        case email
        case phone
        case source
        case team
    }

    /// The role recruited for, as a code.
    public var role: String?
    /// Given names.
    public var givenName: String?
    /// Family names.
    public var familyName: String?
    /// Date of birth.
    public var dateOfBirth: CalendarDate?
    /// ISO 3166 alpha-3.
    public var nationality: String?
    /// ISO 3166 alpha-3.
    public var countryOfResidence: String?
    /// ISO 3166 alpha-3.
    public var countryOfTraining: String?
    /// E-mail.
    public var email: String?
    /// Telephone.
    public var phone: String?
    /// `agency`, `direct`, `campaign` or `referral`.
    public var source: String?
    /// The team they would join.
    public var team: String?
    /// What is not known after all.
    public var cleared: Set<Clearable> = []

    /// Changes nothing yet.
    public init() {}

    /// The particulars of a candidate with the change made.
    func applied(to record: CandidateRecord) -> CandidateParticulars {
        func value<Value>(_ given: Value?, _ kept: Value?, _ field: Clearable) -> Value? {
            cleared.contains(field) ? nil : given ?? kept
        }
        var particulars = CandidateParticulars(
            organisation: record.organisation, pathway: record.pathway, role: role ?? record.role,
            givenName: givenName ?? record.givenName, familyName: familyName ?? record.familyName)
        particulars.dateOfBirth = value(dateOfBirth, record.dateOfBirth, .dateOfBirth)
        particulars.nationality = value(nationality, record.nationality, .nationality)
        particulars.countryOfResidence = value(
            countryOfResidence, record.countryOfResidence, .countryOfResidence)
        particulars.countryOfTraining = value(countryOfTraining, record.countryOfTraining, .countryOfTraining)
        particulars.email = value(email, record.email, .email)
        particulars.phone = value(phone, record.phone, .phone)
        particulars.source = value(source, record.source, .source)
        particulars.team = value(team, record.team, .team)
        return particulars
    }

    /// A particular that is both given and taken out.
    var contradiction: Clearable? {
        let given: [(Clearable, Bool)] = [
            (.dateOfBirth, dateOfBirth != nil), (.nationality, nationality != nil),
            (.countryOfResidence, countryOfResidence != nil), (.countryOfTraining, countryOfTraining != nil),
            (.email, email != nil), (.phone, phone != nil), (.source, source != nil), (.team, team != nil),
        ]
        return given.first { $0.1 && cleared.contains($0.0) }?.0
    }
}
