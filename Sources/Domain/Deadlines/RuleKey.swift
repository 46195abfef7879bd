/// The name of a rule, such as `round.at_risk_slack_working_days`.
public struct RuleKey: RawRepresentable, Sendable, Hashable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The name as the rule table has it.
    public let rawValue: String

    /// Makes a key from its name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Makes a key from its name.
    public init(stringLiteral value: String) { self.init(rawValue: value) }

    /// The name.
    public var description: String { rawValue }

    /// Working days of slack under which an expected date is at risk: 10.
    public static let atRiskSlackWorkingDays: RuleKey = "round.at_risk_slack_working_days"

    /// Working days before the decide-by date from which an amber round should take its option: 10.
    public static let optionPressingWorkingDays: RuleKey = "round.option_pressing_working_days"

    /// The rule that stamps deadlines made from a milestone's latest useful date.
    public static let latestUsefulDate: RuleKey = "round.latest_useful_date"

    /// The rule that stamps the deadline of an option's decide-by date.
    public static let optionDecideBy: RuleKey = "round.option_decide_by"

    /// Days between two assignments of somebody that are still a move within the organisation: 7.
    public static let workforceMoveGap: RuleKey = "workforce.move_gap"

    /// Months after qualifying for which somebody is newly qualified: 12.
    public static let newlyQualifiedFor: RuleKey = "workforce.newly_qualified_for"

    /// The smallest count above 0 that a breakdown of the workforce shows: 5.
    public static let smallNumberThreshold: RuleKey = "workforce.small_number_threshold"

    /// Working days of a year, as the absence rate reckons: 253.
    public static let workingDaysAYear: RuleKey = "workforce.working_days_a_year"

    /// Days before the day of a report on which a count of people in post still stands for it: 31.
    public static let countsStandFor: RuleKey = "workforce.counts_stand_for"

    /// The least share of the people in post, in hundredths, that must be counted for a figure to be made of them: 50.
    public static let countedAtLeast: RuleKey = "workforce.counted_at_least"
}
