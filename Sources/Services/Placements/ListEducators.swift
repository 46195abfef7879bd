public import Domain
import FoundationEssentials
public import Postgres

/// Lists practice educators, by reference.
public struct ListEducators: Verb {
    /// Everybody who sees placements.
    public static var action: Action { .viewPlacements }
    /// A question.
    public static var isReadOnly: Bool { true }

    let isExpiringOnly: Bool
    let asOf: CalendarDate?

    /// - Parameters:
    ///   - expiring: only those whose currency has run out, or will before a placement of theirs ends.
    ///   - asOf: the day of the list; today when nil.
    public init(expiring: Bool = false, asOf: CalendarDate? = nil) {
        isExpiringOnly = expiring
        self.asOf = asOf
    }

    /// Answers in the order of reference.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> [EducatorLine] {
        let date = asOf ?? work.today
        var named: [UUID: (references: [String], until: CalendarDate)] = [:]
        try db.forEachRow(
            """
            select educator_id, reference, ends_on
            from berth.placement
            where partnership_id = \(work.partnership.id) and educator_id is not null and ends_on >= \(date)
              and (withdrawn_on is null or withdrawn_on > \(date))
            order by reference collate "C"
            """, as: (UUID?, String, CalendarDate).self
        ) { id, reference, until in
            guard let id else { return }
            let held = named[id] ?? ([], until)
            named[id] = (held.references + [reference], max(held.until, until))
        }
        let loads = try work.educatorLoads(on: db)
        let rows = try EducatorTable.read(where: "true", work, on: db).values
        return rows.sorted { $0.record.educatorRef < $1.record.educatorRef }.map { row in
            let needed = named[row.id]
            let until = max(date, needed?.until ?? date)
            return EducatorLine(
                educator: row.record, placements: needed?.references ?? [], neededUntil: needed?.until,
                isExpiring: row.record.currentUntil.map { $0 < until } ?? false,
                locked: loads[row.id]?.locked ?? 0, isOverCommitted: loads[row.id]?.isExceeded ?? false)
        }.filter { !isExpiringOnly || $0.isExpiring }
    }
}
