import Domain

/// What leaves a levy account for one training, month by month.
struct LevyPlan {
    private let first: Month
    private let byMonth: ArraySlice<Int>

    /// - Parameters:
    ///   - start: the month in which training begins.
    ///   - months: how many months are paid for, where it is cut short.
    init(_ payments: TrainingPayments, from start: Month, months: Int? = nil) {
        first = start.adding(1)
        byMonth = payments.byMonth.prefix(months ?? payments.byMonth.count)
    }

    /// In pence; 0 before and after.
    func paid(in month: Month) -> Int {
        let place = first.months(until: month)
        return byMonth.indices.contains(place) ? byMonth[place] : 0
    }

    /// In pence.
    func paid(in months: some Collection<Month>) -> Int { months.reduce(0) { $0 + paid(in: $1) } }

    /// The mean of some months, in pence.
    func mean(of months: some Collection<Month>) -> Int { paid(in: months) / max(1, months.count) }

    /// Whether anything may leave the account in a month or after it.
    func lasts(until month: Month) -> Bool { first.adding(byMonth.count) > month }
}
