public import Domain
public import FoundationEssentials
public import Postgres

/// The measures of an imported return of an area.
public struct ReportWorkforceReturn: Verb {
    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
    /// A question.
    public static var isReadOnly: Bool { true }

    let area: String
    let year: Int
    let asAt: Date?

    /// - Parameters:
    ///   - area: such as `England`.
    ///   - year: of the return.
    ///   - asAt: as known at this instant; now when nil.
    public init(area: String, year: Int, asAt: Date? = nil) {
        self.area = area
        self.year = year
        self.asAt = asAt
    }

    /// Reckons the rates from the figures of the return.
    ///
    /// - Throws: `notFound` for a return that was not known.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> WorkforceReturnReport {
        let returns = try WorkforceReturnTable.read(asAt: asAt, work, on: db)
        guard let found = returns.first(where: { $0.area == area && $0.year == year }) else {
            let known = returns.map { "\($0.area)/\($0.year)" }.joined(separator: ", ")
            throw ServiceError.notFound(
                "There is no workforce return \(area)/\(year) in \(work.partnership.name)\(known.isEmpty ? "" : ", only \(known)"); import it with berth import workforce_returns."
            )
        }
        let moment = try Moment(asOf: found.asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        let workingDays = try reference.known(.workingDaysAYear, on: found.asOf)
        let comparators = try WorkforceComparators(at: moment, workingDays: workingDays?.value, work, on: db)
        return WorkforceReturnReport(
            report: "report workforce", asOf: found.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: workingDays.map { [RuleLine($0.rule)] } ?? [], area: found.area,
            year: found.year,
            measures: found.figures.measures(workingDays: workingDays?.value).map { measure in
                WorkforceReport.Measure(
                    measure,
                    comparators: comparators.comparators(of: measure.name).filter {
                        $0.name != found.area || $0.asOf != found.asOf
                    })
            })
    }
}

/// The report `report workforce --return AREA/YEAR`.
public struct WorkforceReturnReport: Sendable, Codable, Hashable {
    /// `report workforce`.
    public let report: String
    /// The day the return is of.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the figures rest on.
    public let rules: [RuleLine]
    /// The area.
    public let area: String
    /// The year of the return.
    public let year: Int
    /// The measures, by full-time equivalents.
    public let measures: [WorkforceReport.Measure]
}
