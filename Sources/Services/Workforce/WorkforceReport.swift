public import Domain

/// The report `report workforce`: vacancies, agency and turnover on a day, each with how it is reckoned. Keys may be
/// added, none removed.
public struct WorkforceReport: Sendable, Codable, Hashable {
    /// A published figure to set a measure beside.
    public struct Comparator: Sendable, Codable, Hashable {
        /// Whose it is, such as `England`.
        public let name: String
        /// The value: a fraction, or for a caseload the number.
        public let value: Double
        /// The day it is of.
        public let asOf: CalendarDate
        /// What it counts: `fte` as a rule.
        public let basis: String
        /// Where it was published.
        public let source: String
    }

    /// One measure.
    public struct Measure: Sendable, Codable, Hashable {
        /// The measure, such as `vacancy_rate`.
        public let name: String
        /// The value with six decimals: a fraction, or for a caseload the number; nil where something is unknown.
        @ExplicitNull public var value: Double?
        /// The value as a return prints it.
        @ExplicitNull public var printed: String?
        /// What is above the line.
        @ExplicitNull public var numerator: FTE?
        /// What is below the line.
        @ExplicitNull public var denominator: FTE?
        /// How it is reckoned, in words.
        public let formula: String
        /// `posts`, `fte` or `people`.
        public let basis: String
        /// Why there is no value.
        @ExplicitNull public var reason: String?
        /// What others have published, the newest first.
        public let comparators: [Comparator]

        init(_ measure: WorkforceMeasure, comparators: [Comparator]) {
            name = measure.name.rawValue
            let ratio = measure.ratio
            _value = ExplicitNull(wrappedValue: ratio?.fraction)
            _printed = ExplicitNull(wrappedValue: measure.printed)
            _numerator = ExplicitNull(wrappedValue: measure.numerator)
            _denominator = ExplicitNull(wrappedValue: measure.denominator)
            formula = measure.formula
            basis = measure.basis.rawValue
            _reason = ExplicitNull(wrappedValue: measure.reason)
            self.comparators = comparators
        }

        /// The same without a value.
        func withheld(_ why: String) -> Measure {
            var measure = self
            (measure.value, measure.printed, measure.numerator, measure.denominator) = (nil, nil, nil, nil)
            measure.reason = why
            return measure
        }
    }

    /// The posts of the scope at the close of the day. Vacant, covered and uncovered are three numbers.
    public struct Posts: Sendable, Codable, Hashable {
        /// Established and not frozen.
        public let established: Int
        /// Established, and nobody is employed in them.
        public let vacant: Int
        /// Vacant with agency in them.
        public let coveredByAgency: Int
        /// Vacant without.
        public let uncovered: Int
        /// Vacant and created on or after the day that follows.
        public let newSince: Int
        /// The day from which a post is new.
        public let newSinceOn: CalendarDate
        /// Vacant and kept for a named recruit.
        public let reserved: Int
        /// Frozen, and no vacancies.
        public let frozen: Int
    }

    /// People of the scope at the close of the day; what of them is told to whom is decided by `Disclosure`.
    public struct People: Sendable, Codable, Hashable {
        /// Employees in post, each once.
        public let employees: Int
        /// Assignments of employees; somebody in two posts is two.
        public let employeeAssignments: Int
        /// Assignments of agency workers.
        public let agency: Int
        /// Employees in their protected first year after qualifying; nil where it is not told.
        @ExplicitNull public var newlyQualified: Int?
        /// Why it is not told.
        @ExplicitNull public var newlyQualifiedReason: String?
        /// Employees who left in the twelve months, each once: the employer, or of a role or team that. Nil where it is
        /// not told.
        @ExplicitNull public var leavers: Int?
        /// Those of them who went on in another post of the employer; nil where it is not told.
        @ExplicitNull public var leaversMoved: Int?
        /// Recruits who are recorded as started and whom no assignment names; nil for who may not see candidates.
        @ExplicitNull public var startedWithoutPost: Int?
    }

    /// Turnover of the twelve months that end with a month.
    public struct Point: Sendable, Codable, Hashable {
        /// The month, as `2022-08`.
        public let month: String
        /// Leavers of the twelve months ÷ in post at the end of the month; nil where nobody was or it is not told.
        @ExplicitNull public var turnoverRate: Double?
        /// The rate as a return prints it, with two decimals.
        @ExplicitNull public var printed: String?
        /// Who left in the twelve months; nil where it is not told.
        @ExplicitNull public var leaversFte: FTE?
        /// What of it went on in another post of the employer, outside the role or team that is asked about; nil where
        /// it is not told.
        @ExplicitNull public var movedFte: FTE?
        /// Who was in post at the end of the month.
        public let inPostFte: FTE

        /// Whether who left is not told.
        public var isHidden: Bool { leaversFte == nil }

        /// - Parameter hidesWays: whether it is not told how much of it moved.
        init(_ point: TurnoverSeries.Point, isHidden: Bool = false, hidesWays: Bool = false) {
            month = String(point.on.description.prefix(7))
            let rate = isHidden ? nil : point.rate
            _turnoverRate = ExplicitNull(wrappedValue: rate?.fraction)
            _printed = ExplicitNull(wrappedValue: rate?.percent(decimals: 2))
            _leaversFte = ExplicitNull(wrappedValue: isHidden ? nil : point.leavers)
            _movedFte = ExplicitNull(wrappedValue: isHidden || hidesWays ? nil : point.moved)
            inPostFte = point.inPost
        }
    }

    /// `report workforce`.
    public let report: String
    /// What was true at the close of this day.
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
    /// The measures, by posts and by full-time equivalents.
    public let measures: [Measure]
    /// The posts.
    public let posts: Posts
    /// The people.
    public let people: People
    /// Turnover month by month, up to the last that was over.
    public let series: [Point]
    /// Why some of it is not told; nil where all is.
    @ExplicitNull public var seriesNote: String?
    /// The posts by team.
    public let teams: WorkforceTable
    /// Employees in post by age.
    public let ages: WorkforceTable
    /// Whether the day is one to come: what is known of it now, and nothing of people.
    public let isToCome: Bool
    /// What the vacancies would be after what is assumed; nil where nothing is.
    @ExplicitNull public var whatIf: VacancyOutlook?
    /// True when the reader does not see every organisation.
    public let partial: Bool
}
