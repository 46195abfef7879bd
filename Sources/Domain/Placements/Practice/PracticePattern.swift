/// The days of the week on which a student is on placement, Monday to Friday.
///
/// Bank holidays are no such days, and neither are those of an interruption.
public struct PracticePattern: Sendable, Hashable, CustomStringConvertible {
    private static let names = ["mon", "tue", "wed", "thu", "fri"]

    /// The weekdays in order, Monday being 1.
    public let weekdays: [Int]

    /// The first so many days of the week; nil unless it is one to five.
    public init?(daysAWeek: Int) {
        guard (1...5).contains(daysAWeek) else { return nil }
        weekdays = Array(1...daysAWeek)
    }

    /// Reads digits, as they are stored (`135`); nil for anything but weekdays from Monday to Friday in their order.
    public init?(digits: String) {
        let numbers = digits.utf8.map { Int($0) - 0x30 }
        guard !numbers.isEmpty, numbers.allSatisfy({ (1...5).contains($0) }),
            zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 })
        else { return nil }
        weekdays = numbers
    }

    /// Reads names with commas between them (`mon,wed,fri`), in any order; nil for a name that is none, or twice.
    public init?(names text: String) {
        let given = text.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.lowercased().filter { $0 != " " }
        }
        let numbers = given.compactMap { name in Self.names.firstIndex(of: name).map { $0 + 1 } }
        guard numbers.count == given.count, Set(numbers).count == numbers.count, !numbers.isEmpty else {
            return nil
        }
        weekdays = numbers.sorted()
    }

    /// As it is stored.
    public var digits: String { weekdays.map(String.init).joined() }

    /// As people write it: `mon,wed,fri`.
    public var description: String { weekdays.map { Self.names[$0 - 1] }.joined(separator: ",") }

    /// Whether a day is one of the pattern.
    ///
    /// - Parameter breaks: stretches in which the placement rests.
    /// - Throws: outside the years whose bank holidays are known.
    public func contains(
        _ date: CalendarDate, breaks: [ClosedRange<CalendarDate>] = [], calendar: WorkingCalendar
    ) throws(CalendarHorizonError) -> Bool {
        guard weekdays.contains(date.weekday), !breaks.contains(where: { $0.contains(date) }) else {
            return false
        }
        return try calendar.isWorkingDay(date)
    }

    /// The days of the pattern from one day to another, both included.
    ///
    /// - Throws: outside the years whose bank holidays are known.
    public func days(
        from first: CalendarDate, through last: CalendarDate, breaks: [ClosedRange<CalendarDate>] = [],
        calendar: WorkingCalendar
    ) throws(CalendarHorizonError) -> [CalendarDate] {
        var found: [CalendarDate] = []
        var date = first
        while date <= last {
            if try contains(date, breaks: breaks, calendar: calendar) { found.append(date) }
            date = date.adding(days: 1)
        }
        return found
    }

    /// The so-manieth day of the pattern after a day; that day itself for none.
    ///
    /// - Throws: outside the years whose bank holidays are known.
    public func day(
        _ number: Int, after start: CalendarDate, breaks: [ClosedRange<CalendarDate>] = [],
        calendar: WorkingCalendar
    ) throws(CalendarHorizonError) -> CalendarDate {
        var date = start
        var left = number
        while left > 0 {
            date = date.adding(days: 1)
            if try contains(date, breaks: breaks, calendar: calendar) { left -= 1 }
        }
        return date
    }
}
