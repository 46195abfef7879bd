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
    func check(
        against reference: ReferenceData, countries: Set<String>, today: CalendarDate
    ) throws(ServiceError) {
        if let fault = faults(reference, countries: countries, today: today).first {
            throw .badData(fault.reason)
        }
    }

    /// Everything that is wrong, each with the column it is in.
    func faults(
        _ reference: ReferenceData, countries: Set<String>, today: CalendarDate
    ) -> [ServiceError.Detail] {
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
        for (column, name, what) in [
            ("given_name", givenName, "given"), ("family_name", familyName, "family"),
        ] where Self.hasInvisibleControls(name) {
            fault(
                column, name,
                "The \(what) name holds a character that is not seen, such as a line end or a change of direction; type it again."
            )
        }
        if reference.pathways[pathway].map({ $0.role == ReferenceData.studentRole }) ?? true {
            fault(
                "pathway", pathway,
                "There is no pathway \(pathway); the pathways are \(reference.candidatePathways.joined(separator: ", "))."
            )
        }
        if !role.isCode {
            fault(
                "role", role,
                "\"\(role)\" is not a code for a role: use lower-case words joined by underscores.")
        }
        if let dateOfBirth {
            if dateOfBirth >= today || dateOfBirth < today.adding(days: -366 * 100) {
                fault(
                    "date_of_birth", dateOfBirth.description,
                    "The date of birth \(dateOfBirth) is not that of a living adult; check the year.")
            } else if dateOfBirth.fullYears(on: today) < Self.workingAge {
                fault(
                    "date_of_birth", dateOfBirth.description,
                    "The date of birth \(dateOfBirth) is not that of an adult; check the year.")
            }
        }
        for (column, code) in [
            ("nationality", nationality), ("country_of_residence", countryOfResidence),
            ("country_of_training", countryOfTraining),
        ] {
            if let code, !countries.contains(code) {
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
        if let email, !Self.isEmail(email) {
            fault("email", email, "\"\(email)\" is not an e-mail address.")
        }
        return faults
    }

    /// The age from which somebody may work full time in England.
    static let workingAge = 16

    /// Something before and after one at sign.
    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && !text.contains(where: \.isWhitespace)
    }

    /// Control characters, line and paragraph separators, and what turns the direction of a text: two names that
    /// look the same would not be, or a list would read as something else. Joiners are letters in some scripts.
    private static func hasInvisibleControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
            default: false
            }
        }
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
