public import Domain
public import FoundationEssentials
import Synchronization
import TestSupport

/// A clock that stands still until a test sets it.
public final class TestClock: Sendable {
    private let instant: Mutex<Date>

    /// Starts at an instant.
    public init(_ instant: Date) { self.instant = Mutex(instant) }

    /// The instant it shows.
    public var present: Date { instant.withLock { $0 } }

    /// The clock as the services read it.
    public var now: Now { Now { self.present } }

    /// Sets the clock.
    public func set(_ instant: Date) { self.instant.withLock { $0 = instant } }

    /// Sets the clock to an instant such as `2022-09-30T09:00:00Z`.
    public func set(_ text: String) throws { set(try instant(text)) }

    /// Sets the clock to eleven in the morning of a day, in London.
    public func set(_ date: CalendarDate) {
        set(LondonTime.startOfDay(date).addingTimeInterval(11 * 3600))
    }

    /// Moves the clock on.
    public func advance(seconds: Double) { instant.withLock { $0 = $0.addingTimeInterval(seconds) } }

    private func instant(_ text: String) throws -> Date { try OfficeSupport.instant(text) }
}

/// The instant of a text such as `2022-09-30T09:00:00Z`.
/// - Throws: `TestFailure` where the text is none.
public func instant(_ text: String) throws -> Date {
    guard let date = try? Date(text, strategy: .iso8601) else {
        throw TestFailure("\(text) is not an instant.")
    }
    return date
}

/// The date of a text such as `2022-09-30`.
/// - Throws: `TestFailure` where the text is none.
public func day(_ text: String) throws -> CalendarDate {
    guard let date = CalendarDate(iso: text) else { throw TestFailure("\(text) is not a date.") }
    return date
}
