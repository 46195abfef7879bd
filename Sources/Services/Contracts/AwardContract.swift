public import Domain
import FoundationEssentials
public import Postgres

/// Awards a contract to a supplier, with its dates and terms.
public struct AwardContract: Verb {
    /// Those who manage contracts.
    public static var action: Action { .manageContracts }

    let reference: String
    let supplier: String
    let awardedOn: CalendarDate?
    let startsOn: CalendarDate
    let endsOn: CalendarDate
    let feePerStarterPence: Int?
    let rebateDays: Int?

    /// - Parameters:
    ///   - awardedOn: today when nil.
    ///   - startsOn: first day of the contract.
    ///   - endsOn: last day, inclusive.
    ///   - feePerStarterPence: pence for each person who starts.
    ///   - rebateDays: days after the start within which a leaver earns a rebate.
    public init(
        reference: String, supplier: String, awardedOn: CalendarDate?, startsOn: CalendarDate,
        endsOn: CalendarDate, feePerStarterPence: Int?, rebateDays: Int?
    ) {
        self.reference = reference
        self.supplier = supplier
        self.awardedOn = awardedOn
        self.startsOn = startsOn
        self.endsOn = endsOn
        self.feePerStarterPence = feePerStarterPence
        self.rebateDays = rebateDays
    }

    /// Stores the award.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> ContractRecord {
        let awardedOn = awardedOn ?? work.today
        try work.refuseFuture(awardedOn, "The award of \(reference)")
        let locked = try work.lockedContract(reference, on: db)
        if let earlier = locked.awardedOn {
            throw ServiceError.conflict(
                "Contract \(reference) was awarded to \(locked.supplier ?? "a supplier") on \(earlier) already."
            )
        }
        if let opened = locked.bidOpenedOn, awardedOn < opened {
            throw ServiceError.badData(
                "Contract \(reference) cannot be awarded on \(awardedOn), before its bids were opened on \(opened)."
            )
        }
        if endsOn < startsOn {
            throw ServiceError.badData(
                "Contract \(reference) cannot end on \(endsOn), before it starts on \(startsOn).")
        }
        var record = locked.record
        record.supplier = supplier
        record.awardedOn = awardedOn
        record.startsOn = startsOn
        record.endsOn = endsOn
        record.feePerStarterPence = feePerStarterPence
        record.rebateDays = rebateDays
        try work.save(record, over: locked, on: db)
        try work.audit(
            "contract_awarded", of: "contract", locked.contractId, before: locked.record, after: record,
            on: db)
        return record
    }
}
