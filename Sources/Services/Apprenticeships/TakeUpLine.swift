public import Domain

/// One row of a take-up report: counts, and for an organisation the rates.
///
/// A count that is not shown is null, and `suppressed_figures` names it; a rate that cannot be reckoned is null, and
/// `reasons` says why.
public struct TakeUpLine: Sendable, Hashable, Codable {
    /// A rate with what is above and below the line.
    public struct Rates: Sendable, Hashable, Codable {
        /// Employees before the period: the denominator of the take-up rate.
        @ExplicitNull public var headcount: Int?
        /// The day of that headcount.
        @ExplicitNull public var headcountOn: CalendarDate?
        /// Employees at the end of the period.
        @ExplicitNull public var headcountAtEnd: Int?
        /// The day of that headcount.
        @ExplicitNull public var headcountAtEndOn: CalendarDate?
        /// Employees who started in the period.
        @ExplicitNull public var employeesStarted: Int?
        /// New apprentices of the employees before the period.
        @ExplicitNull public var takeUpRate: Double?
        /// New apprentices of the employees who started.
        @ExplicitNull public var employmentStartsRate: Double?
        /// Apprentices of the employees, both at the end.
        @ExplicitNull public var totalHeadcountRate: Double?
    }

    /// What the return asks of maintained schools apart.
    public struct Schools: Sendable, Hashable, Codable {
        /// Apprentices under way on the day before the period.
        @ExplicitNull public var apprenticesBefore: Int?
        /// People who began in the period.
        @ExplicitNull public var newApprentices: Int?
        /// Apprentices at the end.
        @ExplicitNull public var apprenticesAtEnd: Int?
        /// The rates of maintained schools.
        public let rates: Rates
    }

    /// The same a year before.
    public struct LastYear: Sendable, Hashable, Codable {
        /// The counts, by the name of the figure; null for one that is not shown.
        public let counts: [TakeUpFigure: Int?]
        /// The rates; nil for a group that has none.
        public let rates: Rates?

        /// Writes the counts and the rates as members of one object.
        public func encode(to encoder: any Encoder) throws {
            try TakeUpLine.encode(counts, to: encoder)
            try rates?.encode(to: encoder)
        }

        /// Reads what was written.
        public init(from decoder: any Decoder) throws {
            counts = try TakeUpLine.counts(from: decoder)
            rates = try? Rates(from: decoder)
        }

        init(counts: [TakeUpFigure: Int?], rates: Rates?) {
            self.counts = counts
            self.rates = rates
        }
    }

    /// A standard that leads to a role that is hard to fill.
    public struct Route: Sendable, Hashable, Codable {
        /// The standard; null where no apprenticeship leads to the role.
        @ExplicitNull public var standardRef: String?
        /// Its title, where the partnership has the standard.
        @ExplicitNull public var title: String?
        /// Its level.
        @ExplicitNull public var level: Int?
        /// `to_role`, `towards` (a step on the way) or `none`.
        public let leads: String
        /// Employers of the kind that has the role with an apprentice on the standard at the end of the period or new in it.
        public let usedBy: [String]
        /// Employers of that kind without one; null where it would tell of few people.
        @ExplicitNull public var notUsedBy: [String]?
        /// What else is to be known.
        public let note: String
    }

    /// What is grouped by: `organisation`, `role`, `level` or `standard`; nil for the total.
    public let grouping: String?
    /// The code of the group.
    public let key: String
    /// The name, where it has another than its code.
    public let name: String?
    /// The counts, by the name of the figure; nil for one that is not shown.
    public let counts: [TakeUpFigure: Int?]
    /// The figures that are not shown, since they are small or would tell of a small one.
    public let suppressedFigures: [String]
    /// The rates; nil for a group that has none.
    public let rates: Rates?
    /// The measure of the period, as a fraction; nil for a group that has no rate, and for days of which it is no
    /// measure.
    public let targetRate: Double?
    /// Maintained schools; nil where there are none.
    public let schools: Schools?
    /// Why a rate or what it rests on is null, by its name.
    public let reasons: [String: String]
    /// The same a year before; nil when it is not asked.
    public let lastYear: LastYear?
    /// For a role that is hard to fill the standards that lead to it; nil for others.
    public let routes: [Route]?

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ text: String) { stringValue = text }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    static func encode(_ counts: [TakeUpFigure: Int?], to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        for figure in TakeUpFigure.allCases {
            if let value = counts[figure] ?? nil {
                try container.encode(value, forKey: Key(figure.rawValue))
            } else {
                try container.encodeNil(forKey: Key(figure.rawValue))
            }
        }
    }

    /// Writes everything as members of one object, as the format of the reports has it.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        if let grouping { try container.encode(key, forKey: Key(grouping)) }
        if let name { try container.encode(name, forKey: Key("name")) }
        try Self.encode(counts, to: encoder)
        try container.encode(!suppressedFigures.isEmpty, forKey: Key("suppressed"))
        try container.encode(suppressedFigures, forKey: Key("suppressed_figures"))
        if let rates {
            try rates.encode(to: encoder)
            if let targetRate {
                try container.encode(targetRate, forKey: Key("target_rate"))
            } else {
                try container.encodeNil(forKey: Key("target_rate"))
            }
            try container.encode(reasons, forKey: Key("reasons"))
            if let schools {
                try container.encode(schools, forKey: Key("schools"))
            } else {
                try container.encodeNil(forKey: Key("schools"))
            }
        }
        if let lastYear { try container.encode(lastYear, forKey: Key("last_year")) }
        if grouping == "role" {
            try container.encode(routes != nil, forKey: Key("hard_to_fill"))
            try container.encode(routes ?? [], forKey: Key("routes"))
        }
    }
}
