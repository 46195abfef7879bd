import Domain
import FoundationEssentials
import Postgres

/// `workforce_returns`: what areas have published, to reckon rates from and to compare with.
struct WorkforceReturnsFile: InterchangeKind {
    private static let people = InterchangeType.fte(FTE.zero...FTE(whole: 99_999_999))
    private static let many = InterchangeType.integer(0...999_999_999)

    static let name = "workforce_returns"
    static let columns: [InterchangeColumn] = [
        .init("area", .text, required: true),
        .init("year", .integer(1990...2199), required: true),
        .init("as_of", .date, required: true),
        .init("in_post_fte", people),
        .init("vacancies_fte", people),
        .init("agency_fte", people),
        .init("agency_covering_vacancies_fte", people),
        .init("leavers_fte", people),
        .init("cases", many),
        .init("case_holders_fte", people),
        .init("days_lost", .fte(FTE.zero...FTE(whole: 999_999_999))),
        .init("published_on", .date),
    ]
    static let change = Action.manageWorkforce
    static let view = Action.viewWorkforce

    enum Field: Int {
        case area, year, asOf, inPost, vacancies, agency, agencyCovering, leavers, cases, caseHolders,
            daysLost, publishedOn
    }

    init(_ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection) throws {
        try work.refusePartOfPartnership(.manageWorkforce)
    }

    static func exportQuery(for work: Work) -> SQL {
        """
        select array[
                   area, year::text, as_of::text, trim_scale(in_post_fte / 10000.0)::text,
                   trim_scale(vacancies_fte / 10000.0)::text, trim_scale(agency_fte / 10000.0)::text,
                   trim_scale(agency_covering_fte / 10000.0)::text,
                   trim_scale(leavers_fte / 10000.0)::text, cases::text,
                   trim_scale(case_holders_fte / 10000.0)::text, trim_scale(days_lost / 10000.0)::text,
                   published_on::text]
        from berth.workforce_return
        where partnership_id = \(literal: work.partnership.id.uuidString)::uuid and superseded_at = 'infinity'
        order by area collate "C", year
        """
    }

    mutating func store(
        _ rows: [ImportRow], _ run: inout ImportRun, _ work: Work, on db: isolated PostgresConnection
    ) throws {
        let stored = try WorkforceReturnTable.read(asAt: nil, work, on: db)
        let known = Dictionary(stored.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var changes: [WorkforceReturnRow] = []
        for row in rows {
            guard let year = row.integer(Field.year), let asOf = row.date(Field.asOf) else { continue }
            let area = row.text(Field.area)
            let key = WorkforceReturnRow.key(area, year)
            if run.refuseRepeated(key, row, Field.area, "The return of \(area) for \(year)") { continue }
            let earlier = known[key]
            let publishedOn = run.has(Field.publishedOn) ? row.date(Field.publishedOn) : earlier?.publishedOn
            guard Self.check(row, asOf, publishedOn, &run, work) else { continue }
            var figures = earlier?.figures ?? WorkforceFigures()
            func set(_ field: Field, _ path: WritableKeyPath<WorkforceFigures, FTE?>, whole: Bool = false) {
                guard run.has(field) else { return }
                figures[keyPath: path] =
                    whole ? row.integer(field).map { FTE(whole: $0) } : row.fte(field)
            }
            set(.inPost, \.inPost)
            set(.vacancies, \.vacancies)
            set(.agency, \.agency)
            set(.agencyCovering, \.agencyCovering)
            set(.leavers, \.leavers)
            set(.cases, \.cases, whole: true)
            set(.caseHolders, \.caseHolders)
            set(.daysLost, \.daysLost)
            if let fault = Self.fault(of: figures) {
                run.fault(row, Field.agencyCovering, fault)
                continue
            }
            let record = WorkforceReturnRow(
                area: earlier?.area ?? area, year: year, revision: (earlier?.revision ?? 0) + 1, asOf: asOf,
                publishedOn: publishedOn, figures: figures)
            if let earlier, earlier.asOf == asOf, earlier.publishedOn == publishedOn,
                earlier.figures == figures
            {
                run.unchanged += 1
                continue
            }
            if earlier == nil { run.added += 1 } else { run.changed += 1 }
            changes.append(record)
        }
        if run.isClean { try WorkforceReturnTable.write(changes, work, on: db) }
    }

    /// Whether the days of a return go together; reports it where not.
    private static func check(
        _ row: ImportRow, _ asOf: CalendarDate, _ publishedOn: CalendarDate?, _ run: inout ImportRun,
        _ work: Work
    ) -> Bool {
        if asOf > work.today {
            run.fault(row, Field.asOf, "The return is of a day after today, \(work.today).")
        } else if let year = row.integer(Field.year), asOf.year != year {
            run.fault(row, Field.asOf, "The return for \(year) cannot be of a day of \(asOf.year).")
        } else if let publishedOn, publishedOn < asOf {
            run.fault(
                row, Field.publishedOn, "The return cannot be published before the day it is of, \(asOf).")
        } else if let publishedOn, publishedOn > work.today {
            run.fault(row, Field.publishedOn, "The return was published after today, \(work.today).")
        } else {
            return true
        }
        return false
    }

    /// Why figures cannot be of one return; nil where they can.
    private static func fault(of figures: WorkforceFigures) -> String? {
        guard let covering = figures.agencyCovering else { return nil }
        if let agency = figures.agency, covering > agency {
            return "More agency covers vacancies, \(covering), than there is agency at all, \(agency)."
        }
        if let vacancies = figures.vacancies, covering > vacancies {
            return "More agency covers vacancies, \(covering), than there are vacancies, \(vacancies)."
        }
        return nil
    }
}
