/// What somebody did on a day of a practice placement.
public enum PracticeDayKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Was there, for the whole day or a part of it.
    case worked
    /// Was away.
    case absent
    /// Practised in a simulation; counts up to a limit, and only where hours are counted.
    case simulated
    /// A skills day, which is counted apart from the days of the placement.
    case skills
}

/// One day in the register of a practice placement.
public struct PracticeDay: Sendable, Hashable {
    /// The day.
    public let on: CalendarDate
    /// What it was.
    public let kind: PracticeDayKind
    /// Half-days or minutes done; none of an absence.
    public let amount: Int

    /// Makes an entry.
    public init(on: CalendarDate, kind: PracticeDayKind, amount: Int) {
        self.on = on
        self.kind = kind
        self.amount = amount
    }
}
