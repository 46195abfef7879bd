public import Domain
public import FoundationEssentials
public import Postgres

/// Vacancies, agency and turnover on a day, by posts and by full-time equivalents, and after what is assumed.
public struct ReportWorkforce: Verb, SignableReport {
    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
    /// A question.
    public static var isReadOnly: Bool { true }

    let scope: WorkforceScope
    let asOf: CalendarDate?
    let asAt: Date?
    let newSince: CalendarDate?
    let months: Int
    let threshold: Int?
    let assumptions: VacancyAssumptions?

    /// - Parameters:
    ///   - asOf: what was true at the close of this day; today when nil.
    ///   - asAt: as known at this instant; now when nil.
    ///   - newSince: a post created on this day or later is new; twelve months before the day when nil.
    ///   - months: how many months of turnover, 1 to 600.
    ///   - threshold: the smallest count above 0 that a breakdown shows; that of the rules when nil.
    ///   - assumptions: what is to come.
    public init(
        scope: WorkforceScope = WorkforceScope(), asOf: CalendarDate? = nil, asAt: Date? = nil,
        newSince: CalendarDate? = nil, months: Int = ReportWorkforce.usualMonths, threshold: Int? = nil,
        assumptions: VacancyAssumptions? = nil
    ) {
        self.scope = scope
        self.asOf = asOf
        self.asAt = asAt
        self.newSince = newSince
        self.months = months
        self.threshold = threshold
        self.assumptions = assumptions
    }

    /// The whole partnership on a day.
    public init(_ question: ReportQuestion) {
        self.init(asOf: question.asOf ?? question.to, asAt: question.asAt)
    }

    /// The name of the report.
    public static var name: String { "workforce" }
    /// What somebody must be allowed to see.
    public static var view: Action { .viewWorkforce }

    /// The choices by name.
    public var choices: [String: String] {
        var named: [String: String] = [:]
        named["organisation"] = scope.organisation
        named["role"] = scope.role
        named["team"] = scope.team
        named["new_since"] = newSince?.description
        named["threshold"] = threshold.map(String.init)
        named["what_if"] = assumptions?.text
        if months != Self.usualMonths { named["months"] = String(months) }
        return named
    }

    /// A year and the month before it.
    public static let usualMonths = 13

    /// Answers from the versions that stood at the moment.
    ///
    /// - Throws: `notFound` for an organisation or a round that there is not, `notAllowed` for a threshold below that
    ///   of the rules or for a round where the operator may not see either.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> WorkforceReport {
        try made(work, on: db).report
    }

    /// Makes the report with the records behind its figures.
    public func make(_ work: Work, on db: isolated PostgresConnection) throws -> MadeReport {
        let made = try made(with: .versions, work, on: db)
        let moment = made.book.moment
        let records = WorkforceRecords(made.book)
        let named = choices.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return try MadeReport(
            returnKey: "\(moment.asOf)\(named)", asOf: moment.asOf, asAt: moment.asAt, report: made.report,
            records: records.all,
            figures: records.figures(of: made.book, made.seen, series: made.report.series))
    }

    /// A return is about the whole establishment on a day that is over.
    public func refuseSigning(_ work: Work) throws(ServiceError) {
        if scope != WorkforceScope() {
            throw .badData(
                "A return is about every post of the partnership; leave the organisation, role and team out.")
        }
        if assumptions != nil {
            throw .badData("A return is about what was and not about what may be; leave the assumptions out.")
        }
        let date = Moment(asOf: asOf, asAt: asAt, work: work).asOf
        if date > work.today {
            throw .badData("\(date) is after today, \(work.today); a return is about a day that is over.")
        }
    }

    private func made(
        with further: WorkforceBook.Wanted = [], _ work: Work, on db: isolated PostgresConnection
    ) throws -> (report: WorkforceReport, book: WorkforceBook, seen: Seen) {
        let moment = Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        let threshold = try work.threshold(threshold, on: moment.asOf, reference)
        try Self.refuseMonths(months)
        let book = try WorkforceBook(
            scope, wanting: [.establishment, .coming, .numbers, further], at: moment, work, on: db)
        let newSince = newSince ?? TwelveMonths(through: moment.asOf).after
        let seen = Seen(book, newSince: newSince)
        let workingDays = try reference.rule(.workingDaysAYear, on: moment.asOf)
        let days = try reference.integer(.workingDaysAYear, on: moment.asOf)
        let qualified = try reference.rule(.newlyQualifiedFor, on: moment.asOf)
        let comparators = try WorkforceComparators(at: moment, workingDays: days, work, on: db)
        let figures = seen.figures(of: book)
        let measures =
            seen.total.measures(leavers: seen.leavers, people: seen.people)
            + figures.measures(workingDays: days)
        let ordered = WorkforceMeasure.Name.allCases.flatMap { name in measures.filter { $0.name == name } }
        let whatIf = try assumptions.map {
            try Self.outlook($0, of: book, seen, figures, reference, work, on: db)
        }
        let report = WorkforceReport(
            report: "report workforce", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: [
                RuleLine(book.moveGap), RuleLine(qualified),
                RuleLine(try reference.rule(.smallNumberThreshold, on: moment.asOf)), RuleLine(workingDays),
            ], scope: scope,
            measures: ordered.map {
                WorkforceReport.Measure($0, comparators: comparators.comparators(of: $0.name))
            },
            posts: seen.posts(newSinceOn: newSince),
            people: seen.people(
                of: book, newlyQualifiedFor: try reference.integer(.newlyQualifiedFor, on: moment.asOf),
                startedWithoutPost: try work.startersWithoutPost(book, on: db)?.count),
            series: book.series(months: months).points.map { WorkforceReport.Point($0) },
            teams: seen.teams(of: book, threshold: threshold),
            ages: seen.ages(of: book, threshold: threshold), whatIf: whatIf,
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
        return (report, book, seen)
    }

    static func refuseMonths(_ months: Int) throws(ServiceError) {
        if !(1...600).contains(months) {
            throw ServiceError(.usage, "\(months) is not a number of months from 1 to 600.")
        }
    }
}

extension Work {
    /// The threshold that somebody asks for, or that of the rules.
    ///
    /// - Throws: `notAllowed` for a lower one than that of the rules, from who may not see people.
    func threshold(
        _ given: Int?, on date: CalendarDate, _ reference: ReferenceData
    ) throws(ServiceError) -> Int {
        let usual = try reference.integer(.smallNumberThreshold, on: date)
        guard let given else { return usual }
        if !(1...1_000).contains(given) {
            throw ServiceError(.usage, "\(given) is not a threshold from 1 to 1000; 5 or 10 are usual.")
        }
        if given < usual, !seesPersons {
            throw ServiceError(
                .notAllowed,
                "\(actor.login) may not \(Action.viewWorkforcePersons.phrase), so small numbers are hidden below \(usual); ask for a threshold of at least that."
            )
        }
        return given
    }
}
