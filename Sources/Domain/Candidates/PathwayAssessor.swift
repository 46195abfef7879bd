/// Assesses many candidates of one round on one pathway: what they share is prepared once.
public struct PathwayAssessor: Sendable {
    /// The candidates' pathway.
    public var pathway: Pathway { calculator.pathway }

    /// The index of the milestone that counts.
    public var countsAt: Int { calculator.countsAt }

    /// The date for which candidates are assessed; facts and exits after it are ignored.
    public var asOf: CalendarDate { calculator.asOf }

    /// The round's due date, that day included.
    public let dueOn: CalendarDate

    /// The working days of slack under which an expected date is at risk.
    public let atRiskSlack: Int

    private let calculator: ProgressCalculator

    /// Prepares the assessment; `countsAt` must be an index of the pathway.
    ///
    /// - Parameters:
    ///   - slackWorkingDays: fewer working days than this between the expected and the due date are a risk
    ///     (rule `round.at_risk_slack_working_days`).
    public init(
        pathway: Pathway, countsAt: Int, dueOn: CalendarDate, asOf: CalendarDate, calendar: WorkingCalendar,
        slackWorkingDays: Int
    ) {
        self.dueOn = dueOn
        atRiskSlack = slackWorkingDays
        calculator = ProgressCalculator(pathway: pathway, countsAt: countsAt, asOf: asOf, calendar: calendar)
    }

    /// What may be expected of one candidate.
    ///
    /// Somebody who reached the counting milestone stays achieved after leaving: leavers are another
    /// measure. Somebody who reached it after the due date is in post and still missed the date.
    /// Throws when a date it depends on lies beyond the known bank holidays.
    public func assess(_ state: CandidateState) throws(CalendarHorizonError) -> Assessment {
        let progress = try calculator.progress(of: state)
        guard !progress.happened[countsAt] else { return reached(progress) }
        // Only after an exit has an open counting milestone no expected date.
        guard let expectedOn = progress.expectedOn[countsAt] else {
            return make(progress, .lost, expectedOn: nil, exit: state.exit)
        }
        if expectedOn > dueOn {
            return make(progress, .willMiss, expectedOn: expectedOn)
        }
        let slack = try calculator.calendar.workingDays(after: expectedOn, through: dueOn)
        let isBehind = progress.criticalPath.contains {
            !progress.happened[$0] && progress.daysBeyondUsual[$0] > 0
        }
        let outlook = slack < atRiskSlack || isBehind ? Outlook.atRisk : .onCourse
        return make(progress, outlook, expectedOn: expectedOn, slack: slack)
    }

    private func reached(_ progress: Progress) -> Assessment {
        let happenedOn = progress.expectedOn[countsAt] ?? asOf
        return make(progress, happenedOn <= dueOn ? .achieved : .willMiss, expectedOn: happenedOn)
    }

    private func make(
        _ progress: Progress, _ outlook: Outlook, expectedOn: CalendarDate?, slack: Int? = nil,
        exit: CandidateExit? = nil
    ) -> Assessment {
        let blamed = outlook == .atRisk || outlook == .willMiss ? blame(progress) : nil
        return Assessment(
            progress: progress, outlook: outlook, dueOn: dueOn, expectedOn: expectedOn,
            daysLate: expectedOn.map { max(0, dueOn.days(until: $0)) } ?? 0, slackWorkingDays: slack,
            blamed: blamed, blamedDaysBeyondUsual: blamed.map { Int(progress.daysBeyondUsual[$0]) } ?? 0,
            exit: exit)
    }

    /// The critical path runs from earlier to later, but not always by position: that is what breaks ties.
    private func blame(_ progress: Progress) -> Int? {
        let rank = pathway.graph.rank
        var worst: (days: Int, index: Int)?
        var longest: (days: Int, index: Int)?
        var previous: Int?
        for index in progress.criticalPath {
            let beyond = Int(progress.daysBeyondUsual[index])
            if beyond > 0, worst.map({ (beyond, rank[$0.index]) > ($0.days, rank[index]) }) ?? true {
                worst = (beyond, index)
            }
            if !progress.happened[index], let expected = progress.expectedOn[index] {
                // What is ready now has the time from today left, what follows the time after its prerequisite.
                let begins = max(previous.flatMap { progress.expectedOn[$0] } ?? asOf, asOf)
                let remaining = begins.days(until: expected)
                if longest.map({ (remaining, rank[$0.index]) > ($0.days, rank[index]) }) ?? true {
                    longest = (remaining, index)
                }
            }
            previous = index
        }
        return worst?.index ?? longest?.index
    }
}
