public import Domain
import FoundationEssentials
public import Postgres

/// Corrects a candidate's particulars.
///
/// The organisation, the pathway and the round are decisions and stay as they are. The audit keeps what stood before.
public struct ChangeCandidate: Verb {
    /// Those who register candidates.
    public static var action: Action { .registerCandidates }

    let reference: String
    let change: CandidateChange

    /// - Parameter change: what is to be different.
    public init(reference: String, change: CandidateChange) {
        self.reference = reference
        self.change = change
    }

    /// Stores the particulars; the answer names those who now look like the same person.
    ///
    /// - Throws: `badData` for a particular that cannot be, for one that is both given and cleared, and where nothing
    ///   would change.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> Registration {
        if let field = change.contradiction {
            throw ServiceError.badData(
                "\(field.rawValue) is both given and cleared; leave one of the two out.")
        }
        let candidate = try work.candidate(reference, locked: true, on: db)
        let particulars = change.applied(to: candidate.record)
        try particulars.check(
            against: work.reference(on: db), countries: work.referenceCache.countries(on: db),
            today: work.today)
        let record = particulars.record(
            reference: candidate.candidateRef, registeredOn: candidate.registeredOn)
        if record == candidate.record {
            throw ServiceError.badData("\(candidate.candidateRef) is like that already; nothing was changed.")
        }
        try store(record, of: candidate, work, on: db)
        try work.audit(
            "candidate_changed", of: "candidate", candidate.candidateId, before: candidate.record,
            after: record,
            on: db)
        let alike = try work.possibleDuplicates(of: particulars, on: db)
            .filter { $0.candidateRef != candidate.candidateRef }
        return Registration(candidate: record, possibleDuplicates: alike)
    }

    private func store(
        _ record: CandidateRecord, of candidate: CandidateRow, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        try db.execute(
            """
            update berth.candidate
            set role = \(record.role), given_name = \(record.givenName), family_name = \(record.familyName),
                name_key = \(CandidateName.nameKey(given: record.givenName, family: record.familyName)),
                date_of_birth = \(record.dateOfBirth), nationality = \(record.nationality),
                country_of_residence = \(record.countryOfResidence),
                country_of_training = \(record.countryOfTraining), email = \(record.email),
                phone = \(record.phone), source = \(record.source), team = \(record.team),
                version = \(candidate.version) + 1
            where partnership_id = \(work.partnership.id) and candidate_id = \(candidate.candidateId)
              and version = \(candidate.version)
            """)
    }
}
