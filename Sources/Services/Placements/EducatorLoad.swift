import Domain
import FoundationEssentials
import Postgres

/// How many students are locked to the placements of an educator at the same time.
struct EducatorLoad: Sendable, Hashable {
    /// The reference of the educator.
    let educator: String
    /// How many she takes at a time; nil when that is not known.
    let slots: Int?
    /// The most that are locked on one day.
    let locked: Int

    /// Whether more students are locked than she takes.
    var isExceeded: Bool { slots.map { locked > $0 } ?? false }

    /// The most of some numbers of students who are there on one day.
    static func most(_ stays: [(dates: ClosedRange<CalendarDate>, students: Int)]) -> Int {
        // The most are there on the first day of some stay.
        stays.map { stay in
            stays.reduce(0) { $0 + ($1.dates.contains(stay.dates.lowerBound) ? $1.students : 0) }
        }.max() ?? 0
    }
}

extension Work {
    /// The educators to whose placements students are locked, by key.
    ///
    /// Locks are read past the sight of a host, who is told only how many there are at its educators.
    func educatorLoads(on db: isolated PostgresConnection) throws -> [UUID: EducatorLoad] {
        let rows = try seeingEverything(on: db) {
            try db.query(
                """
                select educator.educator_id, educator.reference, educator.slots, placement.starts_on,
                       placement.ends_on, count(*)
                from (
                    select distinct on (student_id) student_id, placement_id, kind
                    from berth.match_lock
                    where partnership_id = \(partnership.id)
                    order by student_id, sequence desc
                ) as standing
                join berth.student
                    on student.partnership_id = \(partnership.id) and student.student_id = standing.student_id
                join berth.placement
                    on placement.partnership_id = \(partnership.id)
                   and placement.placement_id = standing.placement_id
                join berth.practice_educator as educator
                    on educator.partnership_id = placement.partnership_id
                   and educator.educator_id = placement.educator_id
                where standing.kind = 'locked' and student.withdrawn_on is null
                group by educator.educator_id, educator.reference, educator.slots, placement.placement_id,
                         placement.starts_on, placement.ends_on
                """, as: (UUID, String, Int?, CalendarDate, CalendarDate, Int).self)
        }
        return Dictionary(grouping: rows, by: \.0).mapValues { rows in
            EducatorLoad(
                educator: rows[0].1, slots: rows[0].2,
                locked: EducatorLoad.most(rows.map { ($0.3...max($0.3, $0.4), $0.5) }))
        }
    }
}
