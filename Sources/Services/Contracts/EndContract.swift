public import Domain
import FoundationEssentials
public import Postgres

/// Ends a contract. Its rounds have to be closed first.
public struct EndContract: Verb {
    /// Those who manage contracts.
    public static var action: Action { .manageContracts }

    let reference: String
    let endedOn: CalendarDate?
    let reason: String

    /// - Parameter endedOn: today when nil.
    public init(reference: String, endedOn: CalendarDate?, reason: String) {
        self.reference = reference
        self.endedOn = endedOn
        self.reason = reason
    }

    /// Stores the end.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ContractRecord {
        let endedOn = endedOn ?? work.today
        try work.refuseBlank(reason, for: "The end of \(reference)")
        try work.refuseFuture(endedOn, "The end of \(reference)")
        let locked = try work.lockedContract(reference, on: db)
        guard let awarded = locked.awardedOn else {
            throw ServiceError.conflict("Contract \(reference) was never awarded, so it cannot be ended.")
        }
        if let ended = locked.endedOn {
            throw ServiceError.conflict("Contract \(reference) was ended on \(ended) already.")
        }
        if endedOn < awarded {
            throw ServiceError.badData(
                "Contract \(reference) cannot end on \(endedOn), before it was awarded on \(awarded).")
        }
        let open = try db.query(
            """
            select round_no
            from berth.round
            where partnership_id = \(work.partnership.id) and contract_id = \(locked.contractId)
              and closed_on is null and option_lapsed_on is null
            order by round_no
            """, as: Int.self)
        if !open.isEmpty {
            let names = open.map { "\(reference)/\($0)" }.joined(separator: ", ")
            throw ServiceError.conflict("Contract \(reference) still has open rounds; close \(names) first.")
        }
        var record = locked.record
        record.endedOn = endedOn
        record.endReason = reason
        try work.save(record, over: locked, on: db)
        try work.audit(
            "contract_ended", of: "contract", locked.contractId, reason: reason, before: locked.record,
            after: record, on: db)
        return record
    }
}
