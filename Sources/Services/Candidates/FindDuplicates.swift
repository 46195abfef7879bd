import Domain
import FoundationEssentials
import Postgres

/// Somebody already known who may be the same person.
public struct PossibleDuplicate: Sendable, Codable, Hashable {
    /// Their reference.
    public let candidateRef: String
    /// Their name.
    public let name: String
    /// `certain`, `likely` or `possible`.
    public let certainty: String
    /// What is alike, as codes.
    public let reasons: [String]
    /// What is alike, in words.
    public let inWords: [String]
}

extension Work {
    /// The people of the partnership who share a name, a birth date or an e-mail with somebody.
    ///
    /// The database finds everybody who shares one of the three; Domain's `DuplicateMatch` weighs them. Name
    /// variants of one letter count only together with the birth date or the e-mail.
    func possibleDuplicates(
        of particulars: CandidateParticulars, on db: isolated PostgresConnection
    ) throws -> [PossibleDuplicate] {
        let rows = try db.query(
            """
            select reference, given_name, family_name, date_of_birth, email
            from berth.candidate
            where partnership_id = \(partnership.id)
              and (name_key = \(CandidateName.nameKey(given: particulars.givenName, family: particulars.familyName))
                   or date_of_birth = \(particulars.dateOfBirth)
                   or lower(email) = lower(\(particulars.email)))
            order by reference
            """, as: (String, String, String, CalendarDate?, String?).self)
        let sought = PersonIdentity(
            givenName: particulars.givenName, familyName: particulars.familyName,
            birthDate: particulars.dateOfBirth, email: particulars.email)
        return rows.compactMap { row in
            let known = PersonIdentity(givenName: row.1, familyName: row.2, birthDate: row.3, email: row.4)
            let match = DuplicateMatch(sought, known)
            if match.certainty == .none { return nil }
            return PossibleDuplicate(
                candidateRef: row.0, name: "\(row.1) \(row.2)", certainty: match.certainty.code,
                reasons: match.reasons.map(\.rawValue), inWords: match.reasons.map(\.displayName))
        }
    }
}
