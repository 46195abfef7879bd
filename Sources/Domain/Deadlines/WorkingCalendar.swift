/// The working days of England and Wales: Monday to Friday, less the bank holidays it was given.
///
/// Two arrays are made once, the working days up to each day and the list of working days, so that every
/// question is answered by looking up and none by walking from day to day.
public struct WorkingCalendar: Sendable {
    /// The first day for which bank holidays are known.
    public let knownFrom: CalendarDate

    /// The last day for which bank holidays are known.
    public let horizon: CalendarDate

    /// At `i`: how many working days there are from `knownFrom` to `i` days after it, both included.
    private let countThrough: [Int32]

    /// Every working day in order.
    private let workingDays: [CalendarDate]

    /// Makes the calendar from bank holidays, in any order.
    ///
    /// - Parameters:
    ///   - holidays: the days off; one at a weekend changes nothing.
    ///   - horizon: the last day the list covers, usually 31 December of its last year. An earlier
    ///     `horizon` than `knownFrom` leaves no known day.
    ///   - knownFrom: the first day the list covers; if nil, 1 January of the first holiday's year, or
    ///     1 January 1970 for a list without holidays.
    public init(
        holidays: some Sequence<CalendarDate>, horizon: CalendarDate, knownFrom: CalendarDate? = nil
    ) {
        let holidays = Set(holidays)
        let epoch = CalendarDate(daysSinceEpoch: 0)
        let first =
            knownFrom ?? holidays.min().map { CalendarDate(year: $0.year, month: 1, day: 1) ?? $0 } ?? epoch
        self.knownFrom = first
        self.horizon = horizon
        let length = max(0, first.days(until: horizon) + 1)
        var counts: [Int32] = []
        var days: [CalendarDate] = []
        counts.reserveCapacity(length)
        days.reserveCapacity(length * 5 / 7 + 1)
        var weekday = first.weekday
        for offset in 0..<length {
            let date = first.adding(days: offset)
            if weekday <= 5, !holidays.contains(date) { days.append(date) }
            counts.append(Int32(clamping: days.count))
            weekday = weekday == 7 ? 1 : weekday + 1
        }
        countThrough = counts
        workingDays = days
    }

    /// Whether people work on that day. Throws outside the known years.
    public func isWorkingDay(_ date: CalendarDate) throws(CalendarHorizonError) -> Bool {
        try count(through: date) != count(through: date.adding(days: -1), askedFor: date)
    }

    /// The date that many working days later: 0 is the date itself, 1 the first working day after it.
    ///
    /// A negative number counts back, -1 being the last working day before the date.
    /// Throws when the count starts or ends outside the known years.
    public func adding(
        workingDays number: Int, to date: CalendarDate
    ) throws(CalendarHorizonError) -> CalendarDate {
        if number == 0 { return date }
        if number > 0 {
            return try workingDay(at: count(through: date) + bounded(number) - 1, from: date)
        }
        let before = try count(through: date.adding(days: -1), askedFor: date)
        return try workingDay(at: before + bounded(number), from: date)
    }

    /// How many working days lie after the first date up to the second, that one included.
    ///
    /// Reversed dates give the same number below zero. Throws outside the known years.
    public func workingDays(
        after start: CalendarDate, through end: CalendarDate
    ) throws(CalendarHorizonError) -> Int {
        try count(through: end) - count(through: start)
    }

    /// The date itself if it is a working day, otherwise the first one after it. Throws outside the known years.
    public func nextWorkingDay(onOrAfter date: CalendarDate) throws(CalendarHorizonError) -> CalendarDate {
        try workingDay(at: count(through: date.adding(days: -1), askedFor: date), from: date)
    }

    /// The date itself if it is a working day, otherwise the last one before it. Throws outside the known years.
    public func lastWorkingDay(onOrBefore date: CalendarDate) throws(CalendarHorizonError) -> CalendarDate {
        try workingDay(at: count(through: date) - 1, from: date)
    }

    /// The date on which an amount of time from a date is over, counted as its convention says.
    ///
    /// Zero or less of any unit is the date itself. A later date never gives an earlier result.
    /// Throws when working days are counted outside the known years; calendar days and months never do.
    public func add(_ amount: DayAmount, to date: CalendarDate) throws(CalendarHorizonError) -> CalendarDate {
        let number = amount.amount
        if number <= 0 { return date }
        switch amount.unit {
        case .calendarDays:
            return date.adding(days: number)
        case .workingDays:
            return try adding(workingDays: number, to: date)
        case .calendarMonths:
            return date.adding(months: number)
        case .workingDaysFirstCounted:
            let before = try count(through: date.adding(days: -1), askedFor: date)
            return try workingDay(at: before + bounded(number) - 1, from: date)
        case .calendarDaysThenWorkingDay:
            return try nextWorkingDay(onOrAfter: date.adding(days: number))
        case .calendarMonthsThenWorkingDay:
            return try nextWorkingDay(onOrAfter: date.adding(months: number))
        }
    }

    /// The latest date from which the amount is over by the target: `add(amount, to:)` of it is no later
    /// than the target, and of the day after it is.
    ///
    /// Throws when working days are counted outside the known years.
    public func subtract(
        _ amount: DayAmount, from target: CalendarDate
    ) throws(CalendarHorizonError) -> CalendarDate {
        let number = amount.amount
        if number <= 0 { return target }
        switch amount.unit {
        case .calendarDays:
            return target.adding(days: -number)
        case .workingDays:
            return try workingDay(at: count(through: target) - bounded(number), from: target).adding(days: -1)
        case .calendarMonths:
            return WorkingCalendar.latest(months: number, before: target)
        case .workingDaysFirstCounted:
            return try workingDay(at: count(through: target) - bounded(number), from: target)
        case .calendarDaysThenWorkingDay:
            return try lastWorkingDay(onOrBefore: target).adding(days: -number)
        case .calendarMonthsThenWorkingDay:
            return WorkingCalendar.latest(months: number, before: try lastWorkingDay(onOrBefore: target))
        }
    }

    private static func latest(months: Int, before target: CalendarDate) -> CalendarDate {
        let earlier = target.adding(months: -months)
        // Every day that a shorter month cuts off arrives at that month's last day, so take the last of them.
        return target == target.lastOfMonth ? earlier.lastOfMonth : earlier
    }

    /// Far beyond any calendar, and small enough to add to.
    private func bounded(_ number: Int) -> Int { max(-10_000_000, min(number, 10_000_000)) }

    private func count(
        through date: CalendarDate, askedFor asked: CalendarDate? = nil
    ) throws(CalendarHorizonError) -> Int {
        let offset = knownFrom.days(until: date)
        // The day before the first is no day of the calendar, but nothing has been counted by then.
        if offset == -1, !countThrough.isEmpty { return 0 }
        guard offset >= 0, offset < countThrough.count else {
            throw outside(asked ?? date, beforeStart: offset < 0)
        }
        return Int(countThrough[offset])
    }

    private func workingDay(
        at position: Int, from date: CalendarDate
    ) throws(CalendarHorizonError) -> CalendarDate {
        guard position >= 0, position < workingDays.count else {
            throw outside(date, beforeStart: position < 0)
        }
        return workingDays[position]
    }

    private func outside(_ date: CalendarDate, beforeStart: Bool) -> CalendarHorizonError {
        CalendarHorizonError(knownFrom: knownFrom, horizon: horizon, date: date, isBeforeStart: beforeStart)
    }
}
