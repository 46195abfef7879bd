import Domain
import FoundationEssentials
import Postgres

/// A side that has agreed to terms.
struct GivenApproval: Sendable {
    let party: TrainingParty
    let by: UUID
    let name: String
    let at: Date
}

/// The terms of an apprenticeship, by their number.
struct TermsKey: Sendable, Hashable {
    let apprenticeship: UUID
    let termsNo: Int
}

extension Work {
    /// The sides that had agreed at a moment, by what they agreed to.
    ///
    /// - Parameter condition: on `approval`.
    func agreedSides(
        where condition: SQL = "true", at moment: Date, on db: isolated PostgresConnection
    ) throws -> [TermsKey: [String]] {
        var agreed: [TermsKey: [String]] = [:]
        try db.forEachRow(
            """
            select approval.apprenticeship_id, approval.terms_no, approval.party
            from berth.training_approval as approval
            where approval.partnership_id = \(partnership.id) and approval.recorded_at <= \(moment) and \(condition)
            order by approval.apprenticeship_id, approval.terms_no, approval.party
            """, as: (UUID, Int, String).self
        ) { id, terms, party in
            agreed[TermsKey(apprenticeship: id, termsNo: terms), default: []].append(party)
        }
        return agreed
    }

    /// Who has agreed to the present terms of an apprenticeship.
    func approvals(
        of row: ApprenticeshipRow, on db: isolated PostgresConnection
    ) throws -> [GivenApproval] {
        try db.query(
            """
            select approval.party, approval.approved_by, coalesce(account.full_name, ''), approval.recorded_at
            from berth.training_approval as approval
            left join berth.staff_account as account on account.staff_account_id = approval.approved_by
            where approval.partnership_id = \(partnership.id) and approval.apprenticeship_id = \(row.id)
              and approval.terms_no = \(row.termsNo)
            order by approval.party
            """, as: (String, UUID, String, Date).self
        ).compactMap { row in
            TrainingParty(rawValue: row.0).map {
                GivenApproval(party: $0, by: row.1, name: row.2, at: row.3)
            }
        }
    }
}
