public import Domain

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
    /// Its name, for titles.
    public let partnershipName: String
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
