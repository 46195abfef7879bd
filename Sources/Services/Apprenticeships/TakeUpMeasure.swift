import Domain

/// The measure that a take-up rate is set beside, for the days that it is a measure of.
///
/// The target was for financial years, 1 April to 31 March: on average over the years up to March 2021, and for the year
/// after (Public Sector Apprenticeship Targets Regulations 2017 as amended; domain notes §0, S40). The local measure
/// keeps to the year. Fewer days, or others, are not judged by what is for a year.
struct TakeUpMeasure: Sendable {
    /// The rule in force on the last day; nil where there is none.
    let rule: Rule?
    /// `statutory`, `local` or `none`.
    let name: String
    /// The measure as a fraction; nil where it is none of the period.
    let rate: Double?
    /// The years over which the measure is an average; nil where it is of the year itself.
    let averagedOver: Period?
    /// Why there is no rate; nil where there is.
    let reason: String?

    /// - Parameter day: the day of the report, up to which is counted.
    init(_ period: Period, on day: CalendarDate, _ rules: RuleBook) {
        let found = [
            ("statutory", "apprenticeship.public_sector_target"),
            ("local", "apprenticeship.local_take_up_measure"),
        ].lazy.compactMap { name, key in
            (try? rules.rule(RuleKey(rawValue: key), on: period.to)).map { (name, $0) }
        }.first
        rule = found?.1
        name = found?.0 ?? "none"
        let reason: String? =
            if found == nil {
                "no measure was in force on \(period.to)"
            } else if period != Period.financialYear(endedBy: period.to) {
                "the measure is for a whole financial year, 1 April to 31 March"
            } else if period.to > day {
                "the measure is for a whole financial year, and this one is not over on \(day)"
            } else {
                nil
            }
        self.reason = reason
        rate = reason == nil ? rule?.share?.fraction : nil
        averagedOver =
            reason != nil
            ? nil
            : found.flatMap { name, rule in
                name == "statutory"
                    ? rule.effectiveTo.flatMap { Period(from: rule.effectiveFrom, to: $0) } : nil
            }.flatMap { $0 == period ? nil : $0 }
    }
}
