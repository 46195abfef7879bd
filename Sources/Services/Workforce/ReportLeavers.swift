public import Domain
public import FoundationEssentials
public import Postgres

/// Who left in the twelve months up to a day: why, where to, and what their exit interviews were about.
///
/// Two reports whose years or posts overlap can be subtracted, and what is left of two tables may be one person. So who
/// may not see people gets the year that the statutory return is about, up to 30 September: of two such years nobody is
/// in both. It is of everything that they see, as it is known now.
public struct ReportLeavers: Verb, TraceableReport {
    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
    /// A question.
    public static var isReadOnly: Bool { true }
    /// The name of the report.
    public static var name: String { "leavers" }
    /// What somebody must be allowed to see.
    public static var view: Action { .viewWorkforce }

    let scope: WorkforceScope
    let asOf: CalendarDate?
    let asAt: Date?
    let threshold: Int?

    /// - Parameter threshold: the smallest count above 0 that is shown; that of the rules when nil.
    public init(
        scope: WorkforceScope = WorkforceScope(), asOf: CalendarDate? = nil, asAt: Date? = nil,
        threshold: Int? = nil
    ) {
        self.scope = scope
        self.asOf = asOf
        self.asAt = asAt
        self.threshold = threshold
    }

    /// The report of everybody, or of the organisation that the key names, as `leavers/tavy_trust/reasons/resigned` does.
    public init(tracing figure: String, _ question: ReportQuestion) throws(ServiceError) {
        try question.refuseFrom(of: Self.name)
        self.init(
            scope: WorkforceScope(tracing: figure, question), asOf: question.asOf ?? question.to,
            asAt: question.asAt, threshold: question.threshold)
    }

    /// Counts them.
    ///
    /// - Throws: `badData` for a day to come, `notAllowed` for a scope or an earlier state of knowledge, from who may not see people.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> LeaversReport {
        try made(with: [], work, on: db).report
    }

    /// Makes the report with the records behind its figures.
    public func make(_ work: Work, on db: isolated PostgresConnection) throws -> MadeReport {
        let made = try made(with: [.establishment, .versions], work, on: db)
        let figures = LeaversFigures(
            of: made.report, made.found, WorkforceRecords(made.found.book, []),
            owner: try work.owner(of: scope, on: db), mark: "\(Self.mark)/\(scope.group)")
        return try MadeReport(
            returnKey: made.found.book.key, asOf: made.report.asOf, asAt: made.report.asAt.date,
            report: made.report, records: figures.records, figures: figures.all)
    }

    /// Whether the operator is bound in what is told of people in posts.
    public static func isBound(_ work: Work) -> Bool { work.isBoundOnWorkforce }

    /// Who left, and why, is for those who see people.
    public static func tellsOfPeople(_ figure: String) -> Bool { true }

    /// Figures of several organisations are traced on the census day, as known now.
    public func refuseTracing(_ figure: String, _ work: Work) throws(ServiceError) {
        try work.refuseTracing(figure, of: scope, asOf: asOf, asAt: asAt)
    }

    private func made(
        with further: WorkforceBook.Wanted, _ work: Work, on db: isolated PostgresConnection
    ) throws -> (report: LeaversReport, found: FoundLeavers) {
        let moment = try Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        try work.refuseToCome(moment.asOf, "who will have left")
        let disclosure = try work.disclosure(
            of: scope, at: moment, asAt: asAt, threshold: threshold, reference)
        let threshold = disclosure.threshold
        try work.refuseToWithhold(isWhole: scope == WorkforceScope(), on: moment.asOf, asAt: asAt)
        let book = try WorkforceBook(scope, wanting: [.coming, .leaving, further], at: moment, work, on: db)
        let year = TwelveMonths(through: moment.asOf)
        let months = try reference.known(.newlyQualifiedFor, on: moment.asOf)?.value
        let found = try FoundLeavers(in: year, of: book, newlyQualifiedFor: months, work, on: db)
        func table(_ groups: [String: [EmploymentSpell]]) -> WorkforceTable {
            WorkforceTable(
                "leavers", groups: groups.mapValues(\.count), unrecorded: FoundLeavers.notRecorded,
                threshold: threshold)
        }
        let (people, interviews) = (found.leavings.people, found.interviewed.count)
        let isFew = disclosure.isFew(people)
        let report = LeaversReport(
            report: "report leavers", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: [
                RuleLine(book.moveGap), RuleLine(try reference.rule(.smallNumberThreshold, on: moment.asOf)),
            ], scope: book.scope, from: year.after.adding(days: 1), to: year.through,
            leavers: isFew ? nil : people, leaversFte: isFew ? nil : found.leavings.fte,
            formula: "full-time equivalents of who left in the twelve months; \(Leavings.fteInWords)",
            ways: scope.isPartOfOrganisation
                ? LeavingWay.table("leavers", of: found.leavings.ofPeople, threshold: threshold) : nil,
            reasons: table(found.reasons),
            routes: found.routes.map(table)
                ?? WorkforceTable(
                    "leavers", withheld: ReferenceData.noRule(.newlyQualifiedFor, on: moment.asOf),
                    threshold: threshold),
            nationalities: table(found.nationalities),
            destinations: work.seesPersons ? table(found.destinations) : nil,
            interviews: disclosure.isFew(interviews, of: people) ? nil : interviews,
            themes: ExitTheme.allCases.map { theme in
                let count = found.themes[theme]?.count ?? 0
                // A theme of nearly all leavers would tell that few had no interview.
                let isHidden =
                    isFew || disclosure.isFew(count, of: people) || disclosure.isFew(count, of: interviews)
                return LeaversReport.Theme(
                    theme: theme.rawValue, name: theme.displayName, leavers: isHidden ? nil : count)
            }, threshold: threshold,
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
        return (report, found)
    }
}

/// The report `report leavers`.
public struct LeaversReport: Sendable, Codable, Hashable {
    /// A finding of the review, and how many exit interviews were about it.
    public struct Theme: Sendable, Codable, Hashable {
        /// The code.
        public let theme: String
        /// The finding.
        public let name: String
        /// How many; nil where it is hidden. One interview may be about several.
        @ExplicitNull public var leavers: Int?

        init(theme: String, name: String, leavers: Int?) {
            self.theme = theme
            self.name = name
            _leavers = ExplicitNull(wrappedValue: leavers)
        }
    }

    /// `report leavers`.
    public let report: String
    /// The last day.
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
    /// The first day, inclusive.
    public let from: CalendarDate
    /// The last day, inclusive.
    public let to: CalendarDate
    /// People who left; somebody who came back and left again is one, with the last leaving. Nil where it is hidden, and
    /// everything with it.
    @ExplicitNull public var leavers: Int?
    /// What left, in full-time equivalents; of somebody who left twice that of both, as in the statutory return.
    @ExplicitNull public var leaversFte: FTE?
    /// How these are reckoned, in words.
    public let formula: String
    /// How many left the employer, and how many moved to another post of it; nil where nobody can move out of the scope.
    @ExplicitNull public var ways: WorkforceTable?
    /// By reason.
    public let reasons: WorkforceTable
    /// By how they had come.
    public let routes: WorkforceTable
    /// By nationality, of those who came as candidates.
    public let nationalities: WorkforceTable
    /// By where they went; nil for who may not see it.
    @ExplicitNull public var destinations: WorkforceTable?
    /// How many left with an exit interview; nil where it is hidden, as where few left without one.
    @ExplicitNull public var interviews: Int?
    /// What the interviews were about.
    public let themes: [Theme]
    /// The smallest count above 0 that is shown.
    public let threshold: Int
    /// True when the reader does not see every organisation.
    public let partial: Bool
}
