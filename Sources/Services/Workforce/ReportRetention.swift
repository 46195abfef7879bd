public import Domain
public import FoundationEssentials
public import Postgres

/// How long people stay, by when they came, how they came, or in which round.
public struct ReportRetention: Verb {
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

    /// Estimates a curve for each group and for all.
    ///
    /// - Throws: `badData` for a day to come, `notAllowed` for what may not be told to who may not see people.
    public func perform(_ work: Work, on db: isolated PostgresConnection) throws -> RetentionReport {
        let moment = Moment(asOf: asOf, asAt: asAt, work: work)
        let reference = try work.reference(at: moment, on: db)
        try work.refuseToCome(moment.asOf, "who will have stayed")
        let threshold = try work.disclosure(
            of: scope, at: moment, asAt: asAt, threshold: threshold, reference
        ).threshold
        // Of two years the same people could be subtracted, so it is the last census day only.
        try work.refuseToWithhold(
            isWhole: scope == WorkforceScope() && startedFrom == nil
                && moment.asOf == CensusDay.last(by: work.today), on: moment.asOf, asAt: asAt)
        let book = try WorkforceBook(scope, wanting: .coming, at: moment, work, on: db)
        // What is told of them grouped otherwise is subtracted too.
        let told = threshold > 1 ? Grouping.allCases : [grouping]
        let rounds = told.contains(.round) ? try Self.rounds(of: book, work, on: db) : [:]
        let months =
            grouping == .route
            ? try reference.integer(.newlyQualifiedFor, on: moment.asOf)
            : try reference.known(.newlyQualifiedFor, on: moment.asOf)?.value ?? 0
        var groups: [Grouping: [String: [SurvivalCurve.Subject]]] = [:]
        var left: [EmploymentSpell] = []
        for spell in book.spells where spell.startedOn <= moment.asOf {
            if let startedFrom, spell.startedOn < startedFrom { continue }
            let subject = SurvivalCurve.Subject(
                days: spell.days(until: moment.asOf), hasLeft: spell.hasEnded(by: moment.asOf))
            for grouping in told {
                let group =
                    switch grouping {
                    case .intake: String(spell.startedOn.year)
                    case .route: book.route(spell, newlyQualifiedFor: months)
                    case .round:
                        book.comings[spell.first].candidateID.flatMap { rounds[$0] } ?? Self.noRound
                    }
                groups[grouping, default: [:]][group, default: []].append(subject)
            }
            if subject.hasLeft { left.append(spell) }
        }
        let own = groups[grouping] ?? [:]
        let names = own.keys.sorted()
        let secrecy = RetentionSecrecy(
            names.map { SurvivalCurve(own[$0] ?? []) }, all: SurvivalCurve(own.values.joined()),
            beside: told.filter { $0 != grouping }.map { other in
                (groups[other] ?? [:]).sorted { $0.key < $1.key }.map { SurvivalCurve($0.value) }
            }, threshold: threshold)
        return RetentionReport(
            report: "report retention", asOf: moment.asOf, asAt: ReportInstant(moment.asAt),
            partnership: work.partnership.code, generatedAt: ReportInstant(moment.asAt),
            rules: [
                RuleLine(book.moveGap), RuleLine(try reference.rule(.smallNumberThreshold, on: moment.asOf)),
            ], scope: book.scope, by: grouping.rawValue, method: RetentionReport.method(threshold: threshold),
            stepsMerged: threshold > 1, threshold: threshold,
            groups: zip(names, secrecy.groups).map { RetentionReport.Group($0, $1) },
            total: RetentionReport.Group("total", secrecy.all),
            ways: scope.isPartOfOrganisation
                ? Self.ways(of: left, isHidden: secrecy.all.hidesLeft, threshold: threshold) : nil,
            partial: work.actor.reach(of: Self.action, in: work.partnership) != .everyOrganisation)
    }

    private static func ways(of left: [EmploymentSpell], isHidden: Bool, threshold: Int) -> WorkforceTable {
        isHidden
            ? WorkforceTable("left", withheld: "c: hidden, as it is how many left", threshold: threshold)
            : LeavingWay.table("left", of: left, threshold: threshold)
    }

    /// The round that each candidate in post was in last.
    private static func rounds(
        of book: WorkforceBook, _ work: Work, on db: isolated PostgresConnection
    ) throws -> [UUID: String] {
        let candidates = Set(book.comings.compactMap(\.candidateID))
        if candidates.isEmpty { return [:] }
        var rounds: [UUID: String] = [:]
        try db.forEachRow(
            """
            select distinct on (event.candidate_id) event.candidate_id,
                   contract.reference || '/' || round.round_no
            from berth.candidate_event as event
            join berth.round
                on round.partnership_id = event.partnership_id and round.round_id = event.round_id
            join berth.contract
                on contract.partnership_id = round.partnership_id and contract.contract_id = round.contract_id
            where event.partnership_id = \(work.partnership.id)
              and event.candidate_id = any (\(candidates.sorted { $0.uuidString < $1.uuidString }))
              and event.happened_on <= \(book.moment.asOf) and event.recorded_at <= \(book.moment.asAt)
            order by event.candidate_id, event.happened_on desc, event.sequence desc
            """, as: (UUID, String).self
        ) { candidate, round in rounds[candidate] = round }
        return rounds
    }
}

/// The report `report retention`: curves of how many stay how long.
public struct RetentionReport: Sendable, Codable, Hashable {
    /// What holds from a day on.
    public struct Step: Sendable, Codable, Hashable {
        /// Days since the start.
        public let days: Int
        /// How many were watched up to that day; where steps are merged up to the day that the step begins with.
        public let atRisk: Int
        /// How many left on it; where steps are merged in the step.
        public let left: Int
        /// The share that stays longer, with six decimals.
        public let survival: Double
        /// The lower end of the interval of 95 %; nil where it is not to be had.
        @ExplicitNull public var lower: Double?
        /// The upper end.
        @ExplicitNull public var upper: Double?

        init(_ step: SurvivalCurve.Step) {
            days = step.days
            atRisk = step.atRisk
            left = step.left
            survival = RetentionReport.sixDecimals(step.survival)
            _lower = ExplicitNull(
                wrappedValue: step.interval.map { RetentionReport.sixDecimals($0.lowerBound) })
            _upper = ExplicitNull(
                wrappedValue: step.interval.map { RetentionReport.sixDecimals($0.upperBound) })
        }
    }

    /// People who came in the same way.
    public struct Group: Sendable, Codable, Hashable {
        /// The year, the route or the round.
        public let name: String
        /// How many; nil where the group is hidden, as everything about it is then.
        @ExplicitNull public var people: Int?
        /// How many of them have left; nil where it is hidden, and the curve with it.
        @ExplicitNull public var left: Int?
        /// The share that stays longer than twelve months (365 days); nil where nobody was watched that long.
        @ExplicitNull public var retention12Months: Double?
        /// The lower end of its interval of 95 %.
        @ExplicitNull public var lower: Double?
        /// The upper end.
        @ExplicitNull public var upper: Double?
        /// The first day by which half had left.
        @ExplicitNull public var medianDays: Int?
        /// The longest anybody was watched, in days.
        @ExplicitNull public var longestDays: Int?
        /// The curve, in steps in which no small number left; where steps are merged a life table, whose groups have the
        /// ends of their steps in common, but for the last and for twelve months.
        public let curve: [Step]
        /// The figures that are hidden, as they are called here.
        public let suppressedFigures: [String]

        init(_ name: String, _ shown: RetentionSecrecy.Shown) {
            self.name = name
            let curve = shown.curve
            _people = ExplicitNull(wrappedValue: shown.hidesPeople ? nil : curve.subjects)
            _left = ExplicitNull(wrappedValue: shown.hidesLeft ? nil : curve.left)
            let retention = shown.hidesYear ? nil : curve.survival(after: RetentionSecrecy.year)
            let interval = retention == nil ? nil : curve.step(after: RetentionSecrecy.year)?.interval
            _retention12Months = ExplicitNull(wrappedValue: retention.map(RetentionReport.sixDecimals))
            _lower = ExplicitNull(wrappedValue: interval.map { RetentionReport.sixDecimals($0.lowerBound) })
            _upper = ExplicitNull(wrappedValue: interval.map { RetentionReport.sixDecimals($0.upperBound) })
            _medianDays = ExplicitNull(wrappedValue: shown.hidesLeft ? nil : curve.median)
            _longestDays = ExplicitNull(wrappedValue: shown.hidesPeople ? nil : curve.longest)
            self.curve = shown.steps.map { Step($0) }
            suppressedFigures = [
                ("people", shown.hidesPeople), ("left", shown.hidesLeft),
                ("retention12_months", shown.hidesYear), ("median_days", shown.hidesLeft),
            ].filter(\.1).map(\.0)
        }
    }

    /// `report retention`.
    public let report: String
    /// Who was there still at the close of this day is watched up to it.
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
    /// `intake`, `route` or `round`.
    public let by: String
    /// How the curves are estimated, in words.
    public let method: String
    /// Whether the curves are life tables of merged steps, so that none of them tells of few people.
    public let stepsMerged: Bool
    /// The smallest group that is shown.
    public let threshold: Int
    /// The groups by name.
    public let groups: [Group]
    /// Everybody in them.
    public let total: Group
    /// Of those who left, how many left the employer, and how many moved to another post of it; nil where nobody can
    /// move out of the scope.
    @ExplicitNull public var ways: WorkforceTable?
    /// True when the reader does not see every organisation.
    public let partial: Bool

    static func method(threshold: Int) -> String {
        threshold > 1
            ? "life table of whole months of service, merged until \(threshold) or more left in each step, or nobody (Cutler and Ederer)"
            : "a step for every day on which somebody left (Kaplan and Meier)"
    }

    static func sixDecimals(_ value: Double) -> Double { (value * 1_000_000).rounded() / 1_000_000 }
}
