import Domain

/// What is taken to be spent from a levy account in a month of which nothing is recorded.
///
/// For trainings that have begun and whose price is known it is what their plans say. Whatever was spent besides, in the
/// months whose mean is taken, is taken to go on as it was.
struct LevySpending {
    private let given: Int?
    private let running: [LevyUses.Running]
    /// What was spent a month in the averaged months for known trainings, by their plans; pence.
    let ofTrainings: Int
    /// What was spent a month besides.
    private let besides: Int

    /// - Parameter given: pence a month that somebody says, in the place of all else.
    init(given: Int?, _ known: KnownLevy, _ running: [LevyUses.Running]) {
        self.given = given
        self.running = running
        let averaged = known.lastYear.map(\.month)
        ofTrainings = running.reduce(0) { $0 + $1.plan.mean(of: averaged) }
        besides = max(0, known.mean(\.spent) - ofTrainings)
    }

    func pence(in month: Month) -> Int { given ?? besides + ofTrainings(in: month) }

    private func ofTrainings(in month: Month) -> Int { running.reduce(0) { $0 + $1.plan.paid(in: month) } }

    /// Each of the twelve months ahead.
    func ahead(from now: Month) -> [LevyReport.Spending] {
        (1...12).map(now.adding).map {
            LevyReport.Spending(month: $0, pence: pence(in: $0), ofTrainingsPence: ofTrainings(in: $0))
        }
    }

    /// Their mean, in pence.
    func mean(from now: Month) -> Int { ahead(from: now).reduce(0) { $0 + $1.pence } / 12 }
}
