public import Domain
import FoundationEssentials
public import Postgres

/// Lists placements, by reference.
public struct ListPlacements: Verb {
    /// Everybody who sees placements.
    public static var action: Action { .viewPlacements }
    /// A question.
    public static var isReadOnly: Bool { true }

    let term: String?
    let host: String?
    let isFreeOnly: Bool
    let isExpiringOnly: Bool
    let asOf: CalendarDate?

    /// - Parameters:
    ///   - term: of one term only.
    ///   - host: of one organisation only.
    ///   - free: only those that have room and are not withdrawn.
    ///   - expiring: only those whose audit, or whose educator's currency, runs out before they end.
    ///   - asOf: the day of the list; today when nil.
    public init(
        term: String? = nil, host: String? = nil, free: Bool = false, expiring: Bool = false,
        asOf: CalendarDate? = nil
    ) {
        self.term = term
        self.host = host
        isFreeOnly = free
        isExpiringOnly = expiring
        self.asOf = asOf
    }

    /// Answers in the order of reference.
    ///
    /// - Throws: `notFound` for a term or organisation that does not exist.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [PlacementLine] {
        let date = asOf ?? work.today
        let termID = try term.map { try work.term($0, on: db).id }
        let hostID = try host.map { try work.organisation($0, on: db).id }
        let rows = try work.placements(
            where: """
                (\(termID)::uuid is null or placement.term_id = \(termID))
                and (\(hostID)::uuid is null or placement.organisation_id = \(hostID))
                """, on: db)
        return rows.map { Self.line($0, date) }.filter {
            (!isFreeOnly || $0.free > 0) && (!isExpiringOnly || !$0.runsOut.isEmpty)
        }
    }

    static func line(_ row: PlacementRow, _ date: CalendarDate) -> PlacementLine {
        let isWithdrawn = row.record.withdrawnOn.map { $0 <= date } ?? false
        let isOver = row.record.endsOn < date
        var runsOut: [PlacementLine.Expiry] = []
        if let on = row.record.auditedUntil, on < row.record.endsOn {
            runsOut.append(.init(what: "audit", on: on))
        }
        if let on = row.educatorCurrentUntil, on < row.record.endsOn {
            runsOut.append(.init(what: "educator", on: on))
        }
        return PlacementLine(
            placement: row.record, free: isWithdrawn || isOver ? 0 : row.record.capacity,
            runsOut: isWithdrawn || isOver ? [] : runsOut)
    }
}
