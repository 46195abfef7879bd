/// A working-day count left the years for which bank holidays are known.
///
/// Guessing would give a date that is wrong by a day or more, so it is refused.
public struct CalendarHorizonError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The first day for which bank holidays are known.
    public let knownFrom: CalendarDate

    /// The last day for which bank holidays are known.
    public let horizon: CalendarDate

    /// The date the count began at or asked about.
    public let date: CalendarDate

    /// Whether the count left the known years at their beginning; otherwise at their end.
    public let isBeforeStart: Bool

    /// What happened and what to do, in one sentence.
    public var description: String {
        if isBeforeStart {
            return "Bank holidays are known only from \(knownFrom), so working days around \(date) cannot be "
                + "counted; import a bank-holiday list that begins earlier."
        }
        return "Bank holidays are known only to \(horizon), so working days from \(date) cannot be counted; "
            + "import a newer bank-holiday list."
    }
}
