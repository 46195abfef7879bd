public import Domain
public import FoundationEssentials

/// A rule row as a report shows it.
public struct RuleLine: Sendable, Codable, Hashable {
    /// The key, such as `round.at_risk_slack_working_days`.
    public let key: String
    /// The value in force.
    public let value: String
    /// Its unit.
    public let unit: String
    /// Since when.
    public let effectiveFrom: CalendarDate
    /// Until when, inclusive.
    @ExplicitNull public var effectiveTo: CalendarDate?
    /// Where it was published.
    public let source: String
    /// When somebody last looked.
    public let checkedOn: CalendarDate

    init(_ rule: Rule) {
        key = rule.key.rawValue
        value = rule.value
        unit = rule.unit
        effectiveFrom = rule.effectiveFrom
        _effectiveTo = ExplicitNull(wrappedValue: rule.effectiveTo)
        source = rule.source
        checkedOn = rule.checkedOn
    }
}

/// An instant as reports write it: ISO 8601 in UTC, to the microsecond where there is one.
public struct ReportInstant: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The instant.
    public let date: Date

    /// Wraps an instant.
    public init(_ date: Date) { self.date = date }

    /// Reads the text form, or a plain date, which then means the end of that day in London.
    public init?(text: String) {
        if let day = CalendarDate(iso: text) {
            date = LondonTime.startOfDay(day.adding(days: 1)).addingTimeInterval(-0.000_001)
        } else if let instant = try? Date(text, strategy: .iso8601) {
            date = instant
        } else if let instant = try? Date(
            text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        {
            date = instant
        } else {
            return nil
        }
    }

    /// The text form: with six decimals, unless it is a whole second.
    ///
    /// A report that is asked for again as at its own moment must not lose what was recorded in the last second.
    public var description: String {
        let microseconds = (date.timeIntervalSince1970 * 1e6).rounded()
        let seconds = (microseconds / 1e6).rounded(.down)
        let text = Date(timeIntervalSince1970: seconds).formatted(.iso8601)
        guard let rest = Int(exactly: microseconds - seconds * 1e6), rest > 0 else { return text }
        let digits = String(rest)
        return "\(text.dropLast()).\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)Z"
    }

    /// Why nobody can be asked what was known then; nil for a moment that has passed.
    ///
    /// - Parameters:
    ///   - text: the moment as somebody wrote it; the text form when nil.
    ///   - now: the present.
    public func faultOfKnowing(_ text: String? = nil, now: Date) -> String? {
        if date <= now { return nil }
        return
            "\(text ?? description) has not come yet, it is \(ReportInstant(now)), and nobody knows what will be known then; give a moment that has passed, or leave --as-at out for now."
    }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let instant = ReportInstant(text: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not an instant"))
        }
        self = instant
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
