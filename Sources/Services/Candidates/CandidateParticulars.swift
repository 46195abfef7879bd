public import Domain

/// What is given about a candidate when they are registered.
public struct CandidateParticulars: Sendable, Hashable {
    /// The code of the organisation that recruits.
    public var organisation: String
    /// The pathway.
    public var pathway: String
    /// The role recruited for, as a code.
    public var role: String
    /// Given names.
    public var givenName: String
    /// Family names.
    public var familyName: String
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

    /// Puts the required particulars together; the others are set afterwards.
    public init(organisation: String, pathway: String, role: String, givenName: String, familyName: String) {
        self.organisation = organisation
        self.pathway = pathway
        self.role = role
        self.givenName = givenName
        self.familyName = familyName
    }

    /// The sources a candidate can come from.
    public static let sources: Set<String> = ["agency", "direct", "campaign", "referral"]

    /// Refuses what the database would refuse, with a sentence that names the value.
    func check(against reference: ReferenceData, today: CalendarDate) throws(ServiceError) {
        if let fault = faults(reference, today: today).first {
            throw .badData(fault.reason)
        }
    }

    /// Everything that is wrong, each with the column it is in.
    func faults(_ reference: ReferenceData, today: CalendarDate) -> [ServiceError.Detail] {
        var faults: [ServiceError.Detail] = []
        func fault(_ column: String, _ value: String?, _ reason: String) {
            faults.append(.init(column: column, value: value, reason: reason))
        }
        if givenName.allSatisfy(\.isWhitespace) {
            fault("given_name", givenName, "The given name is missing.")
        }
        if familyName.allSatisfy(\.isWhitespace) {
            fault("family_name", familyName, "The family name is missing.")
        }
        if reference.pathways[pathway] == nil {
            fault(
                "pathway", pathway,
                "There is no pathway \(pathway); the pathways are \(reference.pathwayCodes.joined(separator: ", "))."
            )
        }
        if !role.isCode {
            fault(
                "role", role,
                "\"\(role)\" is not a code for a role: use lower-case words joined by underscores.")
        }
        if let dateOfBirth, dateOfBirth >= today || dateOfBirth < today.adding(days: -366 * 100) {
            fault(
                "date_of_birth", dateOfBirth.description,
                "The date of birth \(dateOfBirth) is not that of a living adult; check the year.")
        }
        for (column, code) in [
            ("nationality", nationality), ("country_of_residence", countryOfResidence),
            ("country_of_training", countryOfTraining),
        ] {
            if let code, !reference.countries.contains(code) {
                fault(
                    column, code,
                    "\"\(code)\" is not a country code; use the three capital letters of ISO 3166, such as ZAF."
                )
            }
        }
        if let source, !Self.sources.contains(source) {
            fault(
                "source", source,
                "\"\(source)\" is not a source; use \(Self.sources.sorted().joined(separator: ", ")).")
        }
        if let email, !email.contains("@") || email.contains(where: \.isWhitespace) {
            fault("email", email, "\"\(email)\" is not an e-mail address.")
        }
        return faults
    }

    func record(reference: String, registeredOn: CalendarDate) -> CandidateRecord {
        CandidateRecord(
            organisation: organisation, candidateRef: reference, pathway: pathway, role: role,
            givenName: givenName, familyName: familyName, dateOfBirth: dateOfBirth, nationality: nationality,
            countryOfResidence: countryOfResidence, countryOfTraining: countryOfTraining, email: email,
            phone: phone, source: source, team: team, registeredOn: registeredOn)
    }
}

extension String {
    /// Lower-case words of letters and digits joined by underscores, the first beginning with a letter.
    var isCode: Bool {
        guard let first = utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
            return false
        }
        return utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
        }
    }
}
