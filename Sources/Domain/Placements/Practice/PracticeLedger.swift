/// Where a student on placement stands: done, owed, behind, and the day on which it will be done.
///
/// Missed days are added to the end, so the end is reckoned from what was done and never from the plan (domain notes,
/// section 2.1). Days of the pattern that nobody has recorded yet are taken to follow the last recorded one.
public struct PracticeLedger: Sendable, Hashable {
    /// What is to be done, in the unit.
    public let required: Int
    /// Days or hours of practice done.
    public private(set) var worked = 0
    /// Simulated practice that counts.
    public private(set) var simulated = 0
    /// Simulated practice beyond the limit, which does not count.
    public private(set) var simulatedBeyond = 0
    /// Skills days, which are counted apart.
    public private(set) var skills = 0
    /// Days of absence.
    public private(set) var absentDays = 0
    /// How many of the last recorded days in a row were absences.
    public private(set) var absenceStreak = 0
    /// The last day about which anything is recorded.
    public private(set) var lastRecordedOn: CalendarDate?
    /// What should have been done by the day of the question.
    public let expected: Int
    /// Days of the pattern up to the day of the question about which nothing is recorded.
    public let unrecordedDays: Int
    /// The day on which half is done, or will be.
    public let halfOn: CalendarDate
    /// The day on which all is done, or will be; the last day of a placement that has ended.
    public let endsOn: CalendarDate

    /// What counts.
    public var done: Int { worked + simulated }
    /// What is still to be done.
    public var owed: Int { max(0, required - done) }
    /// How far what was done is behind what should have been; never below zero.
    public var behind: Int { max(0, expected - done) }

    /// Reckons.
    ///
    /// - Parameters:
    ///   - days: one entry a day, in any order; those after the day of the question are left out.
    ///   - asOf: the day of the question.
    /// - Throws: when a day lies outside the years whose bank holidays are known.
    public init(
        _ days: [PracticeDay], _ terms: PracticeTerms, asOf: CalendarDate, calendar: WorkingCalendar
    ) throws(CalendarHorizonError) {
        required = terms.required
        let known = days.filter { $0.on <= asOf }.sorted { $0.on < $1.on }
        var worked = 0
        var simulated = 0
        var half: CalendarDate?
        for day in known {
            switch day.kind {
            case .worked: worked += day.amount
            case .simulated: simulated += day.amount
            case .skills: skills += day.amount
            case .absent: absentDays += 1
            }
            absenceStreak = day.kind == .absent ? absenceStreak + 1 : 0
            lastRecordedOn = day.on
            if half == nil, (worked + min(simulated, terms.simulatedLimit)) * 2 >= terms.required {
                half = day.on
            }
        }
        self.worked = worked
        self.simulated = min(simulated, max(0, terms.simulatedLimit))
        simulatedBeyond = simulated - self.simulated
        let done = worked + self.simulated

        let breaks = terms.breaks(on: asOf)
        let last = min(asOf, terms.endedOn ?? asOf)
        let begins = terms.startedOn ?? terms.startsOn
        let passed = try terms.pattern.days(from: begins, through: last, breaks: breaks, calendar: calendar)
        let recorded = Set(known.map(\.on))
        let skillsDays = Set(known.lazy.filter { $0.kind == .skills }.map(\.on))
        expected = min(terms.required, passed.count { !skillsDays.contains($0) } * terms.aDay)
        unrecordedDays = passed.count { !recorded.contains($0) }

        // While it rests, or has not started, nothing is done before tomorrow.
        var base = lastRecordedOn ?? begins.adding(days: -1)
        if terms.isInterrupted(on: asOf) || (terms.startedOn == nil && base < asOf) { base = max(base, asOf) }
        func day(after amount: Int) throws(CalendarHorizonError) -> CalendarDate {
            let missing = max(0, amount)
            let count = (missing + terms.aDay - 1) / terms.aDay
            return try terms.pattern.day(count, after: base, breaks: breaks, calendar: calendar)
        }
        let end: CalendarDate
        if let endedOn = terms.endedOn { end = endedOn } else { end = try day(after: terms.required - done) }
        endsOn = end
        if let half {
            halfOn = half
        } else if terms.endedOn != nil {
            halfOn = end
        } else {
            halfOn = try day(after: (terms.required + 1) / 2 - done)
        }
    }
}
