extension Pathway {
    /// How far a candidate is on a date; facts after it are ignored. `countsAt` must be an index.
    ///
    /// Throws when a date that the counting milestone depends on lies beyond the known bank holidays.
    public func progress(
        of state: CandidateState, countsAt: Int, asOf: CalendarDate, calendar: WorkingCalendar
    ) throws(CalendarHorizonError) -> Progress {
        try ProgressCalculator(pathway: self, countsAt: countsAt, asOf: asOf, calendar: calendar)
            .progress(of: state)
    }

    /// What a round may expect of one candidate; for many, keep a ``PathwayAssessor``.
    ///
    /// Throws when a date that the counting milestone depends on lies beyond the known bank holidays.
    public func assess(
        _ state: CandidateState, countsAt: Int, dueOn: CalendarDate, asOf: CalendarDate,
        calendar: WorkingCalendar, slackWorkingDays: Int
    ) throws(CalendarHorizonError) -> Assessment {
        try PathwayAssessor(
            pathway: self, countsAt: countsAt, dueOn: dueOn, asOf: asOf, calendar: calendar,
            slackWorkingDays: slackWorkingDays
        ).assess(state)
    }

    /// By index, the latest date on which a milestone may happen so that the counting one is still reached
    /// by the due date if everything after takes its usual time; nil where the counting one does not
    /// depend on it.
    ///
    /// The counting milestone's own is the due date. Throws when working days are counted beyond the known
    /// years.
    public func latestUsefulDates(
        countsAt: Int, dueOn: CalendarDate, calendar: WorkingCalendar
    ) throws(CalendarHorizonError) -> [CalendarDate?] {
        var latest = [CalendarDate?](repeating: nil, count: count)
        latest[countsAt] = dueOn
        for index in stride(from: countsAt, through: 0, by: -1) {
            guard let target = latest[index] else { continue }
            let begins = try calendar.subtract(milestones[index].usualDuration, from: target)
            for needed in prerequisites(of: index) {
                latest[needed] = latest[needed].map { min($0, begins) } ?? begins
            }
        }
        return latest
    }
}
