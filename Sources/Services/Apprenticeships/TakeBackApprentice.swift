public import Domain
public import Postgres

/// Takes back what was planned of an apprentice's training and was never to be: it is counted nowhere from now on, and
/// what was known before stays.
public struct TakeBackApprentice: Verb {
    /// Those who manage apprenticeships.
    public static var action: Action { .manageApprenticeships }

    let reference: String
    let standard: String?
    let reason: String

    /// - Parameters:
    ///   - standard: where the person has been on several.
    ///   - reason: what was wrong; kept in the audit.
    public init(reference: String, standard: String? = nil, reason: String) {
        self.reference = reference
        self.standard = standard
        self.reason = reason
    }

    /// Closes the last version, in the place of which none comes.
    ///
    /// - Throws: `conflict` for training that has begun, or with which somebody goes on elsewhere.
    /// - Returns: the apprentice as recorded until now.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ApprenticeRecord {
        try work.queueForReferences(on: db)
        let row = try work.apprenticeship(reference, standard: standard, on: db)
        let record = row.record
        try work.refuseBeyondReach(.manageApprenticeships, of: row.organisationID, record.organisation)
        try work.refuseBlank(reason, for: "Taking back \(record.apprenticeRef)")
        if let event = row.events.first {
            throw ServiceError.conflict(
                "\(record.apprenticeRef) \(event.event.kind.words) on \(event.event.on), so the training is no plan any more; take back what did not happen first, with berth apprentice correct \(record.apprenticeRef) \(event.sequence) --take-back, or record that they withdrew."
            )
        }
        let other = try work.seeingEverything(on: db) {
            try work.apprenticeships(
                where: """
                    lower(kept.transferred_from) = \(Reference.key(record.apprenticeRef))
                    and apprenticeship.standard_key = \(Reference.key(record.standardRef))
                    """, on: db
            ).first
        }
        if let other {
            throw ServiceError.conflict(
                "\(other.record.apprenticeRef) goes on elsewhere with the training of \(record.apprenticeRef); take that back first."
            )
        }
        try ApprenticeTable.takeBack(row, reason: reason, work, on: db)
        return record
    }
}
