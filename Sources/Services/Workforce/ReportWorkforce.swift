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

    /// The whole partnership on a day, or a role or team of it.
    public init(tracing figure: String, _ question: ReportQuestion) throws(ServiceError) {
        try question.refuseFrom(of: Self.name)
        self.init(
            scope: WorkforceScope(role: question.role, team: question.team),
            asOf: question.asOf ?? question.to,
            asAt: question.asAt, threshold: question.threshold)
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
        try made(isToBeSigned: false, work, on: db).report
    }

    /// Makes the report with the records behind its figures.
    public func make(_ work: Work, on db: isolated PostgresConnection) throws -> MadeReport {
        let made = try made(with: .versions, isToBeSigned: true, work, on: db)
        let moment = made.book.moment
        let reference = try work.reference(at: moment, on: db)
        // Where no post is known it is a report of nothing, whoever has started.
        let starters =
            made.book.posts.isEmpty ? [] : try work.startersWithoutPost(made.book, on: db) ?? []
        let records = WorkforceRecords(made.book, starters)
        let figures = WorkforceReportFigures(
            report: made.report, book: made.book, seen: made.seen, records: records,
            disclosure: made.disclosure,
            workingDays: try reference.known(.workingDaysAYear, on: moment.asOf)?.value,
            newlyQualifiedFor: try reference.known(.newlyQualifiedFor, on: moment.asOf)?.value)
        let named = choices.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return try MadeReport(
            returnKey: "\(moment.asOf)\(named)", asOf: moment.asOf, asAt: moment.asAt, report: made.report,
            records: records.all, figures: figures.all)
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
        let date = try Moment(asOf: asOf, asAt: asAt, work: work).asOf
        if date > work.today {
            throw .badData("\(date) is after today, \(work.today); a return is about a day that is over.")
        }
    }

    private func made(
        with further: WorkforceBook.Wanted = [], isToBeSigned: Bool, _ work: Work,
        on db: isolated PostgresConnection
    ) throws -> (report: WorkforceReport, book: WorkforceBook, seen: Seen, disclosure: WorkforceDisclosure) {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        try Self.refuseMonths(months)
        let disclosure = try work.disclosure(
            of: scope, at: moment, asAt: asAt, threshold: threshold, isToBeSigned: isToBeSigned, reference)
        let book = try WorkforceBook(
            scope, wanting: [.establishment, .coming, .numbers, further], at: moment, work, on: db)
        let newSince = newSince ?? TwelveMonths(through: moment.asOf).after
        let seen = Seen(book, newSince: newSince)
        let workingDays = try reference.known(.workingDaysAYear, on: moment.asOf)
        let qualified = try reference.known(.newlyQualifiedFor, on: moment.asOf)
        let comparators = try WorkforceComparators(at: moment, workingDays: workingDays?.value, work, on: db)
        let people = seen.people(
            of: book, newlyQualifiedFor: qualified?.value, disclosure,
            startedWithoutPost: try work.startersWithoutPost(book, on: db)?.count)
        let told = seen.figures(
            of: book, tellsWays: people.leaversMoved != nil, threshold: disclosure.threshold)
        let measures =
            seen.total.measures(
                leavers: seen.leavings.people,
                moved: scope.isPartOfOrganisation ? people.leaversMoved : nil, people: seen.people)
            + told.figures.measures(workingDays: workingDays?.value)
        let ordered = WorkforceMeasure.Name.allCases.flatMap { name in measures.filter { $0.name == name } }
        let whatIf = try assumptions.map {
            try Self.outlook($0, of: book, seen, told.figures, disclosure, reference, work, on: db)
        }
        let (series, seriesNote) = disclosure.series(book.series(months: months))
        let threshold = disclosure.threshold
        let ages =
            try disclosure.withheld.map { WorkforceTable("people", withheld: $0, threshold: threshold) }
            ?? seen.ages(
                of: book, threshold: threshold,
                earlier: scope == WorkforceScope() && threshold > 1
                    ? try Self.signedAges(on: moment, work, on: db) : [])
        let report = WorkforceReport(
            report: "report workforce", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, partnershipName: work.partnership.name,
            generatedAt: ReportInstant(moment.asAt),
            rules: [
                book.moveGap, qualified?.rule, try reference.rule(.smallNumberThreshold, on: moment.asOf),
                workingDays?.rule, try reference.rule(.countsStandFor, on: moment.asOf),
                try reference.rule(.countedAtLeast, on: moment.asOf),
            ].compactMap { $0.map { RuleLine($0) } }, scope: book.scope,
            measures: ordered.map { measure in
                let shown = WorkforceReport.Measure(
                    measure, comparators: comparators.comparators(of: measure.name))
                guard let people = told.people[measure.name], let why = disclosure.hides(people) else {
                    return shown
                }
                return shown.withheld(why)
            },
            posts: seen.posts(newSinceOn: newSince), people: people, series: series, seriesNote: seriesNote,
            teams: seen.teams(of: book), ages: ages, isToCome: moment.asOf > work.today, whatIf: whatIf,
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
        return (report, book, seen, disclosure)
    }

    /// What signed reports of the day showed by age, nil for what they hid.
    private static func signedAges(
        on moment: Moment, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [[String: Int?]] {
        struct Signed: Decodable {
            let ages: WorkforceTable
            let scope: WorkforceScope
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try work.returns(
            where:
                "kept.report = \(name) and kept.as_of = \(moment.asOf) and kept.signed_at < \(moment.asAt)",
            on: db
        ).compactMap { row in
            let ages = try decoder.decode(Signed.self, from: row.content).ages
            // What was signed without a threshold is read by those only who see people.
            if ages.threshold <= 1 || ages.isWithheld { return nil }
            return Dictionary(
                ages.rows.map { ($0.name, $0.counts.first ?? nil) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Whether the operator is bound in what is signed of the workforce.
    public static func isBound(_ work: Work) -> Bool { work.isBoundOnWorkforce }

    /// Without a choice it is that of the rules.
    public static func unsaidThreshold(usual: Int) -> Int { usual }

    /// Who is how old and who was absent is for those who see people.
    public static func tellsOfPeople(_ figure: String) -> Bool {
        figure.split(separator: "/").contains { $0 == "ages" || $0.hasPrefix("absence_rate") }
    }

    /// Figures of several organisations are traced on the census day, as known now, and for the months up to it only
    /// the last.
    public func refuseTracing(_ figure: String, _ work: Work) throws(ServiceError) {
        try work.refuseTracing(figure, of: scope, asOf: asOf, asAt: asAt)
    }

    static func refuseMonths(_ months: Int) throws(ServiceError) {
        if !(1...600).contains(months) {
            throw ServiceError(.usage, "\(months) is not a number of months from 1 to 600.")
        }
    }
}
