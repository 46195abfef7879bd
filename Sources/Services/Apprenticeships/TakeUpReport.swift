public import Domain

/// The report `take-up`: how many take up apprenticeships, where, and on which routes. Keys may be added, none removed.
public struct TakeUpReport: Sendable, Hashable, Codable {
    /// What the counts and rates mean, in words.
    public struct Method: Sendable, Hashable, Codable {
        /// How the take-up rate is reckoned.
        public let takeUpRate: String
        /// What the measure is: `statutory`, `local` or `none`.
        public let measure: String
        /// The years over which the measure is an average; null where it is of the period itself, or none.
        @ExplicitNull public var measureAveragedOver: Period?
        /// What the counts are, by name, where the name does not say it.
        public let counts: [String: String]
        /// The smallest count that is shown; null when all are.
        @ExplicitNull public var threshold: Int?
        /// Whether counts are rounded to the nearest five, and rates reckoned from these.
        public let roundedToFive: Bool
        /// What the signs of the table mean.
        public let symbols: [String: String]

        /// What the counts are where their names do not say it.
        static let countWords: [String: String] = [
            TakeUpFigure.starts.rawValue:
                "began in the period; a change of employer within the partnership is no start",
            TakeUpFigure.transferredIn.rawValue:
                "came in the period from another employer of the partnership, to go on with the same standard",
            TakeUpFigure.newApprentices.rawValue:
                "people who began in the period, each once; of one employer, those who came from another partner too, as the return asks; of the partnership, not these",
            TakeUpFigure.participants.rawValue:
                "apprenticeships in training or assessment on any day of the period; on a break on all of its days is none",
            TakeUpFigure.onBreakThroughout.rawValue:
                "under way in the period, and on a break on all of its days",
        ]
    }

    /// `take-up`.
    public let report: String
    /// What was true on this day.
    public let asOf: CalendarDate
    /// As known at this instant.
    public let asAt: ReportInstant
    /// The code of the partnership.
    public let partnership: String
    /// Its name, for titles.
    public let partnershipName: String
    /// The moment whose records the report is made from, so that it is the same whenever it is made again.
    public let generatedAt: ReportInstant
    /// The rule rows that the figures rest on.
    public let rules: [RuleLine]
    /// The days that are asked about.
    public let period: Period
    /// The last of them that is over on the day of the report.
    public let countedTo: CalendarDate
    /// The same a year before; nil when it is not asked.
    @ExplicitNull public var lastYearPeriod: Period?
    /// What the figures mean.
    public let method: Method
    /// By organisation.
    public let organisations: [TakeUpLine]
    /// By role; those that are hard to fill with the standards that lead to them.
    public let roles: [TakeUpLine]
    /// By level.
    public let levels: [TakeUpLine]
    /// By standard.
    public let standards: [TakeUpLine]
    /// All together.
    public let total: TakeUpLine
    /// True when the reader does not see every organisation, so that others may be missing.
    public let partial: Bool

    /// How many counts of people from 1 up to a threshold, exclusive, the report shows as they are: in which people could
    /// be recognised who have agreed to nothing. None of a rounded one.
    public func countsShown(below threshold: Int) -> Int {
        if method.roundedToFive { return 0 }
        func few(_ counts: some Sequence<Int?>) -> Int {
            counts.count { $0.map { (1..<threshold).contains($0) } ?? false }
        }
        return (organisations + roles + levels + standards + [total]).reduce(0) { sum, line in
            let schools = line.schools.map { [$0.apprenticesBefore, $0.newApprentices, $0.apprenticesAtEnd] }
            return sum + few(line.counts.values) + few(line.lastYear?.counts.values.map(\.self) ?? [])
                + few(schools ?? [])
        }
    }
}
