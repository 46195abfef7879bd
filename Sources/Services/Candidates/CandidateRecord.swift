public import Domain
import FoundationEssentials
import Postgres

/// A candidate's particulars as they stand.
public struct CandidateRecord: Sendable, Codable, Hashable {
    /// The code of the organisation that recruits.
    public var organisation: String
    /// The reference, such as `PLY-C-0007-K`.
    public var candidateRef: String
    /// The pathway.
    public var pathway: String
    /// The role recruited for.
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
    /// The day they were registered.
    public var registeredOn: CalendarDate

    /// Given and family name.
    public var fullName: String { "\(givenName) \(familyName)" }
}

/// A candidate with keys, as verbs lock it.
struct CandidateRow: Decodable, Sendable {
    let candidateId: UUID
    let organisationId: UUID
    let version: Int
    var organisation: String
    let candidateRef: String
    var pathway: String
    var role: String
    var givenName: String
    var familyName: String
    var dateOfBirth: CalendarDate?
    var nationality: String?
    var countryOfResidence: String?
    var countryOfTraining: String?
    var email: String?
    var phone: String?
    var source: String?
    var team: String?
    let registeredOn: CalendarDate

    var record: CandidateRecord {
        get {
            CandidateRecord(
                organisation: organisation, candidateRef: candidateRef, pathway: pathway, role: role,
                givenName: givenName, familyName: familyName, dateOfBirth: dateOfBirth,
                nationality: nationality, countryOfResidence: countryOfResidence,
                countryOfTraining: countryOfTraining, email: email, phone: phone, source: source, team: team,
                registeredOn: registeredOn)
        }
        set {
            organisation = newValue.organisation
            pathway = newValue.pathway
            role = newValue.role
            givenName = newValue.givenName
            familyName = newValue.familyName
            dateOfBirth = newValue.dateOfBirth
            nationality = newValue.nationality
            countryOfResidence = newValue.countryOfResidence
            countryOfTraining = newValue.countryOfTraining
            email = newValue.email
            phone = newValue.phone
            source = newValue.source
            team = newValue.team
        }
    }
}

extension Work {
    static var candidateColumns: SQL {
        """
        candidate.candidate_id, candidate.organisation_id, candidate.version, employer.code as organisation,
        candidate.reference as candidate_ref, candidate.pathway_code as pathway, candidate.role,
        candidate.given_name, candidate.family_name, candidate.date_of_birth, candidate.nationality,
        candidate.country_of_residence, candidate.country_of_training, candidate.email, candidate.phone,
        candidate.source, candidate.team, candidate.registered_on
        """
    }

    static var candidateTables: SQL {
        """
        berth.candidate
        join berth.organisation as employer
            on employer.partnership_id = candidate.partnership_id
           and employer.organisation_id = candidate.organisation_id
        """
    }

    /// The candidate with a reference; locked, so that facts and decisions about one person queue up.
    func candidate(
        _ reference: String, locked: Bool = false, on db: isolated PostgresConnection
    ) throws -> CandidateRow {
        let lock: SQL = locked ? "for update of candidate" : ""
        let found = try db.queryRows(
            """
            select \(Self.candidateColumns)
            from \(Self.candidateTables)
            where candidate.partnership_id = \(partnership.id)
              and candidate.reference_key = \(Reference.key(reference))
            \(lock)
            """, as: CandidateRow.self)
        if let candidate = found.first { return candidate }
        if Reference.checkFails(reference) {
            throw ServiceError.notFound(
                "There is no candidate \(reference): its check character does not fit, so it may be mistyped; try berth candidate search."
            )
        }
        throw ServiceError.notFound(
            "There is no candidate \(reference) in \(partnership.name); try berth candidate search.")
    }

    /// Takes the next number of a counter. The row stays locked until the transaction ends.
    func nextNumber(of kind: String, on db: isolated PostgresConnection) throws -> Int {
        try db.one(
            """
            insert into berth.counter as counter (partnership_id, kind, value)
            values (\(partnership.id), \(kind), 1)
            on conflict (partnership_id, kind) do update set value = counter.value + 1
            returning value
            """, as: Int.self)
    }
}
