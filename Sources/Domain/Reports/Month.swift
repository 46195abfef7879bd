/// A month of the calendar, such as `2022-09`.
public struct Month: Sendable, Hashable {
    /// Months since January of the year 0.
    public let index: Int

    /// The month with a number: twelve times the year, and 0 for January to 11 for December.
    public init(index: Int) { self.index = index }

    /// The month of a date.
    public init(of date: CalendarDate) {
        let (year, month, _) = date.parts
        index = year * 12 + month - 1
    }

    /// Reads `2022-09`, or the first day of the month as `2022-09-01`; nil for anything else.
    public init?(iso text: some StringProtocol) {
        let whole = text.utf8.count == 7 ? "\(text)-01" : String(text)
        guard let date = CalendarDate(iso: whole), date.day == 1 else { return nil }
        self.init(of: date)
    }

    /// The first day.
    public var first: CalendarDate {
        CalendarDate(year: index / 12, month: index % 12 + 1, day: 1) ?? CalendarDate(daysSinceEpoch: 0)
    }

    /// The last day.
    public var last: CalendarDate { first.lastOfMonth }

    /// The month so many months later, or earlier when negative.
    public func adding(_ months: Int) -> Month { Month(index: index + months) }

    /// Months from this one to another: 0 for the same one, negative when the other is earlier.
    public func months(until other: Month) -> Int { other.index - index }
}

extension Month: Comparable {
    /// True when the left month is the earlier one.
    public static func < (left: Month, right: Month) -> Bool { left.index < right.index }
}

extension Month: CustomStringConvertible {
    /// The month as `2022-09`.
    public var description: String { String(first.description.prefix(7)) }
}

extension Month: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let month = Month(iso: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is not a month written YYYY-MM.")
        }
        self = month
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
