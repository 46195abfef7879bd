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
        let taken = try work.placesTaken(on: db)
        let overCommitted = try work.overCommittedEducators(on: db)
        return rows.map { Self.line($0, date, taken: taken[$0.id] ?? 0, overCommitted: overCommitted) }.filter
        {
            (!isFreeOnly || $0.free > 0) && (!isExpiringOnly || !$0.runsOut.isEmpty)
        }
    }

    /// - Parameters:
    ///   - taken: the places that are taken.
    ///   - overCommitted: the educators to whom more students are locked than they take, by ``Reference/key(_:)``.
    static func line(
        _ row: PlacementRow, _ date: CalendarDate, taken: Int, overCommitted: Set<String>
    ) -> PlacementLine {
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
            placement: row.record, free: isWithdrawn || isOver ? 0 : max(0, row.record.capacity - taken),
            runsOut: isWithdrawn || isOver ? [] : runsOut,
            educatorOverCommitted: row.record.educatorRef.map { overCommitted.contains(Reference.key($0)) }
                ?? false)
    }
}

extension Work {
    /// The educators to whom more students are locked than they take, by ``Reference/key(_:)``.
    func overCommittedEducators(on db: isolated PostgresConnection) throws -> Set<String> {
        Set(try educatorLoads(on: db).values.filter(\.isExceeded).map { Reference.key($0.educator) })
    }

    /// How many places of each placement are taken: by students who are placed there, or have done all of it there. One
    /// that broke down, or whose student left, is free again.
    func placesTaken(on db: isolated PostgresConnection) throws -> [UUID: Int] {
        let rows = try db.query(
            """
            select placement_id, count(*)
            from berth.practice
            where partnership_id = \(partnership.id) and (ended_on is null or end_kind = 'completed')
            group by placement_id
            """, as: (UUID, Int).self)
        return Dictionary(rows.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    }
}
