/// Why a rule cannot be used.
public enum RuleError: Error, Sendable, Hashable, CustomStringConvertible {
    /// No rule has this key at any date.
    case unknownKey(RuleKey)
    /// The key is known but no value holds on that date.
    case noValue(RuleKey, on: CalendarDate)
    /// Two values of one key hold on the same day.
    case overlap(RuleKey, on: CalendarDate)
    /// A value ends before it begins.
    case endsBeforeItBegins(RuleKey, from: CalendarDate, to: CalendarDate)
    /// The value cannot be read as what was asked for.
    case unreadable(RuleKey, value: String, unit: String, wanted: String)

    /// The reason and the way out, in one sentence.
    public var description: String {
        switch self {
        case .unknownKey(let key):
            "No rule is called '\(key)'; load the reference data."
        case .noValue(let key, let date):
            "The rule '\(key)' has no value on \(date); add the value that held then to the rules."
        case .overlap(let key, let date):
            "The rule '\(key)' has two values on \(date); end the earlier one on the day before the later begins."
        case .endsBeforeItBegins(let key, let from, let to):
            "The rule '\(key)' begins on \(from) and ends on \(to), which is before that; correct its dates."
        case .unreadable(let key, let value, let unit, let wanted):
            "The rule '\(key)' has the value '\(value)' in '\(unit)', which is not \(wanted); correct the rule."
        }
    }
}
