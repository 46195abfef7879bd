public import Domain
public import Postgres

/// What ``ApproveTraining`` answers.
public struct TrainingApproval: Sendable, Codable, Hashable {
    /// The apprentice.
    public let apprenticeRef: String
    /// The standard.
    public let standardRef: String
    /// The number of the terms that are agreed to.
    public let termsNo: Int
    /// Who has agreed to them by now.
    public let approvedBy: [String]
    /// Whether both have.
    public let isApproved: Bool
}

/// Records that the employer or the provider agrees to the standard, the training dates and the price.
public struct ApproveTraining: Verb {
    /// Those who approve training.
    public static var action: Action { .approveTraining }

    let reference: String
    let standard: String?
    let party: TrainingParty

    /// - Parameter party: for whom.
    public init(reference: String, standard: String? = nil, party: TrainingParty) {
        self.reference = reference
        self.standard = standard
        self.party = party
    }

    /// Stores the approval of the present terms.
    ///
    /// - Throws: `conflict` when the side has agreed to them already, or the person who agreed for one side agrees for
    ///   the other; `badData` when dates, price or provider are missing.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> TrainingApproval {
        let row = try work.apprenticeship(reference, standard: standard, on: db)
        let record = row.record
        try work.refuseBeyondReach(.approveTraining, of: row.organisationID, record.organisation)
        let missing = [
            record.plannedStartOn == nil ? "planned start" : nil,
            record.plannedEndOn == nil ? "planned end" : nil, record.pricePence == nil ? "price" : nil,
            record.provider == nil ? "provider" : nil,
        ].compactMap(\.self)
        if !missing.isEmpty {
            throw ServiceError.badData(
                "There is nothing to agree to yet: the \(missing.joined(separator: ", ")) of \(record.apprenticeRef) \(missing.count == 1 ? "is" : "are") missing; give them with berth apprentice change."
            )
        }
        let given = try work.approvals(of: row, on: db)
        if given.contains(where: { $0.party == party }) {
            throw ServiceError.conflict(
                "The \(party.rawValue) has agreed to the training of \(record.apprenticeRef) already.")
        }
        if given.contains(where: { $0.by == work.actor.accountID }) {
            throw ServiceError(
                .notAllowed,
                "\(work.actor.login) has agreed for the other side already; somebody else has to agree for the \(party.rawValue)."
            )
        }
        try db.execute(
            """
            insert into berth.training_approval (
                partnership_id, apprenticeship_id, terms_no, party, approved_by, recorded_at)
            values (\(work.partnership.id), \(row.id), \(row.termsNo), \(party.rawValue), \(work.actor.accountID),
                    \(work.now))
            """)
        let approval = TrainingApproval(
            apprenticeRef: record.apprenticeRef, standardRef: record.standardRef, termsNo: row.termsNo,
            approvedBy: (given.map(\.party.rawValue) + [party.rawValue]).sorted(),
            isApproved: given.count + 1 == TrainingParty.allCases.count)
        try work.audit("training_approved", of: "apprenticeship", row.id, after: approval, on: db)
        return approval
    }
}
