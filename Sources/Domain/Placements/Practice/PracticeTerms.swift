/// What was agreed of a practice placement, which its register is held against.
public struct PracticeTerms: Sendable, Hashable {
    /// Half-days or minutes.
    public var unit: PracticeUnit
    /// What is to be done, in ``unit``.
    public var required: Int
    /// What one day of the pattern is, in ``unit``.
    public var aDay: Int
    /// How much simulated practice still counts, in ``unit``.
    public var simulatedLimit: Int
    /// The days of the week.
    public var pattern: PracticePattern
    /// The first day that was planned.
    public var startsOn: CalendarDate
    /// The day on which it started; nil while it has not.
    public var startedOn: CalendarDate?
    /// The last day; nil while it has not ended.
    public var endedOn: CalendarDate?
    /// Stretches in which it rested, both days included; one that is not over has no end.
    public var interruptions: [Interruption]

    /// A stretch in which a placement rests.
    public struct Interruption: Sendable, Hashable {
        /// The first day of it.
        public var from: CalendarDate
        /// The last day of it; nil while it lasts.
        public var through: CalendarDate?

        /// Makes a stretch.
        public init(from: CalendarDate, through: CalendarDate? = nil) {
            self.from = from
            self.through = through
        }
    }

    /// Makes the terms.
    public init(
        unit: PracticeUnit, required: Int, aDay: Int, simulatedLimit: Int, pattern: PracticePattern,
        startsOn: CalendarDate, startedOn: CalendarDate? = nil, endedOn: CalendarDate? = nil,
        interruptions: [Interruption] = []
    ) {
        self.unit = unit
        self.required = required
        self.aDay = max(1, aDay)
        self.simulatedLimit = simulatedLimit
        self.pattern = pattern
        self.startsOn = startsOn
        self.startedOn = startedOn
        self.endedOn = endedOn
        self.interruptions = interruptions
    }

    /// The interruptions as they stand on a day: one that lasts reaches to that day.
    func breaks(on date: CalendarDate) -> [ClosedRange<CalendarDate>] {
        interruptions.filter { $0.from <= ($0.through ?? date) }.map { $0.from...($0.through ?? date) }
    }

    /// Whether it rests on a day.
    public func isInterrupted(on date: CalendarDate) -> Bool {
        interruptions.contains { $0.from <= date && ($0.through.map { date <= $0 } ?? true) }
    }
}
