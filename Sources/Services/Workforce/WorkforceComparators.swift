import Domain
import FoundationEssentials
import Postgres

/// What others have published, as far as it could be known on the day of a report.
struct WorkforceComparators {
    private var byMeasure: [String: [WorkforceReport.Comparator]] = [:]

    /// Reads the national figures, and reckons those of the areas whose returns are imported.
    init(at moment: Moment, workingDays: Int?, _ work: Work, on db: isolated PostgresConnection) throws {
        var known: Set<String> = []
        try db.forEachRow(
            """
            select measure, area, as_of, basis, value, source
            from berth.workforce_comparator
            where as_of <= \(moment.asOf) and published_on <= \(moment.asOf)
              and \(Work.standing("workforce_comparator", at: moment.asAt))
            order by measure, as_of desc, area collate "C"
            """, as: (String, String, CalendarDate, String, String, String).self
        ) { measure, area, asOf, basis, value, source in
            known.insert("\(measure) \(area) \(asOf)")
            byMeasure[measure, default: []].append(
                WorkforceReport.Comparator(
                    name: area, value: Self.value(value, of: measure), asOf: asOf, basis: basis,
                    source: source))
        }
        for row in try WorkforceReturnTable.read(asAt: moment.asAt, work, on: db)
        where row.asOf <= moment.asOf && row.knownOn.map({ $0 <= moment.asOf }) ?? false {
            for measure in row.figures.measures(workingDays: workingDays) {
                let name = measure.name.rawValue
                guard let ratio = measure.ratio, !known.contains("\(name) \(row.area) \(row.asOf)") else {
                    continue
                }
                byMeasure[name, default: []].append(
                    WorkforceReport.Comparator(
                        name: row.area, value: ratio.fraction, asOf: row.asOf, basis: measure.basis.rawValue,
                        source: "workforce return \(row.area)/\(row.year)"))
            }
        }
        for measure in byMeasure.keys {
            byMeasure[measure]?.sort { ($1.asOf, $0.name) < ($0.asOf, $1.name) }
        }
    }

    /// Percentages are kept as they were printed; a caseload is no percentage.
    private static func value(_ printed: String, of measure: String) -> Double {
        guard let number = FTE(printed) else { return 0 }
        return measure == WorkforceMeasure.Name.averageCaseload.rawValue
            ? number.value : Double(number.tenThousandths) / 1_000_000
    }

    /// What there is to set a measure beside, the newest first.
    func comparators(of name: WorkforceMeasure.Name) -> [WorkforceReport.Comparator] {
        byMeasure[name.rawValue] ?? []
    }
}
