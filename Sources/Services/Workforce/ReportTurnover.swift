public import Domain
public import FoundationEssentials
public import Postgres

/// Turnover over twelve months, month by month.
public struct ReportTurnover: Verb, TraceableReport {
    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
    /// A question.
    public static var isReadOnly: Bool { true }
    /// The name of the report.
    public static var name: String { "turnover" }
    /// What somebody must be allowed to see.
    public static var view: Action { .viewWorkforce }

    let scope: WorkforceScope
    let months: Int
    let asOf: CalendarDate?
    let asAt: Date?
    let threshold: Int?
    /// A month that the series goes back to, if need be.
    private var traced: Month?

    /// - Parameters:
    ///   - months: how many months, 1 to 600.
    ///   - asOf: the series ends with the last month that is over at the close of this day; today when nil.
    ///   - asAt: as known at this instant; now when nil.
    ///   - threshold: the smallest number of people who left that is shown, and then of one month a year only; that of
    ///     the rules, and every month, when nil.
    public init(
        scope: WorkforceScope = WorkforceScope(), months: Int = 24, asOf: CalendarDate? = nil,
        asAt: Date? = nil, threshold: Int? = nil
    ) {
        self.scope = scope
        self.months = months
        self.asOf = asOf
        self.asAt = asAt
        self.threshold = threshold
    }

    /// The series that has the month of a figure, such as `turnover/total/2022-08`.
    public init(tracing figure: String, _ question: ReportQuestion) throws(ServiceError) {
        try question.refuseFrom(of: Self.name)
        self.init(
            scope: WorkforceScope(tracing: figure, question), asOf: question.asOf ?? question.to,
            asAt: question.asAt, threshold: question.threshold)
        traced = figure.split(separator: "/").dropFirst(2).first.flatMap { Month(iso: $0) }
    }

    /// Answers in one pass over the assignments, however many months there are.
    ///
    /// Who may not see people gets the series of everything that they see, as known now, and of it every 30 September:
    /// the twelve months up to those days share no day, and the statutory return publishes them.
    ///
    /// - Throws: `usage` for an impossible number of months, `notFound` for an organisation that there is not, `badData`
    ///   for a day to come, `notAllowed` for a part or an earlier state of knowledge from who may not see people.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> TurnoverReport {
        try made(with: [], work, on: db).report
    }

    /// Makes the report with the records behind its figures.
    public func make(_ work: Work, on db: isolated PostgresConnection) throws -> MadeReport {
        let made = try made(with: [.establishment, .versions], work, on: db)
        let records = WorkforceRecords(made.book, [])
        let figures = TurnoverFigures(
            book: made.book, records: records, owner: try work.owner(of: scope, on: db))
        return try MadeReport(
            returnKey: made.book.key, asOf: made.report.asOf, asAt: made.report.asAt.date,
            report: made.report, records: records.all,
            figures: figures.all(made.report.series, under: "\(Self.mark)/\(scope.group)"))
    }

    /// Whether the operator is bound in what is told of people in posts.
    public static func isBound(_ work: Work) -> Bool { work.isBoundOnWorkforce }

    /// Figures of several organisations are traced on the census day, as known now, for the month that ends with it.
    public func refuseTracing(_ figure: String, _ work: Work) throws(ServiceError) {
        try work.refuseTracing(figure, of: scope, asOf: asOf, asAt: asAt)
    }

    private func made(
        with wanted: WorkforceBook.Wanted, _ work: Work, on db: isolated PostgresConnection
    ) throws -> (report: TurnoverReport, book: WorkforceBook) {
        try ReportWorkforce.refuseMonths(months)
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        try work.refuseToCome(moment.asOf, "who will have left")
        // Of their only organisation somebody is told what they are told of everything.
        let asked = try work.widened(scope, on: db)
        let disclosure = try work.disclosure(
            of: asked, at: moment, asAt: asAt, threshold: threshold, reference)
        try work.refuseToWithhold(
            isWhole: asked == WorkforceScope(), on: CensusDay.last(by: work.today), asAt: asAt)
        let book = try WorkforceBook(scope, wanting: wanted, at: moment, work, on: db)
        let reaching = traced.map { $0.months(until: Month(of: moment.asOf)) + 1 } ?? 0
        let (series, note) = disclosure.series(book.series(months: max(months, min(reaching, 600))))
        let report = TurnoverReport(
            report: "report turnover", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, partnershipName: work.partnership.name,
            generatedAt: ReportInstant(moment.asAt),
            rules: [
                RuleLine(book.moveGap), RuleLine(try reference.rule(.smallNumberThreshold, on: moment.asOf)),
            ], scope: book.scope,
            formula:
                "leavers in the twelve months ÷ in post at the end of the month, in full-time equivalents; \(Leavings.fteInWords)",
            series: series, seriesNote: note, threshold: disclosure.threshold,
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
        return (report, book)
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
    /// Its name, for titles.
    public let partnershipName: String
    /// When the report was made.
    public let generatedAt: ReportInstant
    /// The rule rows that the figures rest on.
    public let rules: [RuleLine]
    /// Which posts it is about.
    public let scope: WorkforceScope
    /// How a rate is reckoned, in words.
    public let formula: String
    /// A point for every month.
    public let series: [WorkforceReport.Point]
    /// Why some of it is not told; nil where all is.
    @ExplicitNull public var seriesNote: String?
    /// The smallest number of people who left that is shown.
    public let threshold: Int
    /// True when the reader does not see every organisation.
    public let partial: Bool
}

extension Workspace {
    /// The turnover of every partnership in which the operator sees the whole workforce, in the order of code.
    ///
    /// - Throws: `notAllowed` where there is none; whatever stops the report of one.
    public func turnoverEverywhere(
        months: Int, asOf: CalendarDate? = nil, asAt: Date? = nil, threshold: Int? = nil, as actor: Operator,
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
        let question = ReportTurnover(months: months, asOf: asOf, asAt: asAt, threshold: threshold)
        try await Lanes.run(places.sorted { $0.code < $1.code }, lanes: 2) {
            (place: PartnershipContext) async throws(ServiceError) -> TurnoverReport in
            try await perform(question, as: actor.working(in: place))
        } told: {
            report($0)
        }
    }
}
