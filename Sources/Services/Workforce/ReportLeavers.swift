public import Domain
public import FoundationEssentials
public import Postgres

/// Who left in the twelve months up to a day: why, where to, and what their exit interviews were about.
///
/// Two reports whose years or posts overlap can be subtracted, and what is left of two tables may be one person. So who
/// may not see people gets the year that the statutory return is about, up to 30 September: of two such years nobody is
/// in both. It is of everything that they see, as it is known now.
public struct ReportLeavers: Verb {
    /// Everybody who sees the workforce.
    public static var action: Action { .viewWorkforce }
    /// A question.
    public static var isReadOnly: Bool { true }

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

    /// Counts them.
    ///
    /// - Throws: `badData` for a day to come, `notAllowed` for a scope or an earlier state of knowledge, from who may not see people.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> LeaversReport {
        let moment = Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        try work.refuseToCome(moment.asOf, "who will have left")
        let disclosure = try work.disclosure(
            of: scope, at: moment, asAt: asAt, threshold: threshold, reference)
        let threshold = disclosure.threshold
        try work.refuseToWithhold(isWhole: scope == WorkforceScope(), on: moment.asOf, asAt: asAt)
        let book = try WorkforceBook(scope, wanting: [.coming, .leaving], at: moment, work, on: db)
        let year = TwelveMonths(through: moment.asOf)
        let all = book.leavings(in: year)
        let leavings = all.ofPeople
        let months = try reference.known(.newlyQualifiedFor, on: moment.asOf)?.value
        let nationalities = try Self.nationalities(of: book, leavings, work, on: db)
        func table(_ name: (EmploymentSpell) -> String) -> WorkforceTable {
            WorkforceTable(
                "leavers", groups: Dictionary(grouping: leavings, by: name).mapValues(\.count),
                unrecorded: "not_recorded", threshold: threshold)
        }
        var themes: [ExitTheme: Int] = [:]
        var interviews = 0
        let told = book.told(of: leavings)
        for person in told.values {
            interviews += person.exitThemes.isEmpty ? 0 : 1
            for theme in Set(person.exitThemes.compactMap(ExitTheme.init)) { themes[theme, default: 0] += 1 }
        }
        let isFew = disclosure.isFew
        return LeaversReport(
            report: "report leavers", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: [
                RuleLine(book.moveGap), RuleLine(try reference.rule(.smallNumberThreshold, on: moment.asOf)),
            ], scope: book.scope, from: year.after.adding(days: 1), to: year.through,
            leavers: isFew(leavings.count) ? nil : leavings.count,
            leaversFte: isFew(leavings.count) ? nil : all.fte,
            ways: scope.isPartOfOrganisation
                ? LeavingWay.table("leavers", of: leavings, threshold: threshold) : nil,
            reasons: table { told[$0.person]?.reason ?? "not_recorded" },
            routes: months.map { months in table { book.route($0, newlyQualifiedFor: months) } }
                ?? WorkforceTable(
                    "leavers", withheld: ReferenceData.noRule(.newlyQualifiedFor, on: moment.asOf),
                    threshold: threshold),
            nationalities: table { spell in
                book.comings[spell.first].candidateID.flatMap { nationalities[$0] } ?? "not_recorded"
            },
            destinations: work.seesPersons
                ? table { told[$0.person]?.destination ?? "not_recorded" } : nil,
            interviews: isFew(interviews) ? nil : interviews,
            themes: ExitTheme.allCases.map { theme in
                let count = themes[theme] ?? 0
                return LeaversReport.Theme(
                    theme: theme.rawValue, name: theme.displayName,
                    leavers: isFew(count) || isFew(leavings.count) ? nil : count)
            }, threshold: threshold,
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
    }

    /// Of those who came as candidates, as it was known at the moment.
    private static func nationalities(
        of book: WorkforceBook, _ leavings: [EmploymentSpell], _ work: Work,
        on db: isolated PostgresConnection
    ) throws -> [UUID: String] {
        let candidates = Set(leavings.compactMap { book.comings[$0.first].candidateID })
            .sorted { $0.uuidString < $1.uuidString }
        if candidates.isEmpty { return [:] }
        let former = try work.former(
            candidates, before: "candidate_changed", at: book.moment, as: CandidateRecord.self, on: db)
        var found: [UUID: String] = [:]
        try db.forEachRow(
            """
            select candidate_id, nationality
            from berth.candidate
            where partnership_id = \(work.partnership.id) and candidate_id = any (\(candidates))
            """, as: (UUID, String?).self
        ) { candidate, nationality in
            if let then = former[candidate] {
                found[candidate] = then.nationality
            } else {
                found[candidate] = nationality
            }
        }
        return found
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
    /// How many left with an exit interview; nil where it is hidden.
    @ExplicitNull public var interviews: Int?
    /// What the interviews were about.
    public let themes: [Theme]
    /// The smallest count above 0 that is shown.
    public let threshold: Int
    /// True when the reader does not see every organisation.
    public let partial: Bool
}
