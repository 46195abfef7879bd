public import Domain
import FoundationEssentials
public import Postgres

/// What ``RegisterCandidate`` and ``ChangeCandidate`` answer.
public struct Registration: Sendable, Codable, Hashable {
    /// The candidate, with the reference given.
    public let candidate: CandidateRecord
    /// People already known who may be the same.
    public let possibleDuplicates: [PossibleDuplicate]
}

/// Registers a candidate, in a round or without one.
///
/// Somebody with the same name, birth date and e-mail is refused as registered already, unless a reason says why
/// not; a weaker likeness is a warning in the answer. Nothing is ever merged by itself.
public struct RegisterCandidate: Verb {
    /// Those who register candidates.
    public static var action: Action { .registerCandidates }

    let particulars: CandidateParticulars
    let round: RoundReference?
    let reference: String?
    let on: CalendarDate?
    let duplicateReason: String?

    /// - Parameters:
    ///   - round: the round they are to count in.
    ///   - reference: one given elsewhere; the next number of the partnership when nil.
    ///   - on: the day they became a candidate; today when nil.
    ///   - duplicateReason: why somebody who looks the same is another person.
    public init(
        _ particulars: CandidateParticulars, round: RoundReference?, reference: String? = nil,
        on: CalendarDate? = nil, duplicateReason: String? = nil
    ) {
        self.particulars = particulars
        self.round = round
        self.reference = reference
        self.on = on
        self.duplicateReason = duplicateReason
    }

    /// Stores the candidate.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> Registration {
        let date = on ?? work.today
        try work.refuseFuture(date, "The registration")
        let reference = try work.reference(on: db)
        try particulars.check(
            against: reference, countries: work.referenceCache.countries(on: db), today: work.today)
        let organisation = try work.organisation(particulars.organisation, on: db)
        let roundID = try roundToJoin(work, reference, on: db)
        let givenRef = try takeReference(work, on: db)
        try lockName(work, on: db)
        let duplicates = try work.possibleDuplicates(of: particulars, on: db)
        if duplicateReason?.allSatisfy(\.isWhitespace) ?? true,
            let same = duplicates.first(where: { $0.certainty == DuplicateMatch.Certainty.certain.code })
        {
            throw ServiceError.conflict(
                "\(particulars.givenName) \(particulars.familyName) is registered already as \(same.candidateRef), with \(same.inWords.joined(separator: " and ")); if this is another person, repeat with --allow-duplicate and the reason."
            )
        }
        let id = work.newID()
        let candidateRef = try givenRef ?? makeReference(work, on: db)
        let record = particulars.record(reference: candidateRef, registeredOn: date)
        try insert(record, id: id, organisationID: organisation.id, work, on: db)
        try work.recordCandidateEvent(.registered, of: id, on: date, roundID: roundID, db: db)
        try work.audit(
            "candidate_registered", of: "candidate", id, reason: duplicateReason, after: record, on: db)
        return Registration(candidate: record, possibleDuplicates: duplicates)
    }

    private func roundToJoin(
        _ work: Work, _ reference: ReferenceData, on db: isolated PostgresConnection
    ) throws -> UUID? {
        guard let round else { return nil }
        let row = try work.roundToJoin(round, to: "register anybody in it", on: db)
        try reference.refusePathway(particulars.pathway, thatLacks: row.countsAt, of: row.reference)
        return row.roundId
    }

    /// The reference that was given, as it is stored; nil when none was.
    private func takeReference(_ work: Work, on db: isolated PostgresConnection) throws -> String? {
        guard let reference else { return nil }
        var given = GivenReferences(work)
        let stored = try given.take(reference)
        try work.queueForReferences(on: db)
        let alike = try db.first(
            """
            select reference
            from berth.candidate
            where partnership_id = \(work.partnership.id) and reference_key = \(Reference.key(stored))
              and reference <> \(stored)
            """, as: String.self)
        if let alike {
            throw ServiceError.conflict(
                "The reference \(stored) exists already as \(alike); choose one that differs by more than its capitals."
            )
        }
        try given.raiseCounter(work, on: db)
        return stored
    }

    /// Two people who register the same person at once: the second waits, and then finds the first.
    private func lockName(_ work: Work, on db: isolated PostgresConnection) throws {
        let key = CandidateName.nameKey(given: particulars.givenName, family: particulars.familyName)
        try db.execute(
            """
            select pg_advisory_xact_lock(
                hashtextextended(\("candidate \(work.partnership.id.uuidString) \(key)"), 0))
            """)
    }

    private func makeReference(_ work: Work, on db: isolated PostgresConnection) throws -> String {
        let number = try work.nextNumber(of: "candidate", on: db)
        return try Reference.make(prefix: work.partnership.prefix, kind: .candidate, number: number)
    }

    private func insert(
        _ record: CandidateRecord, id: UUID, organisationID: UUID, _ work: Work,
        on db: isolated PostgresConnection
    ) throws {
        try db.execute(
            """
            insert into berth.candidate (
                partnership_id, candidate_id, organisation_id, reference, pathway_code, role, given_name,
                family_name, name_key, date_of_birth, nationality, country_of_residence, country_of_training,
                email, phone, source, team, registered_on)
            values (
                \(work.partnership.id), \(id), \(organisationID), \(record.candidateRef), \(record.pathway),
                \(record.role), \(record.givenName), \(record.familyName),
                \(CandidateName.nameKey(given: record.givenName, family: record.familyName)), \(record.dateOfBirth), \(record.nationality),
                \(record.countryOfResidence), \(record.countryOfTraining), \(record.email), \(record.phone),
                \(record.source), \(record.team), \(record.registeredOn))
            """)
    }
}
