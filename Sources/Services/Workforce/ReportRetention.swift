public import Domain
public import FoundationEssentials
public import Postgres

/// How long people stay, by when they came, how they came, or in which round.
public struct ReportRetention: Verb, TraceableReport {
    /// What people are grouped by.
    public enum Grouping: String, Sendable, Hashable, Codable, CaseIterable {
        /// The calendar year in which they started.
        case intake
        /// How they came.
        case route
        /// The round that brought them; those whom none brought are a group too.
        case round
    }

    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
    /// A question.
    public static var isReadOnly: Bool { true }
    /// The name of the report.
    public static var name: String { "retention" }
    /// What somebody must be allowed to see.
    public static var view: Action { .viewWorkforce }

    let grouping: Grouping
    let scope: WorkforceScope
    let asOf: CalendarDate?
    let asAt: Date?
    let startedFrom: CalendarDate?
    let threshold: Int?

    /// - Parameters:
    ///   - startedFrom: people who started on this day or later only.
    ///   - threshold: the smallest group that is shown; that of the rules when nil.
    public init(
        by grouping: Grouping, scope: WorkforceScope = WorkforceScope(), asOf: CalendarDate? = nil,
        asAt: Date? = nil, startedFrom: CalendarDate? = nil, threshold: Int? = nil
    ) {
        self.grouping = grouping
        self.scope = scope
        self.asOf = asOf
        self.asAt = asAt
        self.startedFrom = startedFrom
        self.threshold = threshold
    }

    /// The group of those whom no round brought, without which a round would be the total less that of another report.
    static let noRound = "no_round"

    /// The report of everybody, or of the organisation that the key names, in the groups that it names, as
    /// `retention/total/intake/2021/left` does; with the first day of a period, of who started on it or later.
    public init(tracing figure: String, _ question: ReportQuestion) throws(ServiceError) {
        let grouping = figure.split(separator: "/").dropFirst(2).first.flatMap { Grouping(rawValue: "\($0)") }
        self.init(
            by: grouping ?? .intake, scope: WorkforceScope(tracing: figure, question),
            asOf: question.asOf ?? question.to, asAt: question.asAt, startedFrom: question.from,
            threshold: question.threshold)
    }

    /// Estimates a curve for each group and for all.
    ///
    /// - Throws: `badData` for a day to come, `notAllowed` for what may not be told to who may not see people.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RetentionReport {
        try made(with: [], work, on: db).report
    }

    /// Makes the report with the records behind its figures.
    public func make(_ work: Work, on db: isolated PostgresConnection) throws -> MadeReport {
        let made = try made(with: [.establishment, .versions], work, on: db)
        let figures = RetentionFigures(
            of: made.report, made.found, owner: try work.owner(of: scope, on: db),
            mark: "\(Self.mark)/\(scope.group)/\(grouping.rawValue)")
        return try MadeReport(
            returnKey: "\(made.found.book.key) \(grouping.rawValue) \(startedFrom?.description ?? "")",
            asOf: made.report.asOf, asAt: made.report.asAt.date, report: made.report,
            records: figures.records, figures: figures.all)
    }

    /// Whether the operator is bound in what is told of people in posts.
    public static func isBound(_ work: Work) -> Bool { work.isBoundOnWorkforce }

    /// Who stayed and who left is for those who see people.
    public static func tellsOfPeople(_ figure: String) -> Bool { true }

    /// Figures of several organisations are traced on the census day, as known now.
    public func refuseTracing(_ figure: String, _ work: Work) throws(ServiceError) {
        try work.refuseTracing(figure, of: scope, asOf: asOf, asAt: asAt)
    }

    private func made(
        with further: WorkforceBook.Wanted, _ work: Work, on db: isolated PostgresConnection
    ) throws -> (report: RetentionReport, found: FoundStayers) {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        try work.refuseToCome(moment.asOf, "who will have stayed")
        let threshold = try work.disclosure(
            of: scope, at: moment, asAt: asAt, threshold: threshold, reference
        ).threshold
        // Of two years the same people could be subtracted, so it is the last census day only.
        try work.refuseToWithhold(
            isWhole: scope == WorkforceScope() && startedFrom == nil
                && moment.asOf == CensusDay.last(by: work.today), on: moment.asOf, asAt: asAt)
        let book = try WorkforceBook(scope, wanting: [.coming, further], at: moment, work, on: db)
        let found = try FoundStayers(
            by: grouping, hidingFewerThan: threshold, startedFrom: startedFrom, of: book,
            newlyQualifiedFor: grouping == .route
                ? try reference.integer(.newlyQualifiedFor, on: moment.asOf)
                : try reference.known(.newlyQualifiedFor, on: moment.asOf)?.value ?? 0,
            work, on: db)
        let names = found.groups.keys.sorted()
        let all = found.groups.values.joined()
        func curves(_ groups: [String: [EmploymentSpell]]) -> [SurvivalCurve] {
            groups.sorted { $0.key < $1.key }.map { SurvivalCurve($0.value.map(found.subject)) }
        }
        let secrecy = RetentionSecrecy(
            curves(found.groups), all: SurvivalCurve(all.map(found.subject)),
            beside: found.beside.map(curves), threshold: threshold)
        let left = all.filter { $0.hasEnded(by: moment.asOf) }
        let report = RetentionReport(
            report: "report retention", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, partnershipName: work.partnership.name,
            generatedAt: ReportInstant(moment.asAt),
            rules: [
                RuleLine(book.moveGap), RuleLine(try reference.rule(.smallNumberThreshold, on: moment.asOf)),
            ], scope: book.scope, by: grouping.rawValue, method: RetentionReport.method(threshold: threshold),
            stepsMerged: threshold > 1, threshold: threshold,
            groups: zip(names, secrecy.groups).map { RetentionReport.Group($0, $1) },
            total: RetentionReport.Group(WorkforceScope.everything, secrecy.all),
            ways: scope.isPartOfOrganisation
                ? Self.ways(of: left, isHidden: secrecy.all.hidesLeft, threshold: threshold) : nil,
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
        return (report, found)
    }

    private static func ways(of left: [EmploymentSpell], isHidden: Bool, threshold: Int) -> WorkforceTable {
        isHidden
            ? WorkforceTable("left", withheld: "c: hidden, as it is how many left", threshold: threshold)
            : LeavingWay.table("left", of: left, threshold: threshold)
    }
}
