/// The figures for practice placements on a day, each from a dated rule row.
public struct PracticeRules: Sendable, Hashable {
    /// Days a week where nothing else was agreed.
    public let daysAWeek: Int
    /// Minutes that a day of the pattern is where hours are counted.
    public let minutesADay: Int
    /// The most minutes that one day can have.
    public let minutesADayMaximum: Int
    /// Days to do where the student's record says nothing, by stage.
    public let daysRequired: [PlacementStage: Int]
    /// Simulated hours that count, over the whole programme.
    public let simulatedHoursMaximum: Int
    /// Skills days of the whole programme.
    public let skillsDaysRequired: Int
    /// How long before the start the agreement meeting has to be.
    public let agreementBeforeStart: Dated
    /// How long after half is done the midway report has to be there.
    public let midwayAfterHalf: Dated
    /// How long after the last day the final report has to be there.
    public let finalAfterEnd: Dated
    /// How long after the last day the forms on the quality of the placement have to be there.
    public let formsAfterEnd: Dated
    /// Days of absence in a row that put a placement at risk.
    public let absenceStreakAtRisk: Int
    /// Days behind that put a placement at risk.
    public let behindDaysAtRisk: Int
    /// The rule rows that these came from.
    public let rows: [Rule]

    /// A length of time with the row that says so.
    public struct Dated: Sendable, Hashable {
        /// How long.
        public let amount: DayAmount
        /// The row.
        public let rule: Rule
    }

    /// Reads the rules in force on a day.
    ///
    /// - Throws: ``RuleError`` for one that is missing or cannot be read.
    public init(_ book: RuleBook, on date: CalendarDate) throws(RuleError) {
        var rows: [Rule] = []
        func integer(_ key: RuleKey) throws(RuleError) -> Int {
            rows.append(try book.rule(key, on: date))
            return try book.integer(key, on: date)
        }
        func dated(_ key: RuleKey) throws(RuleError) -> Dated {
            let rule = try book.rule(key, on: date)
            rows.append(rule)
            return Dated(amount: try book.dayAmount(key, on: date), rule: rule)
        }
        daysAWeek = try integer("practice.days_a_week")
        minutesADay = try integer("practice.minutes_a_day")
        minutesADayMaximum = try integer("practice.minutes_a_day_maximum")
        daysRequired = [
            .first: try integer("placement.days_required.first"),
            .final: try integer("placement.days_required.final"),
        ]
        do throws(RuleError) {
            simulatedHoursMaximum = try integer("placement.nursing_hours_simulated_maximum")
        } catch .noValue {
            // Before simulation was let count at all.
            simulatedHoursMaximum = 0
        }
        skillsDaysRequired = try integer("placement.skills_days_required")
        agreementBeforeStart = try dated("practice.agreement_due_before_start")
        midwayAfterHalf = try dated("practice.midway_due_after_half")
        finalAfterEnd = try dated("practice.final_report_due_after_end")
        formsAfterEnd = try dated("practice.forms_due_after_end")
        absenceStreakAtRisk = try integer("practice.at_risk_absence_streak")
        behindDaysAtRisk = try integer("practice.at_risk_days_behind")
        self.rows = rows
    }

    /// What one day of the pattern is, in a unit.
    public func aDay(_ unit: PracticeUnit) -> Int {
        switch unit {
        case .halfDays: 2
        case .minutes: minutesADay
        }
    }

    /// The most that one day can have, in a unit.
    public func aDayMaximum(_ unit: PracticeUnit) -> Int {
        switch unit {
        case .halfDays: 2
        case .minutes: minutesADayMaximum
        }
    }
}
