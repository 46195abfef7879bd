import Domain

/// What is taken to move in a levy account from the first month of which nothing is recorded, and what follows from it.
struct LevyOutlook {
    private let account: LevyAccount
    private let now: Month
    private let isOver: Bool
    private let income: [LevyReport.PaidIn]
    private let spending: LevySpending
    private let waiting: [LevyUses.Waiting]

    /// - Parameters:
    ///   - income: what enters, from the first month of which nothing is recorded on.
    ///   - waiting: who is agreed and has not started.
    init(
        _ known: KnownLevy, _ moment: Moment, income: [LevyReport.PaidIn], _ spending: LevySpending,
        waiting: [LevyUses.Waiting]
    ) {
        account = known.recorded
        now = Month(of: moment.asOf)
        isOver = moment.asOf == moment.asOf.lastOfMonth
        self.income = income
        self.spending = spending
        self.waiting = waiting
    }

    /// If nothing more is spent; what was in months that are over is assumed all the same.
    var idle: LevyForecast { forecast { $0 < now ? spending.pence(in: $0) : 0 } }

    /// With the spending that is assumed.
    var expected: LevyForecast { forecast(spending.pence) }

    /// If, besides, those start who are agreed.
    var busy: LevyForecast { forecast(withAgreed) }

    /// How many more, each paid for by a plan, would use up what expires.
    func startsToUseUp(each plan: LevyPlan) -> Int? {
        LevyForecast.startsToUseUp(
            account, now: now, isOver: isOver, paidIn: paidIn, spending: withAgreed,
            each: (1...12).map { plan.paid(in: now.adding($0)) })
    }

    private func forecast(_ spending: (Month) -> Int) -> LevyForecast {
        LevyForecast(
            of: account, now: now, isOver: isOver, paidIn: paidIn, spending: spending, months: 12)
    }

    private func paidIn(_ month: Month) -> Int { income.last { $0.from <= month }?.pence ?? 0 }

    private func withAgreed(_ month: Month) -> Int {
        spending.pence(in: month) + waiting.reduce(0) { $0 + $1.plan.paid(in: month) }
    }
}
