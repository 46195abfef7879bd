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

extension Work {
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
