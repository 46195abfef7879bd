/// A value that held between two dates, with where it was published and when somebody looked.
///
/// Fees, periods and thresholds change nearly every year, so none of them is a constant in code.
public struct Rule: Sendable, Hashable, Codable {
    /// The rule's name.
    public let key: RuleKey

    /// The value as text; ``unit`` says how to read it.
    public let value: String

    /// What the value counts: a ``DayCount`` raw value, `pence`, `count` and so on.
    public let unit: String

    /// The first day on which the value held.
    public let effectiveFrom: CalendarDate

    /// The last day on which the value held, that day included; nil while it still does.
    public let effectiveTo: CalendarDate?

    /// Where the value was published.
    public let source: String

    /// The day on which somebody last compared the value with its source.
    public let checkedOn: CalendarDate

    /// Makes a rule.
    public init(
        key: RuleKey, value: String, unit: String, effectiveFrom: CalendarDate, effectiveTo: CalendarDate?,
        source: String, checkedOn: CalendarDate
    ) {
        self.key = key
        self.value = value
        self.unit = unit
        self.effectiveFrom = effectiveFrom
        self.effectiveTo = effectiveTo
        self.source = source
        self.checkedOn = checkedOn
    }

    /// The value as a share, for one in per cent such as `2.3`; nil for one that is none.
    public var share: Ratio? {
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard unit == "percent", (1...2).contains(parts.count), value.utf8.count <= 12,
            let digits = Int(parts.joined())
        else { return nil }
        let scale = (0..<(parts.count > 1 ? parts[1].utf8.count : 0)).reduce(100) { scale, _ in scale * 10 }
        return Ratio(digits, of: scale)
    }
}
