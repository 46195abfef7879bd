public import Domain
public import FoundationEssentials
public import Postgres

/// Turnover over twelve months, month by month.
public struct ReportTurnover: Verb {
    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
    /// A question.
    public static var isReadOnly: Bool { true }

    let scope: WorkforceScope
    let months: Int
    let asOf: CalendarDate?
    let asAt: Date?

    /// - Parameters:
    ///   - months: how many months, 1 to 600.
    ///   - asOf: the series ends with the last month that is over at the close of this day; today when nil.
    ///   - asAt: as known at this instant; now when nil.
    public init(
        scope: WorkforceScope = WorkforceScope(), months: Int = 24, asOf: CalendarDate? = nil,
        asAt: Date? = nil
    ) {
        self.scope = scope
        self.months = months
        self.asOf = asOf
        self.asAt = asAt
    }

    /// Answers in one pass over the assignments, however many months there are.
    ///
    /// - Throws: `usage` for an impossible number of months, `notFound` for an organisation that there is not.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> TurnoverReport {
        try ReportWorkforce.refuseMonths(months)
        let moment = Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        let gap = try reference.rule(.workforceMoveGap, on: moment.asOf)
        let series = try WorkforceBook(scope, wanting: [], at: moment, work, on: db).series(months: months)
        return TurnoverReport(
            report: "report turnover", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: [RuleLine(gap)],
            scope: scope, series: series.points.map { WorkforceReport.Point($0) },
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
    }
}

/// The report `report turnover`.
public struct TurnoverReport: Sendable, Codable, Hashable {
    /// `report turnover`.
    public let report: String
    /// The series ends with the last month that was over at the close of this day.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the figures rest on.
    public let rules: [RuleLine]
    /// Which posts it is about.
    public let scope: WorkforceScope
    /// A point for every month.
    public let series: [WorkforceReport.Point]
    /// True when the reader does not see every organisation.
    public let partial: Bool
}

extension Workspace {
    /// The turnover of every partnership in which the operator sees the whole workforce, in the order of code.
    ///
    /// - Throws: `notAllowed` where there is none; whatever stops the report of one.
    public func turnoverEverywhere(
        months: Int, asOf: CalendarDate? = nil, asAt: Date? = nil, as actor: Operator,
        report: (TurnoverReport) -> Void
    ) async throws(ServiceError) {
        let places = actor.partnerships.filter {
            actor.reach(of: ReportTurnover.action, in: $0) == .everyOrganisation
        }
        if places.isEmpty {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not \(Action.viewWorkforce.phrase) of any whole partnership; ask an administrator for a role."
            )
        }
        let question = ReportTurnover(months: months, asOf: asOf, asAt: asAt)
        try await Lanes.run(places.sorted { $0.code < $1.code }, lanes: 2) {
            (place: PartnershipContext) async throws(ServiceError) -> TurnoverReport in
            try await perform(question, as: actor.working(in: place))
        } told: {
            report($0)
        }
    }
}
