import Domain
import FoundationEssentials
import Postgres

/// A return of an area as the database has it.
struct WorkforceReturnRow: Sendable {
    let area: String
    let year: Int
    let revision: Int
    let asOf: CalendarDate
    /// The day on which it was published, where that was said.
    let publishedOn: CalendarDate?
    let figures: WorkforceFigures
    /// When anything was first recorded of it; nil for a new one.
    var recordedAt: Date?

    /// The day from which it can be compared with: when it was published, or else when it was recorded.
    var knownOn: CalendarDate? { publishedOn ?? recordedAt.map { LondonTime.date(of: $0) } }

    var key: String { Self.key(area, year) }

    static func key(_ area: String, _ year: Int) -> String { "\(area) \(year)" }
}

/// Reads and writes returns of areas.
enum WorkforceReturnTable {
    private typealias Columns = (
        String, Int, Int, CalendarDate, CalendarDate?, Date, Int?, Int?, Int?, Int?, Int?, Int?, Int?, Int?
    )

    /// The returns as they were known at a moment, now when nil, by area and year.
    static func read(
        asAt: Date?, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [WorkforceReturnRow] {
        func fte(_ value: Int?) -> FTE? { value.map { FTE(tenThousandths: $0) } }
        let rows = try db.query(
            """
            select given.area, given.year, given.revision, given.as_of, given.published_on, first.recorded_at,
                   given.in_post_fte, given.vacancies_fte, given.agency_fte, given.agency_covering_fte,
                   given.leavers_fte, given.cases, given.case_holders_fte, given.days_lost
            from berth.workforce_return as given
            join berth.workforce_return as first
                on first.partnership_id = given.partnership_id and first.area = given.area
               and first.year = given.year and first.revision = 1
            where given.partnership_id = \(work.partnership.id) and \(Work.standing("given", at: asAt))
            order by given.area collate "C", given.year
            """, as: Columns.self)
        return rows.map { row in
            WorkforceReturnRow(
                area: row.0, year: row.1, revision: row.2, asOf: row.3, publishedOn: row.4,
                figures: WorkforceFigures(
                    inPost: fte(row.6), vacancies: fte(row.7), agency: fte(row.8), agencyCovering: fte(row.9),
                    leavers: fte(row.10), cases: row.11.map { FTE(whole: $0) }, caseHolders: fte(row.12),
                    daysLost: fte(row.13)), recordedAt: row.5)
        }
    }

    static func write(
        _ changes: [WorkforceReturnRow], _ work: Work, on db: isolated PostgresConnection
    ) throws {
        if changes.isEmpty { return }
        let further = changes.filter { $0.revision > 1 }
        let closed = try db.execute(
            """
            update berth.workforce_return as version
            set superseded_at = \(work.now)
            from unnest(\(further.map(\.area)), \(further.map(\.year)), \(further.map { $0.revision - 1 }))
                as given (area, year, revision)
            where version.partnership_id = \(work.partnership.id) and version.area = given.area
              and version.year = given.year and version.revision = given.revision
              and version.superseded_at = 'infinity'
            """)
        try work.refuseLostRace(closed, of: further.count)
        let figures = changes.map(\.figures)
        try db.execute(
            """
            insert into berth.workforce_return (
                partnership_id, area, year, revision, as_of, published_on, in_post_fte, vacancies_fte, agency_fte,
                agency_covering_fte, leavers_fte, cases, case_holders_fte, days_lost, recorded_by, recorded_at)
            select \(work.partnership.id), given.area, given.year, given.revision, given.as_of,
                   given.published_on, given.in_post_fte, given.vacancies_fte, given.agency_fte, given.agency_covering_fte,
                   given.leavers_fte, given.cases, given.case_holders_fte, given.days_lost,
                   \(work.actor.accountID), \(work.now)
            from unnest(
                \(changes.map(\.area)), \(changes.map(\.year)), \(changes.map(\.revision)),
                \(changes.map(\.asOf)), \(changes.map(\.publishedOn)), \(figures.map { $0.inPost?.tenThousandths }),
                \(figures.map { $0.vacancies?.tenThousandths }), \(figures.map { $0.agency?.tenThousandths }),
                \(figures.map { $0.agencyCovering?.tenThousandths }),
                \(figures.map { $0.leavers?.tenThousandths }),
                \(figures.map { $0.cases.map { $0.tenThousandths / 10_000 } }),
                \(figures.map { $0.caseHolders?.tenThousandths }),
                \(figures.map { $0.daysLost?.tenThousandths })
            ) as given (
                area, year, revision, as_of, published_on, in_post_fte, vacancies_fte, agency_fte, agency_covering_fte,
                leavers_fte, cases, case_holders_fte, days_lost)
            """)
    }
}
