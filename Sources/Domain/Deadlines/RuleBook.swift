/// The rules by key and date.
public struct RuleBook: Sendable {
    /// Per key in order of `effectiveFrom`, never overlapping.
    private let rules: [RuleKey: [Rule]]

    /// Makes the book. Throws ``RuleError`` when two values of a key overlap or one ends before it begins.
    public init(rules: some Sequence<Rule>) throws(RuleError) {
        var byKey = [RuleKey: [Rule]](grouping: rules, by: \.key)
        for key in byKey.keys {
            byKey[key]?.sort { $0.effectiveFrom < $1.effectiveFrom }
        }
        for (key, values) in byKey {
            var previous: Rule?
            for value in values {
                if let end = value.effectiveTo, end < value.effectiveFrom {
                    throw .endsBeforeItBegins(key, from: value.effectiveFrom, to: end)
                }
                if let previous {
                    let isOver = previous.effectiveTo.map { $0 < value.effectiveFrom } ?? false
                    guard isOver else { throw .overlap(key, on: value.effectiveFrom) }
                }
                previous = value
            }
        }
        self.rules = byKey
    }

    /// The rule in force on that date. Throws ``RuleError`` for an unknown key and for a date without value.
    public func rule(_ key: RuleKey, on date: CalendarDate) throws(RuleError) -> Rule {
        guard let values = rules[key] else { throw .unknownKey(key) }
        guard let found = values.last(where: { $0.effectiveFrom <= date }),
            found.effectiveTo.map({ date <= $0 }) ?? true
        else { throw .noValue(key, on: date) }
        return found
    }

    /// Every value of a rule, in the order in which they held; empty for an unknown key.
    public func values(of key: RuleKey) -> [Rule] { rules[key] ?? [] }

    /// The rule's value as a whole number. Throws ``RuleError``.
    public func integer(_ key: RuleKey, on date: CalendarDate) throws(RuleError) -> Int {
        let rule = try rule(key, on: date)
        guard let number = Int(rule.value) else {
            throw .unreadable(key, value: rule.value, unit: rule.unit, wanted: "a whole number")
        }
        return number
    }

    /// The rule's value as a length of time, its unit naming the convention. Throws ``RuleError``.
    public func dayAmount(_ key: RuleKey, on date: CalendarDate) throws(RuleError) -> DayAmount {
        let rule = try rule(key, on: date)
        guard let number = Int(rule.value), number >= 0, let unit = DayCount(rawValue: rule.unit) else {
            throw .unreadable(key, value: rule.value, unit: rule.unit, wanted: "a length of time")
        }
        return DayAmount(amount: number, unit: unit)
    }
}
