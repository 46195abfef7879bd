public import Domain
import FoundationEssentials
public import Postgres

/// Records that a host offers a placement no more.
public struct WithdrawPlacement: Verb {
    /// Those who manage placements.
    public static var action: Action { .managePlacements }

    let reference: String
    let on: CalendarDate?
    let reason: String

    /// - Parameters:
    ///   - on: the day; today when nil.
    ///   - reason: why; kept in the audit only.
    public init(reference: String, on: CalendarDate? = nil, reason: String) {
        self.reference = reference
        self.on = on
        self.reason = reason
    }

    /// Stores the day.
    ///
    /// - Throws: `conflict` for a placement that is withdrawn already, or is changed by somebody else at this moment.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> PlacementRecord {
        let date = on ?? work.today
        try work.refuseBlank(reason, for: "The withdrawal of \(reference)")
        try work.refuseFuture(date, "The withdrawal of \(reference)")
        let placement = try work.placement(reference, on: db)
        if let earlier = placement.record.withdrawnOn {
            throw ServiceError.conflict(
                "\(placement.record.placementRef) was withdrawn on \(earlier) already.")
        }
        try work.withdraw(
            "berth.placement", key: "placement_id", placement.id, version: placement.version, on: date, db: db
        )
        var record = placement.record
        record.withdrawnOn = date
        try work.audit(
            "placement_withdrawn", of: "placement", placement.id, reason: reason, before: placement.record,
            after: record, on: db)
        return record
    }
}
